import type { RecordMaker } from '../claims/claim-records.port.js'
import { checkKinds } from './checks/document-check.js'

const kinds = checkKinds.map((kind) => `'${kind}'`).join(', ')

/**
 * What is to be checked when a claim is lodged or answered: every check that a file has not had, and another try for
 * those that had given up. What passed before is not checked again.
 */
export const checksMaker: RecordMaker = {
  record: 'checks',
  sql: `insert into document_check as k (file_id, claim_id, kind)
    select f.id, f.claim_id, kind from moved join document_file f on f.claim_id = moved.id and f.superseded_at is null
    cross join unnest(array[${kinds}]) as kind
    on conflict (file_id, kind) do update set outcome = 'pending', checked_at = null where k.outcome = 'stalled'`,
}
