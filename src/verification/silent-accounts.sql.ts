/** An account of which the bank says nothing has an owner: one open row a claim, as long as one of its accounts waits. */
import type { SqlRunner } from '../platform/database/sql.js'

const TOPIC = 'account.inquiry'
const REASON =
  'Bank belum menjawab siapa pemilik rekening. Tanyakan lagi, atau orang kedua memeriksa buku tabungan.'

const waits = `exists (select from payee y join claim c on c.id = y.claim_id
  where y.claim_id = $1 and y.account_state = 'unverified' and not account_is_checked(y)
    and exists (select from benefit_line l where l.payee_id = y.id and l.round = c.round))`

/** After the payees were settled: opens the row, or closes it when the bank has answered for all. */
export async function ownSilentAccounts(
  sql: SqlRunner,
  claimId: string,
  by: string,
  now: string,
): Promise<void> {
  await sql.rows(
    `insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
     select id, '${TOPIC}', $2, 'verifier', branch_id, $3 from claim where id = $1 and ${waits}
       and not exists (select from attention a where a.claim_id = $1 and a.topic = '${TOPIC}' and a.closed_at is null)`,
    [claimId, REASON, now],
  )
  await closeWhenAnswered(sql, claimId, by, now)
}

/** Closes the row when no account of the claim waits for the bank any more. */
export async function closeWhenAnswered(
  sql: SqlRunner,
  claimId: string,
  by: string,
  now: string,
): Promise<void> {
  await sql.rows(
    `update attention set closed_at = $2, closed_by = $3
     where claim_id = $1 and topic = '${TOPIC}' and closed_at is null and not ${waits}`,
    [claimId, now, by],
  )
}
