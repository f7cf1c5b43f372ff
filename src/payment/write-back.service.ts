/**
 * Closes what a bank refused or sent back of an earlier round once a later decision owes it no more: by a refusal, or
 * because the later round pays it itself. What was asked back of the same person is reckoned again, so that nobody is
 * asked for money that the bank has brought already.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { inTransaction } from './in-transaction.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { Recoveries } from './recoveries.service.js'

interface CameBack {
  payment_id: string
  person: string
}

@Injectable()
export class WriteBack {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: PaymentLifecycle,
    private readonly recoveries: Recoveries,
  ) {}

  /** Safe to call at any time: what is still owed, or not decided yet, stays where it is. */
  async run(claimId: string): Promise<void> {
    await inTransaction(this.sql, async (sql) => {
      await sql.rows('select from claim where id = $1 for no key update', [claimId])
      const over = await sql.rows<CameBack>(
        `select payment_id, person from came_back($1) where standing = 'over'`,
        [claimId],
      )
      if (over.length === 0) return
      const ids = over.map(({ payment_id }) => payment_id)
      await this.lifecycle.move(sql, ids, { event: 'write_back', actor: SYSTEM, followUp: 'caller' })
      await this.reckonAgain(sql, claimId, [...new Set(over.map(({ person }) => person))])
    })
  }

  /** What is still too much after that is asked back anew, and confirmed anew. */
  private async reckonAgain(sql: SqlRunner, claimId: string, people: readonly string[]): Promise<void> {
    const standing = await sql.rows<{ id: string }>(
      `select r.id from recovery r join claim c on c.id = r.claim_id
       where c.id = $1 and r.decided_in = c.round and r.payee_id = any ($2)
         and r.state not in ('settled', 'waived', 'written_off', 'superseded')`,
      [claimId, people],
    )
    if (standing.length === 0) return
    const ids = standing.map(({ id }) => id)
    for (const id of ids) await this.recoveries.supersede(sql, id)
    await sql.rows(
      `insert into recovery (claim_id, round, payee_id, amount, decided_in, identified_by, identified_at)
       select r.claim_id, r.round, r.payee_id, o.amount - b.back, r.decided_in, r.identified_by, $2
       from recovery r
       cross join lateral overpaid_to(r.claim_id, r.decided_in, exists (select from claim_transition t
         where t.claim_id = r.claim_id and t.round = r.decided_in and t.event = 'reject')) o
       cross join lateral (select came_in(r.claim_id, r.decided_in, r.payee_id) as back) b
       where r.id = any ($1) and o.person = r.payee_id and o.amount > b.back`,
      [ids, this.clock.now()],
    )
  }
}
