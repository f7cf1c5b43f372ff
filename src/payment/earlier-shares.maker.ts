import { moves } from '#libs/ledger'
import type { RecordMaker } from '../claims/claim-records.port.js'
import { chained } from './chained.js'

const { escrow_return: waits, fund_return: fell } = moves

/**
 * At a decision of a later round: what an earlier one left waiting, or let fall to the fund, is decided anew with the
 * rest. The new round then owes it, lets it wait again, or refuses it; it lies in one place only.
 */
export const earlierShares: RecordMaker = {
  record: 'earlier_shares',
  sql: chained(
    `insert into ledger_entry (claim_id, kind, posting_count, at)
     select moved.id, x.kind, 2, moved.at
     from moved cross join (values ('escrow_return', '${waits.debit}'), ('fund_return', '${fell.debit}')) as x(kind, account)
     where moved.round > 1 and (select coalesce(sum(g.amount), 0) from ledger_posting g
       where g.claim_id = moved.id and g.account = x.account) <> 0
     returning id, claim_id, kind`,
    [
      'earlier_shares_postings',
      `insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, e.claim_id, y.account, y.side * s.amount
       from record_earlier_shares e
       join (values ('escrow_return', '${waits.debit}', '${waits.debit}', 1), ('escrow_return', '${waits.debit}', '${waits.credit}', -1),
         ('fund_return', '${fell.debit}', '${fell.debit}', 1), ('fund_return', '${fell.debit}', '${fell.credit}', -1))
         as y(kind, lies, account, side) on y.kind = e.kind
       cross join lateral (select -sum(g.amount)::bigint as amount from ledger_posting g
         where g.claim_id = e.claim_id and g.account = y.lies) s`,
    ],
  ),
}
