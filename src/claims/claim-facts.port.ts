import { Injectable } from '@nestjs/common'
import { type ClaimEvent, type ClaimFactsPart, claimReads, claimTable } from '#libs/lifecycle'

export interface FactsPart {
  name: ClaimFactsPart
  /**
   * A scalar SQL expression that yields the part as jsonb. It may use the row `c` (claim), the row `b` (its branch) and
   * the parameters of `factsParameters`. It reads only what `claim.facts_version` watches over, or what is fixed by law.
   */
  sql: string
}

/** Names for the parameters of the one query that reads facts. */
export const factsParameters = {
  claimId: '$1::uuid',
  actorId: '$2::text',
  actorRole: '$3::text',
  key: '$4::text',
  now: '$5::timestamptz',
  lawDigest: '$6::text',
  /** What the command brings: branch and limit of the actor, and the limit above which two must approve. */
  context: '$7::jsonb',
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
    return this.sql(allParts)
  }

  /** The parts that the guards of an event look at, those that its clocks are computed from, and what its records ask for. */
  sqlFor(event: ClaimEvent, forRecords: readonly ClaimFactsPart[]): string {
    return this.sql([...new Set([...claimReads[event], ...partsForClocks(event), ...forRecords])])
  }

  private sql(names: readonly ClaimFactsPart[]): string {
    const missing = allParts.filter((name) => !this.parts.has(name))
    if (missing.length > 0) throw new Error(`Nobody owns the claim facts ${missing.join(', ')}.`)
    return `jsonb_build_object(${names.map((name) => `'${name}', ${this.parts.get(name)?.sql}`).join(',\n')})`
  }
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
  'checks',
  'documents',
  'requests',
  'investigation',
  'heirs',
  'calculation',
  'proposal',
  'payments',
  'clocks',
] as const satisfies readonly ClaimFactsPart[]
