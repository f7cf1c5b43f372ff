/** Which values of a claim a verifier compares on which document; the machine that reads looks for the same. */
import type { ComparedThing } from './reading/paper-findings.js'

export type { ComparedThing } from './reading/paper-findings.js'

/** What a person saw on the paper: the value of the claim, another one, or nothing that can be read. */
export const comparisons = ['match', 'differs', 'unreadable'] as const
export type Comparison = (typeof comparisons)[number]
export type ComparedValues = Partial<Record<ComparedThing, Comparison>>

const onDocument: Readonly<Record<string, readonly ComparedThing[]>> = {
  KARTU_PESERTA: ['participant_nik', 'participant_name'],
  KTP_PESERTA: ['participant_nik', 'participant_name', 'birth_date'],
  KTP_AHLI_WARIS: ['claimant_name'],
  AKTA_KEMATIAN: ['participant_nik', 'participant_name', 'death_date'],
  KK: ['participant_nik', 'claimant_name', 'relation'],
  SK_AHLI_WARIS: ['participant_name', 'claimant_name'],
  BUKU_NIKAH: ['participant_name', 'claimant_name'],
  REKENING: ['claimant_name'],
  AKTA_LAHIR: ['participant_name', 'child_name'],
}

export function comparedOn(code: string): readonly ComparedThing[] {
  return onDocument[code] ?? []
}
