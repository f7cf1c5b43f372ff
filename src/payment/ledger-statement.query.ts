/** What the ledger says of a claim, a branch or some days: where the money lay before, each entry, where it lies after. */
import { Injectable } from '@nestjs/common'
import type { Account, EntryKind } from '#libs/ledger'
import type { LocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'

export interface StatementAsked {
  /** Null for every branch. */
  branchId: string | null
  claimId?: string
  /** First and last day, as dates of each claim's branch; without them from the first entry to the last. */
  from?: string
  to?: string
}

export interface StatementEntry {
  id: string
  at: string
  /** The day of booking at the branch. */
  booked_on: LocalDate
  /** The day on which the payee had the money, where the entry says so. */
  value_date: LocalDate | null
  claim_number: string
  kind: EntryKind
  debit: Account
  credit: Account
  amount: bigint
  reference: string | null
  reverses: string | null
}

export interface AccountBalance {
  account: Account
  /** Whole rupiah, above zero a debit balance. */
  before: bigint
  debits: bigint
  credits: bigint
  after: bigint
}

export interface LedgerStatement {
  entries: StatementEntry[]
  /** More entries than are shown were booked; the balances count all of them. */
  cut: boolean
  balances: AccountBalance[]
}

const MOST = 10_000

/** $1 branch, $2 claim, $3 first day, $4 last day; the day is one at the branch of the claim */
const bookedWith = (joins: string): string => `
  from ledger_entry e join claim c on c.id = e.claim_id join branch b on b.id = c.branch_id
  cross join lateral (select (e.at at time zone b.zone)::date as day) d ${joins}
  where ($1::uuid is null or c.branch_id = $1) and ($2::uuid is null or c.id = $2) and ($4::date is null or d.day <= $4)`

const ENTRIES = `
  select e.id, e.at, d.day as booked_on, e.value_date, c.number as claim_number, e.kind, e.reverses,
    g.account as debit, h.account as credit, g.amount, r.reference
  ${bookedWith(`join ledger_posting g on g.entry_id = e.id and g.amount > 0
    join ledger_posting h on h.entry_id = e.id and h.amount < 0
    left join payment_reference r on r.payment_id = e.payment_id`)}
    and ($3::date is null or d.day >= $3)
  order by e.at, e.seq limit ${MOST + 1}`

const BALANCES = `
  select g.account, coalesce(sum(g.amount) filter (where d.day < $3::date), 0)::bigint as before,
    coalesce(sum(g.amount) filter (where g.amount > 0 and ($3::date is null or d.day >= $3)), 0)::bigint as debits,
    coalesce(-sum(g.amount) filter (where g.amount < 0 and ($3::date is null or d.day >= $3)), 0)::bigint as credits,
    sum(g.amount)::bigint as after
  ${bookedWith('join ledger_posting g on g.entry_id = e.id')}
  group by g.account order by g.account`

@Injectable()
export class LedgerStatements {
  constructor(private readonly sql: Sql) {}

  async read({ branchId, claimId, from, to }: StatementAsked): Promise<LedgerStatement> {
    const asked = [branchId, claimId ?? null, from ?? null, to ?? null]
    const [entries, balances] = await Promise.all([
      this.sql.rows<StatementEntry>(ENTRIES, asked),
      this.sql.rows<AccountBalance>(BALANCES, asked),
    ])
    return { entries: entries.slice(0, MOST), cut: entries.length > MOST, balances }
  }
}
