import { isRefusedByDatabase } from './sql.js'
import { WaitingGroup } from './waiting-group.js'

/** Whose answer a row is: the place of what was asked, by `with ordinality`. */
export interface Placed {
  place: number
}

/** Such a statement is quick: whoever comes while one is under way costs less in the next than in one of his own. */
const AT_ONCE = 1

/**
 * Look-ups of one kind, or writings of one kind: those that wait at the same time share one statement, because a round
 * trip costs more than a row. Each is answered from a statement that began after it was asked, and nothing is kept.
 */
export class SharedStatement<Asked, Row extends object> {
  private readonly group = new WaitingGroup<Asked, Row[]>(null, (asked) => this.answers(asked), AT_ONCE)

  /** @param run one statement, whole or not at all; it yields the rows of all that were asked, each with its place */
  constructor(private readonly run: (asked: readonly Asked[]) => Promise<(Row & Placed)[]>) {}

  async all(asked: Asked): Promise<Row[]> {
    try {
      return await this.group.join(asked)
    } catch (error) {
      // What is refused must not fail the others: each asks again alone and gets its own answer.
      if (!isRefusedByDatabase(error)) throw error
      return (await this.answers([asked])).flat()
    }
  }

  async first(asked: Asked): Promise<Row | undefined> {
    return (await this.all(asked))[0]
  }

  private async answers(asked: readonly Asked[]): Promise<Row[][]> {
    const answers: Row[][] = asked.map(() => [])
    for (const row of await this.run(asked)) answers[row.place - 1]?.push(row)
    return answers
  }
}
