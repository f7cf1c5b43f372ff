/**
 * Years of a country's claims, written by SQL in sets: with their history, clocks, queue, parties, names, payments, and
 * papers of those that are open. Rules that hold row by row are left out by the owner, who writes only what they would
 * take; what the triggers derive is written alongside.
 */
import type { Sql } from '../../src/platform/database/sql.js'
import { sealedForm } from '../support/personal-data.js'

/** Branches that share the claims, beside the one whose people look. */
const BRANCHES = 99
/** Of a hundred claims so many are at the desk, and so many were refused. */
const [OPEN, REFUSED] = [5, 10]
const YEARS = 3

/** What the queue of a branch reads: nothing else is written where only the queue is measured. */
export const queueTables = ['claim', 'claim_queue', 'document_item'] as const satisfies readonly Grown[]

/** Adds the claims numbered from `from` on, up to `to`, with what hangs on them in some tables, or in all. */
export async function addClaims(
  owner: Sql,
  from: number,
  to: number,
  tables: readonly Grown[] = grown,
): Promise<void> {
  const step = (to - from) / (YEARS * 365)
  await owner.transaction(async (sql) => {
    await sql.rows('set local session_replication_role = replica')
    await sql.rows('set local synchronous_commit = off')
    await sql.rows("set local maintenance_work_mem = '512MB'")
    await sql.rows(`create temp table g on commit drop as ${made(from, to - 1, step)}`)
    for (const table of tables) {
      const text = statements[table]
      await sql.rows(text, text.includes('$1') ? [sealedForm('seseorang')] : [])
    }
  })
  for (const table of tables) await owner.rows(`vacuum analyze ${table}`)
}

export async function openBranches(owner: Sql): Promise<void> {
  await owner.rows(
    `insert into branch (code, name, zone, phone)
     select chr(65 + n / 26) || chr(65 + n % 26) || 'X', 'Kantor Cabang ' || n, 'Asia/Jakarta', '(021) 555-0100'
     from generate_series(1, $1::int) n on conflict do nothing`,
    [BRANCHES],
  )
}

const made = (first: number, last: number, perDay: number): string => `
  select n, md5('claim' || n)::uuid as id, b.id as branch_id, b.code,
    now() - interval '${YEARS} years' + (n - ${first}) / ${perDay}::float8 * interval '1 day' as at,
    case when n * 7 % 100 < ${OPEN}
      then (array['in_verification', 'in_verification', 'awaiting_documents', 'awaiting_third_party', 'under_investigation'])[1 + n % 5]
      when n * 7 % 100 < ${OPEN + REFUSED} then 'rejected' else 'paid' end as state,
    (array['AHMAD', 'BUDI', 'JOKO', 'HASAN', 'LUKAS', 'WAYAN', 'SITI', 'DEWI', 'RINA', 'MARIA', 'NURUL', 'ESTER'])[1 + n % 12]
      || ' ' || initcap(substr(md5('n' || n % 9973), 1, 7)) as name,
    now() + ((n % 1000) - 300) * interval '1 hour' as open_until
  from generate_series(${first}, ${last}) n
  join (select id, code, (row_number() over (order by code) - 1)::int as place, count(*) over () as all_of_them from branch) b
    on b.place = n / 7 % b.all_of_them`

/** Which step follows which, with the days that it took. */
const history = `(values
  (1, 'draft', 'submit', 'screening', 'officer', 0), (2, 'screening', 'checks_done', 'in_verification', 'system', 0),
  (3, 'in_verification', 'completeness_reached', 'in_verification', 'system', 2), (4, 'in_verification', 'propose', 'in_approval', 'verifier', 4),
  (5, 'in_approval', 'approve', 'approved', 'approver', 5), (6, 'approved', 'release', 'paying', 'releaser', 6),
  (7, 'paying', 'all_settled', 'paid', 'system', 7)) as h(seq, from_state, event, to_state, role, days)`

const statements = {
  claim: `insert into claim (id, number, type, state, version, seq, last_hash, branch_id, participant_nik, participant_nik_index,
     participant_name, event_date, answers, coverage, created_by, created_at, submitted_at, moved_at)
   select id, 'JKM-' || code || '-0001-' || lpad(n::text, 8, '0'), 'jkm_death', state, 7, 7, sha256(id::text::bytea), branch_id, $1,
     decode(md5('nik' || n), 'hex'), name, (at - interval '20 days')::date,
     jsonb_build_object('claimant', jsonb_build_object('name', 'Ahli Waris', 'relation', 'spouse')),
     '{"covered": true, "reason": "COVERED", "participant": {"segment": "BPU"}}', 'counter', at, at, at + interval '7 days'
   from g`,
  claim_transition: `insert into claim_transition (claim_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id, input,
     input_hash, idempotency_key, facts_digest, law_digest, at, prev_hash, hash)
   select id, seq, from_state, event, case when state = 'rejected' and event = 'approve' then 'rejected' else to_state end, 1,
     case role when 'system' then 'system' else branch_id::text end, role, branch_id, '{}', '\\x00', event, '\\x00', 'law',
     at + days * interval '1 day', sha256((id::text || seq)::bytea), sha256((id::text || seq + 1)::bytea)
   from g cross join ${history}
   where seq <= case state when 'paid' then 7 when 'rejected' then 5 else 3 end
   order by n, seq`,
  claim_party: `insert into claim_party (claim_id, kind, name, relation, phone, phone_index, joined_at)
   select id, 'heir', 'Ahli Waris ' || n, 'spouse', $1, decode(md5('phone' || n), 'hex'), at from g`,
  claim_name: `insert into claim_name (claim_id, bearer, name) select id, 'participant', name from g`,
  clock: `insert into clock (claim_id, name, round, started_at, due_at, stopped_at)
   select id, 'legal', 1, g.at, due.at, case when state in ('paid', 'rejected') then due.at end
   from g cross join lateral (select case when state in ('paid', 'rejected') then g.at + interval '7 days'
     else open_until end as at) due`,
  claim_queue: `insert into claim_queue (claim_id, branch_id, state, type, moved_at, due_at, entered_at)
   select id, branch_id, state, 'jkm_death', at + interval '7 days',
     case when state not in ('paid', 'rejected') then open_until end, case when state not in ('paid', 'rejected') then at end from g`,
  document_item: `insert into document_item (claim_id, code, position, necessity, state, looked_at_by, created_at)
   select id, 'DOKUMEN_' || position, position, 'required', case when position < 4 then 'accepted' else 'to_review' end, 'counter', at
   from g cross join generate_series(1, 8) position where state not in ('paid', 'rejected') order by n, position`,
  calculation: `insert into calculation (claim_id, round, created_at, input, basis_digest, law_digest, decision, total, answer)
   select id, 1, at, '{}', 'facts', 'law', 'payable', 42000000, '{}' from g where state not in ('paid', 'rejected')`,
  payment: `insert into payment (claim_id, round, payee_id, amount, bank_code, account_number, account_holder, state, created_at, value_date)
   select id, 1, id, 42000000, '002', $1, 'AHLI WARIS', 'settled', at, (at + interval '7 days')::date from g where state = 'paid'`,
}

type Grown = keyof typeof statements
const grown = Object.keys(statements) as Grown[]
