import { isRefusedByDatabase, type Sql, type SqlRunner } from '../platform/database/sql.js'
import { WaitingGroup } from '../platform/database/waiting-group.js'
import { inTransaction } from './in-transaction.js'

/** Thrown by the work when one of its members spoils the whole: nothing of it is written. */
export class Spoiled extends Error {}

/**
 * Work on payments: what waits at the same time shares one transaction, and so one commit. When it is refused, each goes
 * alone and gets its own answer.
 */
export class SharedTransaction<Member, Outcome> {
  private readonly group: WaitingGroup<Member, Outcome>

  /** @param work does it for all of them and answers in their order */
  constructor(
    private readonly sql: Sql,
    keyOf: (member: Member) => string,
    private readonly work: (sql: SqlRunner, members: readonly Member[]) => Promise<Outcome[]>,
  ) {
    this.group = new WaitingGroup(keyOf, (members) => this.run(members))
  }

  async join(member: Member): Promise<Outcome> {
    try {
      return await this.group.join(member)
    } catch (error) {
      if (!isRefusedByDatabase(error) && !(error instanceof Spoiled)) throw error
      const [outcome] = await this.run([member])
      return outcome as Outcome
    }
  }

  private run(members: readonly Member[]): Promise<Outcome[]> {
    return inTransaction(this.sql, (sql) => this.work(sql, members))
  }
}
