import { Injectable } from '@nestjs/common'
import { claimTable, finalClaimStates } from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { overdueSince, waitingDecisions } from './waiting-decisions.sql.js'
import { waitingInWords } from './waiting-rules.js'

export interface Stuck {
  number: string | null
  what: string
  todo: string
}

const decisionsInWords = Object.entries(waitingInWords).map(([kind, [what, todo]]) => ({ kind, what, todo }))

/** What nobody is moving: given-up work, messages without an outcome, overdue clocks, states without a way out. */
export async function findStuck(sql: SqlRunner, now: string): Promise<Stuck[]> {
  const open = [...new Set(claimTable.map((row) => row.from))]
  return sql.rows<Stuck>(
    `select coalesce(c.number, k.number) as number, 'pekerjaan ' || a.topic || ' berhenti: ' || a.reason as what,
       'dimiliki ' || a.owner_role || ' sejak ' || to_char(a.opened_at, 'YYYY-MM-DD') || '; kerjakan dengan tangan lalu tutup' as todo
     from attention a left join claim c on c.id = a.claim_id left join outbox o on o.id = a.outbox_id
     left join incident_course k on k.incident_id = coalesce(a.incident_id, (o.payload ->> 'incidentId')::uuid)
     where a.closed_at is null and a.topic not like 'waiting.%'
     union all
     select c.number, 'pesan ' || o.topic || ' tanpa hasil, percobaan ' || o.attempts,
       'periksa apakah pekerja berjalan' || coalesce('; kesalahan terakhir: ' || o.last_error, '')
     from outbox o left join claim c on c.id = o.claim_id
     where o.handled_at is null and o.gave_up_at is null and o.due_at < clock_timestamp() - interval '5 minutes'
     union all
     select c.number, 'pesan ' || n.template || ' kepada keluarga tanpa hasil sejak ' || to_char(n.changed_at, 'YYYY-MM-DD'),
       'periksa apakah pekerja berjalan; lihat santun messages list'
     from notification n left join claim c on c.id = n.claim_id
     where (n.outcome = 'queued' and n.due_at < $1::timestamptz - interval '1 hour')
       or (n.outcome = 'sent' and n.changed_at < $1::timestamptz - interval '2 days')
     union all
     select c.number, 'jam ' || k.name || ' lewat sejak ' || to_char(k.due_at, 'YYYY-MM-DD'), 'lihat klaim ini di daftar pimpinan'
     from clock k join claim c on c.id = k.claim_id where k.stopped_at is null and k.paused_at is null and k.due_at < $1
     union all
     select k.number, 'jam ' || o.name || ' lewat sejak ' || to_char(o.due_at, 'YYYY-MM-DD'), 'periksa apakah pekerja berjalan; lihat daftar kecelakaan kerja'
     from incident_clock o join incident_course k on k.incident_id = o.incident_id
     where o.stopped_at is null and o.due_at < $1
       and not exists (select from attention a where a.incident_id = k.incident_id and a.topic = 'clock.' || o.name and a.closed_at is null)
     union all
     select c.number, 'keadaan ' || c.state || ' tidak punya jalan keluar', 'laporkan: tabel siklus hidup dan data tidak cocok'
     from claim c where not (c.state = any ($2::text[])) and not (c.state = any ($3::text[]))
     union all
     select w.number, said.what, 'dimiliki ' || w.owner || ' sejak ' || to_char(w.since, 'YYYY-MM-DD')
         || coalesce(', diingatkan ' || to_char(${overdueSince}, 'YYYY-MM-DD'), '') || '; ' || said.todo
     from (${waitingDecisions}) w join jsonb_to_recordset($4::jsonb) as said(kind text, what text, todo text) on said.kind = w.kind`,
    [now, open, finalClaimStates, JSON.stringify(decisionsInWords)],
  )
}

/** The same for a page of the running product. */
@Injectable()
export class StuckWork {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  list(): Promise<Stuck[]> {
    return findStuck(this.sql, this.clock.now())
  }
}
