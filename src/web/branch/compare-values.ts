/** The values of a claim beside those of the registry and of the paper, for one document. */
import { parseNik, maskNik } from '#libs/nik'
import { type ComparedThing, comparedOn } from '../../documents/compared-values.rule.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'
import type { ClaimOnFile } from '../../claims/claim-by-number.query.js'
import type { RegisteredPerson } from '../../membership/registered-person.query.js'
import { isLocalDate } from '#libs/local-date'
import { dateInWords } from './when.js'

export const readings = ['same', 'near', 'differs', 'not_found'] as const
export type MachineReading = (typeof readings)[number]

export interface ValueToCompare {
  thing: ComparedThing
  stated: string
  registry: string | null
  /** What a machine found on the paper; null where none could read it. */
  read: MachineReading | null
}

/** In the order in which the paper shows them; a value that nobody stated is not compared. */
export function valuesToCompare(
  document: DocumentOfClaim,
  claim: ClaimOnFile,
  registered: RegisteredPerson | undefined,
  relationInWords: (relation: string) => string,
): ValueToCompare[] {
  const stated = statedValues(claim, relationInWords)
  const registry: Partial<Record<ComparedThing, string>> = registered
    ? { participant_name: registered.name, birth_date: dateInWords(registered.birth_date) }
    : {}
  return comparedOn(document.code).flatMap((thing) => {
    const value = stated[thing] ?? registry[thing]
    if (!value) return []
    return [
      {
        thing,
        stated: stated[thing] ?? '–',
        registry: registry[thing] ?? null,
        read: readOn(document, thing),
      },
    ]
  })
}

function statedValues(
  {
    participant_nik: nik,
    participant_name: name,
    event_date: eventDate,
    answers,
    created_at: at,
  }: ClaimOnFile,
  relationInWords: (relation: string) => string,
): Partial<Record<ComparedThing, string>> {
  const { claimant, event, children } = answers as Partial<ClaimAnswers>
  const today = at.slice(0, 10)
  const parsed = nik && isLocalDate(today) ? parseNik(nik, today) : undefined
  return {
    participant_nik: nik ? maskNik(nik) : undefined,
    participant_name: name ?? undefined,
    birth_date: parsed?.ok ? dateInWords(parsed.nik.birthDate) : undefined,
    death_date: dateInWords(event?.deathDate ?? eventDate),
    claimant_name: claimant?.name,
    relation: claimant && relationInWords(claimant.relation),
    child_name: children?.map((child) => child.name).join(', ') || undefined,
  }
}

function readOn({ files }: DocumentOfClaim, thing: ComparedThing): MachineReading | null {
  for (const { checks } of files.toReversed()) {
    const found = checks.find(({ kind }) => kind === 'text')?.detail[thing]
    const reading = readings.find((each) => each === found)
    if (reading) return reading
  }
  return null
}
