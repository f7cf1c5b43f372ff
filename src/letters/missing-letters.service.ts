import { Injectable } from '@nestjs/common'
import type { ClaimEvent, ObjectionEvent, RecoveryEvent } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { isToldInLetter, letterOf, letterOfObjection } from './letter-kinds.js'
import { Letters } from './letters.service.js'

/** What an officer does about letters that a machine gave up: has them written now, once the cause is gone. */
@Injectable()
export class MissingLetters {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly letters: Letters,
  ) {}

  /** Writes every letter that a step of this claim caused and that is not there. Throws where it still cannot. */
  async write(claimId: string, actor: Actor): Promise<void> {
    const steps = await this.sql.rows<{ seq: number; event: ClaimEvent }>(
      'select seq, event from claim_transition where claim_id = $1 order by seq',
      [claimId],
    )
    for (const { seq, event } of steps) if (letterOf(event)) await this.letters.write(claimId, seq)
    const answers = await this.sql.rows<{ objection_id: string; seq: number; event: ObjectionEvent }>(
      'select objection_id, seq, event from objection_transition where claim_id = $1 order by at, seq',
      [claimId],
    )
    for (const { objection_id: objection, seq, event } of answers)
      if (letterOfObjection(event)) await this.letters.writeOfObjection(objection, seq)
    const notices = await this.sql.rows<{ recovery_id: string; seq: number; event: RecoveryEvent }>(
      `select t.recovery_id, t.seq, t.event from recovery_transition t join recovery r on r.id = t.recovery_id
       where r.claim_id = $1 order by t.at, t.seq`,
      [claimId],
    )
    for (const { recovery_id: recovery, seq, event } of notices)
      if (isToldInLetter(event)) await this.letters.writeOfRecovery(recovery, seq)
    await this.sql.rows(
      `update attention set closed_at = $2, closed_by = $3
       where claim_id = $1 and topic = 'letter.write' and closed_at is null`,
      [claimId, this.clock.now(), actor.id],
    )
  }
}
