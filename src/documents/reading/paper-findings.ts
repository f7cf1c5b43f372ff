/**
 * Compares what was read on a paper with what the claim says. The answers are hints for a person: a machine that
 * reads may be wrong, so nothing here ever refuses a paper.
 */
import { type LocalDate } from '#libs/local-date'
import { nameAmong, nameLikeness, type Likeness, numberLikeness, numbersIn } from './lookalikes.js'
import { datesIn } from './read-dates.js'
import {
  type FamilyMember,
  type FamilyRole,
  readDeathCertificate,
  readFamilyCard,
  readIdentityCard,
} from './read-papers.js'

/** What the claim says. Null where it does not say it, so that nothing is compared. */
export interface ClaimFactsOnPaper {
  participant: { nik: string | null; name: string | null; birthDate: LocalDate | null }
  claimant: { name: string | null; relation: string | null }
  deathDate: LocalDate | null
  children: readonly string[]
}

export const comparedThings = [
  'participant_nik',
  'participant_name',
  'claimant_name',
  'birth_date',
  'death_date',
  'relation',
  'child_name',
] as const
export type ComparedThing = (typeof comparedThings)[number]
export type Findings = Partial<Record<ComparedThing, Likeness>>

type Reader = (lines: readonly string[], facts: ClaimFactsOnPaper) => Findings

/** Which reader understands which document of the list; a document without one is a person's alone. */
const readers: Readonly<Record<string, Reader>> = {
  KARTU_PESERTA: (lines, facts) => ({ ...participantNik(lines, facts), ...participantName(lines, facts) }),
  KTP_PESERTA: (lines, facts) => {
    const card = readIdentityCard(lines)
    return {
      ...participantNik(lines, facts),
      ...(facts.participant.name && { participant_name: labelled(facts.participant.name, card.name, lines) }),
      ...(facts.participant.birthDate && {
        birth_date: dateLikeness(facts.participant.birthDate, card.birthDate, lines),
      }),
    }
  },
  KTP_AHLI_WARIS: (lines, facts) =>
    facts.claimant.name
      ? { claimant_name: labelled(facts.claimant.name, readIdentityCard(lines).name, lines) }
      : {},
  AKTA_KEMATIAN: (lines, facts) => {
    const certificate = readDeathCertificate(lines)
    return {
      ...participantNik(lines, facts),
      ...(facts.participant.name && {
        participant_name: labelled(facts.participant.name, certificate.name, lines),
      }),
      ...(facts.deathDate && { death_date: dateLikeness(facts.deathDate, certificate.deathDate, lines) }),
    }
  },
  KK: (lines, facts) => ({
    ...participantNik(lines, facts),
    ...claimantName(lines, facts),
    ...relationInFamily(readFamilyCard(lines).members, facts),
  }),
  SK_AHLI_WARIS: (lines, facts) => ({ ...participantName(lines, facts), ...claimantName(lines, facts) }),
  BUKU_NIKAH: (lines, facts) => ({ ...participantName(lines, facts), ...claimantName(lines, facts) }),
  REKENING: claimantName,
  AKTA_LAHIR: (lines, facts) => {
    const children = facts.children.map((name) => nameAmong(name, lines))
    const child =
      children.find((one) => one === 'same') ?? children.find((one) => one === 'near') ?? 'not_found'
    return { ...participantName(lines, facts), ...(facts.children.length > 0 && { child_name: child }) }
  },
}

export function canCompare(code: string): boolean {
  return code in readers
}

/** What was compared, and how near it came. Empty when the claim says nothing that this document would show. */
export function findingsOn(code: string, lines: readonly string[], facts: ClaimFactsOnPaper): Findings {
  return readers[code]?.(lines, facts) ?? {}
}

const withTolerance: readonly ComparedThing[] = ['participant_name', 'claimant_name', 'child_name']

/** Numbers, dates and relations must be the same; a name may have a letter read wrongly. */
export function isAgreement(findings: Findings): boolean {
  const compared = Object.entries(findings) as [ComparedThing, Likeness][]
  const agrees = ([thing, likeness]: [ComparedThing, Likeness]) =>
    likeness === 'same' || (likeness === 'near' && withTolerance.includes(thing))
  return compared.length > 0 && compared.every(agrees)
}

function participantNik(lines: readonly string[], { participant }: ClaimFactsOnPaper): Findings {
  return participant.nik ? { participant_nik: numberLikeness(participant.nik, lines.flatMap(numbersIn)) } : {}
}

function participantName(lines: readonly string[], { participant }: ClaimFactsOnPaper): Findings {
  return participant.name ? { participant_name: nameAmong(participant.name, lines) } : {}
}

function claimantName(lines: readonly string[], { claimant }: ClaimFactsOnPaper): Findings {
  return claimant.name ? { claimant_name: nameAmong(claimant.name, lines) } : {}
}

/** By its label where the label was read, else anywhere on the paper. */
function labelled(expected: string, read: string | null, lines: readonly string[]): Likeness {
  const byLabel = nameLikeness(expected, read)
  if (byLabel === 'same' || byLabel === 'near') return byLabel
  const anywhere = nameAmong(expected, lines)
  return anywhere === 'not_found' ? byLabel : anywhere
}

function dateLikeness(expected: LocalDate, read: LocalDate | null, lines: readonly string[]): Likeness {
  if (read !== null) return read === expected ? 'same' : 'differs'
  return datesIn(lines.join(' ')).includes(expected) ? 'same' : 'not_found'
}

/** What the roles of participant and claimant on one family card say of their relation, in the claim's words. */
function relationInFamily(members: readonly FamilyMember[], facts: ClaimFactsOnPaper): Findings {
  const { participant, claimant } = facts
  if (!claimant.relation || !claimant.name || !participant.nik) return {}
  const roleOf = (test: (member: FamilyMember) => boolean) => members.find(test)?.role
  const name = claimant.name
  const theirs = roleOf((one) => ['same', 'near'].includes(nameLikeness(name, one.name)))
  const own = roleOf(({ nik }) => nik === participant.nik)
  if (!theirs || !own) return { relation: 'not_found' }
  const relations = relationsBetween(own, theirs)
  if (relations.length === 0) return { relation: 'not_found' }
  return { relation: relations.includes(claimant.relation) ? 'same' : 'differs' }
}

const couple: readonly FamilyRole[] = ['head', 'husband', 'wife']

/** Whom the claimant may be to the participant. Empty where the card alone does not tell. */
function relationsBetween(participant: FamilyRole, claimant: FamilyRole): string[] {
  const isOfCouple = couple.includes(participant)
  if (isOfCouple && couple.includes(claimant)) return ['spouse']
  if (isOfCouple && claimant === 'child') return ['child']
  if (isOfCouple && claimant === 'grandchild') return ['grandchild']
  if (participant === 'head' && claimant === 'parent') return ['father', 'mother']
  if (participant === 'head' && claimant === 'parent_in_law') return ['parent_in_law']
  if (participant === 'child' && couple.includes(claimant)) return ['father', 'mother']
  if (participant === 'child' && claimant === 'child') return ['sibling']
  return []
}
