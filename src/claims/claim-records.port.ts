import { Injectable } from '@nestjs/common'
import {
  type ClaimEvent,
  type ClaimFacts,
  type ClaimFactsPart,
  claimTable,
  type RecordName,
} from '#libs/lifecycle'
import type { PlannedTransition } from './claim-command.port.js'

/**
 * Makes the rows of one `record` effect. The rows are handed to the one writing statement as jsonb and written by a
 * fragment of SQL, so that they commit with the transition or not at all.
 */
export interface RecordMaker {
  record: RecordName
  /** The parts of the facts that `rows` looks at, besides those that the event's guards look at. */
  reads?: readonly ClaimFactsPart[]
  /**
   * Data-modifying SQL that selects from `moved` (the claim as moved: id, version, seq) and, where it needs values made
   * in memory, from the jsonb parameter written as `:rows`. It must do nothing when `moved` is empty.
   */
  sql: string
  rows?(facts: ClaimFacts, transition: PlannedTransition): unknown
}

@Injectable()
export class ClaimRecordMakers {
  private readonly makers = new Map<RecordName, RecordMaker>()

  register(...makers: RecordMaker[]): void {
    for (const maker of makers) {
      if (this.makers.has(maker.record)) throw new Error(`Two makers of the record "${maker.record}".`)
      this.makers.set(maker.record, maker)
    }
  }

  get(record: RecordName): RecordMaker {
    const maker = this.makers.get(record)
    if (!maker) throw new Error(`Nobody makes the record "${record}".`)
    return maker
  }

  /** The parts of the facts that the records of an event are made of. */
  readsFor(event: ClaimEvent): ClaimFactsPart[] {
    const effects = claimTable.filter((row) => row.event === event).flatMap((row) => row.effects)
    return effects.flatMap((effect) =>
      effect.kind === 'record' ? (this.get(effect.record).reads ?? []) : [],
    )
  }

  /** Whether some record of an event is made of values that are worked out in memory. */
  bringValues(event: ClaimEvent): boolean {
    const effects = claimTable.filter((row) => row.event === event).flatMap((row) => row.effects)
    return effects.some((effect) => effect.kind === 'record' && this.get(effect.record).rows !== undefined)
  }

  /** Start-up check: every record that the claim table can ask for has its one maker. */
  assertComplete(): void {
    const wanted = claimTable.flatMap((row) =>
      row.effects.flatMap((e) => (e.kind === 'record' ? [e.record] : [])),
    )
    for (const record of wanted) this.get(record)
  }
}
