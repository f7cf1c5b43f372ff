/** A child who is old enough is told of its scholarship as well as the guardian, on a phone of its own. */
import { Injectable } from '@nestjs/common'
import { ageOn, dateOfInstant, parseInstant, parseLocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { PeopleOfClaim } from '../claims/people-of-claim.service.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'
import { lockAwards } from './scholarship-gate.sql.js'
import { ScholarshipRules } from './scholarship-rules.js'

interface ChildOfAward {
  claim_id: string
  child_name: string
  child_birth_date: string
  child_party_id: string | null
  may_act: boolean
}

@Injectable()
export class ChildContacts {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: ScholarshipRules,
    private readonly people: PeopleOfClaim,
    private readonly nudge: OutboxNudge,
  ) {}

  /** Named once; whoever says it again changes nothing. @throws NotFound, NotAllowed, InvalidInput */
  async name(awardId: string, phone: string, actor: Actor): Promise<void> {
    await this.sql.transaction(async (sql) => {
      await sql.rows(
        'select 1 from claim where id = (select claim_id from scholarship_award where id = $1) for no key update',
        [awardId],
      )
      await sql.rows(lockAwards, [[awardId]])
      const [child] = await sql.rows<ChildOfAward>(
        `select a.claim_id, a.child_name, a.child_birth_date, a.child_party_id, acts_for_child($2, $3, a, c.branch_id) as may_act
         from scholarship_award a join claim c on c.id = a.claim_id where a.id = $1`,
        [awardId, actor.id, actor.role],
      )
      if (!child) throw new NotFound('Beasiswa ini tidak ditemukan.')
      this.assertMayBeTold(child)
      if (child.child_party_id !== null) return
      const party = await this.people.nameChild(sql, child.claim_id, { name: child.child_name, phone }, actor)
      await sql.rows('update scholarship_award set child_party_id = $2 where id = $1', [awardId, party])
    })
    this.nudge.afterCommit()
  }

  private assertMayBeTold({ may_act: mayAct, child_birth_date: born }: ChildOfAward): void {
    if (!mayAct) throw new NotAllowed('Hanya wali anak ini yang dapat mencatat nomor HP-nya.')
    const today = dateOfInstant(parseInstant(this.clock.now()), 'WIB')
    if (ageOn(parseLocalDate(born), today) < this.rules.childToldFromAge)
      throw new NotAllowed(`Anak ikut dikabari mulai usia ${this.rules.childToldFromAge} tahun.`)
  }
}
