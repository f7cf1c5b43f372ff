import type { SqlRunner } from '../platform/database/sql.js'
import { checkKinds } from './checks/document-check.js'

/** Notes that every check of a file is still to be done, and that the work shall leave with this commit. */
export async function queueChecksOfFile(
  sql: SqlRunner,
  claimId: string,
  fileId: string,
  now: string,
): Promise<void> {
  await sql.rows(
    'insert into document_check (file_id, claim_id, kind) select $1, $2, kind from unnest($3::text[]) as kind on conflict do nothing',
    [fileId, claimId, checkKinds],
  )
  await sendToChecks(sql, claimId, now)
}

/** The message that makes a worker look at the claim's documents; it does what is waiting, so one too many does no harm. */
export async function sendToChecks(sql: SqlRunner, claimId: string, now: string): Promise<void> {
  await sql.rows("insert into outbox (topic, claim_id, occurred_at) values ('documents.check', $1, $2)", [
    claimId,
    now,
  ])
}
