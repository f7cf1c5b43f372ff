import { composeNik } from '#libs/nik'
import { localDateOf, parseLocalDate } from '#libs/local-date'
import type { Sql } from '../../src/platform/database/sql.js'
import { personalDataOn } from '../support/personal-data.js'

export interface Participant {
  nik: string
  name: string
}

const REGISTERED_AT = '2022-01-03T02:00:00.000Z'
const MEMBER_SINCE = parseLocalDate('2022-01-01')
let serial = 0

/** An informal worker who has been a member since January 2022 and paid every month of that year. */
export async function aParticipant(sql: Sql): Promise<Participant> {
  const { kpj, batchId, participantId, person } = await register(sql)
  await sql.rows(
    `insert into membership (participant_id, kpj, segment, started_on, income_since, enrolled_batch_id, batch_id, recorded_at)
     values ($1, $2, 'BPU', $3, $3, $4, $4, $5)`,
    [participantId, kpj, MEMBER_SINCE, batchId, REGISTERED_AT],
  )
  await sql.rows(
    `insert into contribution (payer, kpj, month, members, jkk_amount, jkm_amount, billed_at, paid_on)
     select 'self', $1, month::date, 1, 10000, 6800, month, month::date
     from generate_series($2::date, $2::date + interval '11 months', interval '1 month') as month`,
    [kpj, MEMBER_SINCE],
  )
  return person
}

/** A wage earner since January 2022, of an employer that pays every month. */
export async function aWageEarner(
  sql: Sql,
  { wage, endedOn = null, employer }: { wage: number; endedOn?: string | null; employer?: string },
): Promise<Participant> {
  const { kpj, batchId, participantId, person } = await register(sql)
  await sql.rows(
    `insert into membership (participant_id, kpj, segment, started_on, ended_on, reported_income, income_since, enrolled_batch_id,
       batch_id, recorded_at) values ($1, $2, 'PU', $3, $6, $7, $3, $4, $4, $5)`,
    [participantId, kpj, MEMBER_SINCE, batchId, REGISTERED_AT, endedOn, wage],
  )
  if (employer !== undefined) await employ(sql, kpj, employer)
  return person
}

async function employ(sql: Sql, kpj: string, name: string): Promise<void> {
  await sql.rows(
    `with hiring as (
       insert into employer (number, name, created_at) values ('NPP-' || $1, $2, $4) returning id),
     paid as (
       insert into employer_month (employer_id, month, workers, jkk_amount, jkm_amount, paid_on, recorded_by, recorded_at)
       select id, month::date, 1, 10000, 10000, month::date, 'test', $4 from hiring,
         generate_series($3::date, $3::date + interval '48 months', interval '1 month') as month)
     insert into employment (kpj, employer_id, started_on, recorded_by, recorded_at) select $1, id, $3, 'test', $4 from hiring`,
    [kpj, name, MEMBER_SINCE, REGISTERED_AT],
  )
}

async function register(
  sql: Sql,
): Promise<{ kpj: string; batchId?: bigint; participantId?: bigint; person: Participant }> {
  serial += 1
  const birthDate = localDateOf(1970 + (serial % 20), 1 + (serial % 12), 1 + (serial % 28))
  const nik = composeNik({ district: '640104', sex: serial % 2 ? 'male' : 'female', birthDate, serial })
  const name = `Peserta Uji ${serial}`
  const kpj = `996401${String(serial).padStart(5, '0')}`
  const [batch] = await sql.rows<{ id: bigint }>(
    `insert into import_batch (file_name, file_hash, dry_run, row_count, new_count, changed_count, unchanged_count, refused_count,
       warned_count, imported_by, imported_at)
     values ('peserta.csv', decode(md5($1), 'hex'), false, 1, 1, 0, 0, 0, 0, 'test', $2) returning id`,
    [nik, REGISTERED_AT],
  )
  const registry = await personalDataOn(sql).ofRegistry()
  const [participant] = await sql.rows<{ id: bigint }>(
    `insert into participant (nik_index, name, birth_date, sex, occupation, area_code, batch_id, recorded_at, identity)
     values ($1, $2, $3, $4, 'petani', '6401041001', $5, $6, $7) returning id`,
    [
      Buffer.from(registry.indexInHex(nik), 'hex'),
      name,
      birthDate,
      serial % 2 ? 'male' : 'female',
      batch?.id,
      REGISTERED_AT,
      registry.json('participant.identity', [nik]),
    ],
  )
  return { kpj, batchId: batch?.id, participantId: participant?.id, person: { nik, name } }
}
