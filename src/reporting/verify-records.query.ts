import type { SqlRunner } from '../platform/database/sql.js'

export interface RecordFault {
  number: string
  /** The table, and the row in it. */
  record: string
  key: string
  what: string
}

export interface RecordsReport {
  records: number
  faults: RecordFault[]
}

/**
 * Compares every decision packet, payment and step of a payment with the seal that the database made of it when it was
 * written, every packet with its own hash, and every payment with its steps and its lines: a row that was changed, taken
 * out or slipped in is found.
 */
export async function verifyRecords(sql: SqlRunner): Promise<RecordsReport> {
  const [counted] = await sql.rows<{ count: number }>('select count(*)::int as count from record_seal')
  const faults = await sql.rows<RecordFault>(
    `select c.number, f.record, f.key, f.what from (${kinds.join(' union all ')}) f join claim c on c.id = f.claim_id
     order by c.number, f.record, f.key, f.what`,
  )
  return { records: counted?.count ?? 0, faults }
}

const kinds = [
  `select coalesce(s.claim_id, r.claim_id) as claim_id, coalesce(s.record, r.record) as record, coalesce(s.key, r.key) as key,
     case when r.key is null then 'baris ini dihapus' when s.key is null then 'baris ini disisipkan tanpa segel'
       else 'isi baris ini diubah' end as what
   from record_seal s full join sealed_row r on r.record = s.record and r.key = s.key
   where s.digest is distinct from r.digest`,
  `select d.claim_id, 'decision_packet', d.claim_id || '/' || d.seq, 'dasar keputusan tidak sama dengan sidik jarinya'
   from decision_packet d where d.hash <> packet_hash(d.basis)`,
  `select p.claim_id, 'payment', p.id::text, 'keadaan pembayaran tidak sama dengan langkah terakhirnya'
   from payment p left join lateral (
     select t.to_state, t.seq from payment_transition t where t.payment_id = p.id order by t.seq desc limit 1) t on true
   where (p.state, p.seq) is distinct from (coalesce(t.to_state, 'queued'), coalesce(t.seq, 0))`,
  `select p.claim_id, 'payment', p.id::text, 'jumlah pembayaran tidak sama dengan rincian manfaatnya'
   from payment p where p.purpose = 'benefit' and p.amount <> coalesce((select sum(b.amount) from payment_line l
     join benefit_line b on b.id = l.benefit_line_id and b.payee_id = p.payee_id and b.amount = l.amount
     where l.payment_id = p.id), 0)`,
]
