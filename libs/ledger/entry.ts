import type { Rupiah } from '#libs/rupiah'
import type { Account } from './accounts.js'
import type { EntryKind } from './moves.js'

/** One side of an entry: whole rupiah, above zero a debit, below zero a credit. */
export interface Posting {
  readonly account: Account
  readonly amount: Rupiah
}

/** One event in money. Its postings add up to zero, and no account occurs twice. */
export interface Entry {
  readonly kind: EntryKind
  readonly postings: readonly Posting[]
}

export type LedgerRefusalCode =
  'TOO_FEW_POSTINGS' | 'POSTING_ZERO' | 'ACCOUNT_TWICE' | 'NOT_BALANCED' | 'AMOUNT_NOT_POSITIVE'

export interface LedgerRefusal {
  readonly code: LedgerRefusalCode
  /** Whole rupiah as text, and names of accounts. */
  readonly params?: Readonly<Record<string, string>>
}

export type EntryAnswer =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly refusals: readonly LedgerRefusal[] }

/** An entry of these postings, or everything that is wrong with them. */
export function entry(kind: EntryKind, postings: readonly Posting[]): EntryAnswer {
  const refusals = [...tooFew(postings), ...zeros(postings), ...twice(postings), ...unbalanced(postings)]
  return refusals.length > 0
    ? { ok: false, refusals }
    : { ok: true, entry: { kind, postings: [...postings] } }
}

/** The entry that takes another one back: the same accounts, debit and credit exchanged. Nothing is ever deleted. */
export function reversalOf(original: Entry, kind: EntryKind): Entry {
  return { kind, postings: original.postings.map(({ account, amount }) => ({ account, amount: -amount })) }
}

function tooFew(postings: readonly Posting[]): LedgerRefusal[] {
  return postings.length < 2 ? [{ code: 'TOO_FEW_POSTINGS' }] : []
}

function zeros(postings: readonly Posting[]): LedgerRefusal[] {
  return postings
    .filter(({ amount }) => amount === 0n)
    .map(({ account }) => ({ code: 'POSTING_ZERO', params: { account } }))
}

function twice(postings: readonly Posting[]): LedgerRefusal[] {
  const names = postings.map(({ account }) => account)
  const repeated = names.filter((account, index) => names.indexOf(account) !== index)
  return [...new Set(repeated)].map((account) => ({ code: 'ACCOUNT_TWICE', params: { account } }))
}

function unbalanced(postings: readonly Posting[]): LedgerRefusal[] {
  const difference = postings.reduce((sum, { amount }) => sum + amount, 0n)
  return difference === 0n ? [] : [{ code: 'NOT_BALANCED', params: { difference: difference.toString() } }]
}
