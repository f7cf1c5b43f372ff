import { Injectable } from '@nestjs/common'
import { type ClaimEvent, type ClaimFactsPart, claimReads, claimTable } from '#libs/lifecycle'

export interface FactsPart {
  name: ClaimFactsPart
  /**
   * A scalar SQL expression that yields the part as jsonb. It may use the row `c` (claim), the row `b` (its branch) and
   * the columns of `factsParameters`. It reads only what `claim.facts_version` watches over, or what is fixed by law.
   */
  sql: string
}

/** Columns of the row `x`, the command on which the facts are read. */
export const factsParameters = {
  claimId: 'x.claim_id',
  event: 'x.event',
  actorId: 'x.actor_id',
  actorRole: 'x.actor_role',
  key: 'x.key',
  now: 'x.now',
  lawDigest: 'x.law_digest',
  /** What the command brings: branch and limit of the actor and, for what a proposal is weighed by, the rules of the day in each zone. */
  context: 'x.context',
} as const

/** Each stage registers the part of the facts that it owns; the gate refuses to start unless each has one owner. */
@Injectable()
export class ClaimFactsParts {
  private readonly parts = new Map<ClaimFactsPart, FactsPart>()

  register(...parts: FactsPart[]): void {
    for (const part of parts) {
      if (this.parts.has(part.name)) throw new Error(`Two owners of the claim facts "${part.name}".`)
      this.parts.set(part.name, part)
    }
  }

  /** All parts, for a screen that offers every step. */
  allSql(): string {
    return this.object(allParts.map((name) => [name, this.sqlOf(name)]))
  }

  /**
   * For commands of these events in one statement: of each command the parts that the guards of its event look at, those
   * that its clocks are computed from, and what its records ask for. The others are null.
   */
  sqlFor(
    events: readonly ClaimEvent[],
    forRecords: (event: ClaimEvent) => readonly ClaimFactsPart[],
  ): string {
    const wanted = allParts.map((name) => ({
      name,
      by: events.filter((event) => partsFor(event, forRecords(event)).includes(name)),
    }))
    return this.object(
      wanted
        .filter(({ by }) => by.length > 0)
        .map(({ name, by }) => [
          name,
          by.length === events.length
            ? this.sqlOf(name)
            : `case when ${factsParameters.event} in (${by.map((event) => `'${event}'`).join(', ')}) then ${this.sqlOf(name)} end`,
        ]),
    )
  }

  private sqlOf(name: ClaimFactsPart): string {
    const part = this.parts.get(name)
    if (!part) throw new Error(`Nobody owns the claim facts ${name}.`)
    return part.sql
  }

  private object(members: [name: string, sql: string][]): string {
    return `jsonb_build_object(${members.map(([name, sql]) => `'${name}', ${sql}`).join(',\n')})`
  }
}

/** What is read for an event: for its guards, its clocks and its records. */
export function partsFor(event: ClaimEvent, forRecords: readonly ClaimFactsPart[]): ClaimFactsPart[] {
  return [...claimReads[event], ...partsForClocks(event), ...forRecords]
}

function partsForClocks(event: ClaimEvent): ClaimFactsPart[] {
  const effects = claimTable.filter((row) => row.event === event).flatMap((row) => row.effects)
  return effects.some((effect) => effect.kind === 'start_clock' && effect.clock === 'legal')
    ? ['documents']
    : []
}

const allParts = [
  'actor',
  'claim',
  'twin',
  'merging',
  'cause',
  'checks',
  'documents',
  'requests',
  'investigation',
  'heirs',
  'calculation',
  'coverage',
  'proposal',
  'payments',
  'clocks',
] as const satisfies readonly ClaimFactsPart[]
