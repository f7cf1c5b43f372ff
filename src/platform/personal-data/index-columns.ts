/**
 * Where keyed digests lie by which a person, a phone or an account is found, and where the values lie sealed that they
 * were made of. A test compares the list with the schema: an index that stood nowhere here would find nobody any more
 * once its key is renewed.
 */
import type { PersonalColumn } from './personal-columns.js'

/** Names of the keys. The simulated bank is a world of its own: its accounts are nobody's, and its key stays. */
export const indexKeys = {
  nik: 'nik_index',
  phone: 'phone_index',
  account: 'account_index',
  simulatedAccount: 'bank_simulator',
} as const
export const INDEX_BYTES = 16

/** What the index of an account is made of. */
export function accountText({
  bankCode,
  accountNumber,
}: {
  bankCode: string
  accountNumber: string
}): string {
  return `${bankCode}/${accountNumber}`
}

export const renewableIndexes = ['nik', 'phone', 'account'] as const
export type RenewableIndex = (typeof renewableIndexes)[number]

export interface IndexColumn {
  readonly table: string
  readonly column: string
  /** Kept for some hours or weeks, of a value that may lie sealed nowhere: where it has no new index it is let go. */
  readonly passing?: true
}

/** Rows with a sealed value and the index that was made of it. */
export interface IndexSource {
  readonly table: string
  /** In SQL over a row `t`. */
  readonly index: string
  readonly sealed: string
  /** A column that is not sealed, of which the index was made as well. */
  readonly beside?: string
  /** The place that the value was sealed for. */
  readonly place: PersonalColumn
  /** What the index was made of. */
  readonly textOf: (opened: unknown, beside: string) => string
}

interface Indexes {
  readonly columns: readonly IndexColumn[]
  readonly sources: readonly IndexSource[]
}

const itself = (opened: unknown): string => String(opened)
const nikOf = (identity: unknown): string => String((identity as readonly unknown[])[0])
const phoneBeside = { index: 't.phone_index', sealed: 't.phone', textOf: itself }
const identityBeside = {
  index: 't.nik_index',
  sealed: 't.identity',
  place: 'participant.identity',
  textOf: nikOf,
} as const

const nik: Indexes = {
  columns: [
    { table: 'participant', column: 'nik_index' },
    { table: 'participant_past', column: 'nik_index' },
    { table: 'claim', column: 'participant_nik_index' },
    { table: 'claim_witness', column: 'nik_index' },
    { table: 'incident', column: 'participant_nik_index' },
    { table: 'stmb_period', column: 'participant_nik_index' },
    { table: 'scholarship_award', column: 'participant_nik_index' },
  ],
  sources: [
    { table: 'participant', ...identityBeside },
    { table: 'participant_past', ...identityBeside },
    {
      table: 'claim',
      index: 't.participant_nik_index',
      sealed: 't.participant_nik',
      place: 'claim.participant_nik',
      textOf: itself,
    },
    {
      table: 'claim_witness',
      index: 't.nik_index',
      sealed: 't.nik',
      place: 'claim_witness.nik',
      textOf: itself,
    },
    {
      table: 'incident_course',
      index: '(select i.participant_nik_index from incident i where i.id = t.incident_id)',
      sealed: 't.participant_nik',
      place: 'incident_course.participant_nik',
      textOf: itself,
    },
  ],
}

const phone: Indexes = {
  columns: [
    { table: 'claim_party', column: 'phone_index' },
    { table: 'incident_party', column: 'phone_index' },
    { table: 'claimant_session', column: 'phone_index', passing: true },
    { table: 'known_device', column: 'phone_index', passing: true },
  ],
  sources: [
    { table: 'claim_party', ...phoneBeside, place: 'claim_party.phone' },
    { table: 'incident_party', ...phoneBeside, place: 'incident_party.phone' },
  ],
}

const account: Indexes = {
  columns: [{ table: 'payee', column: 'account_index' }],
  sources: [
    {
      table: 'payee',
      index: 't.account_index',
      sealed: 't.account_number',
      beside: 't.bank_code',
      place: 'payee.account_number',
      textOf: (opened, bankCode) => accountText({ bankCode, accountNumber: String(opened) }),
    },
  ],
}

export const indexes: Readonly<Record<RenewableIndex, Indexes>> = { nik, phone, account }
