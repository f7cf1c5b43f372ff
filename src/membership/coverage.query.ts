import type { LocalDate } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import type { Placed } from '../platform/database/shared-statement.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { InvalidInput } from '../platform/problem/problems.js'
import type { PaidMonth } from './coverage-line.js'
import type { Fund } from './monthly-contribution.js'

/** One membership as it is known today, with the income that held on the day of the event. */
export interface Card {
  readonly kpj: string
  readonly segment: 'PU' | 'BPU'
  readonly startedOn: LocalDate
  readonly endedOn: LocalDate | null
  readonly income: Rupiah | null
  /** When the registry first heard of it. */
  readonly enrolledAt: string
  /** When its dates were last changed; null when they never were. */
  readonly datesChangedAt: string | null
  readonly sponsor: { readonly code: string; readonly name: string; readonly fund: Fund } | null
}

/** By which a participant is looked for. */
export type CoverageKey =
  | { readonly nik: string }
  | { readonly kpj: string }
  | { readonly name: string; readonly birthDate: LocalDate }

/** The same, where a NIK is known by its keyed index. */
export type RegistryKey = Exclude<CoverageKey, { nik: string }> | { readonly nikIndex: Buffer }

/** Who is asked about, and for which day. */
export interface RegistryQuestion {
  readonly nikIndex: Buffer
  readonly on: LocalDate
}

/** Where a wage earner worked on the day, and how many months the employer had left unpaid by then. */
export interface Employment {
  readonly kpj: string
  readonly number: string
  readonly name: string
  readonly arrearsMonths: number
}

/** What the registry holds of one participant. */
export interface RegistryEntry {
  readonly cards: readonly Card[]
  readonly paid: readonly (PaidMonth & { readonly kpj: string })[]
}

/** The keyed index of the NIK of whoever has that key; one that nobody has, where nobody is registered under it. */
export async function nikIndexOf(sql: SqlRunner, key: RegistryKey): Promise<Buffer> {
  if ('nikIndex' in key) return key.nikIndex
  const [person, namesake] = await ('kpj' in key ? ofCard(sql, key.kpj) : ofName(sql, key))
  if (!namesake) return person?.nikIndex ?? NOBODY
  const detail = 'Beberapa peserta mempunyai nama dan tanggal lahir ini. Tanyakan NIK atau KPJ.'
  throw new InvalidInput(detail, [{ pointer: '/name', code: 'SEVERAL_PARTICIPANTS', detail }])
}

interface Person {
  readonly nikIndex: Buffer
}

const NOBODY = Buffer.alloc(0)

function ofCard(sql: SqlRunner, kpj: string): Promise<Person[]> {
  return sql.rows(
    `select p.nik_index as "nikIndex" from membership m join participant p on p.id = m.participant_id
     where m.kpj = $1 limit 1`,
    [kpj],
  )
}

function ofName(
  sql: SqlRunner,
  { name, birthDate }: { name: string; birthDate: LocalDate },
): Promise<Person[]> {
  return sql.rows(
    `select p.nik_index as "nikIndex" from participant p
     where array[p.birth_date] @> array[$2::date] and lower(p.name) = lower($1) limit 2`,
    [name.trim().replace(/\s+/g, ' ').normalize('NFC'), birthDate],
  )
}

interface RegistryRow extends Omit<RegistryEntry, 'cards'>, Placed {
  registered: boolean
  cards: (Omit<Card, 'income'> & { income: string | null })[]
}

/**
 * Those of the asked who are registered, with every card and every paid month. Cards and months are looked for of nobody
 * as well, so that the time of an answer does not tell who is registered.
 */
export async function readRegistry(
  sql: SqlRunner,
  asked: readonly RegistryQuestion[],
): Promise<(RegistryEntry & Placed)[]> {
  const rows = await sql.rows<RegistryRow>(
    `select x.place::int, p.id is not null as registered, ${cardsOn} as cards, ${monthsPaid} as paid
     from unnest($1::bytea[], $2::date[]) with ordinality as x(nik_index, "on", place)
     left join lateral (select p.id from participant p where p.nik_index = x.nik_index offset 0) p on true`,
    [asked.map(({ nikIndex }) => nikIndex), asked.map(({ on }) => on)],
  )
  return rows
    .filter(({ registered }) => registered)
    .map(({ place, cards, paid }) => ({ place, cards: cards.map(cardOf), paid }))
}

function cardOf({ income, ...card }: RegistryRow['cards'][number]): Card {
  return { ...card, income: income === null ? null : BigInt(income) }
}

/** Of several versions of an income the one that held on the day counts: a later raise changes nothing before it. */
const cardsOn = `(
    select coalesce(json_agg(json_build_object('kpj', m.kpj, 'segment', m.segment, 'startedOn', m.started_on,
      'endedOn', m.ended_on, 'enrolledAt', b.imported_at,
      'income', (select v.reported_income from (
          select m.reported_income, m.income_since, m.recorded_at
          union all
          select o.reported_income, o.income_since, o.recorded_at from membership_past o
          where o.kpj = m.kpj and o.cohort_id is not distinct from m.cohort_id) v
        order by (v.income_since <= x."on") desc, case when v.income_since <= x."on" then v.income_since end desc,
          v.income_since, v.recorded_at desc
        limit 1)::text,
      'datesChangedAt', (select max(o.superseded_at) from membership_past o
        where o.kpj = m.kpj and o.cohort_id is not distinct from m.cohort_id
          and (o.started_on, o.ended_on) is distinct from (m.started_on, m.ended_on)),
      'sponsor', case when s.id is not null then json_build_object('code', s.code, 'name', s.name, 'fund', s.fund) end)
      order by m.started_on, m.kpj), '[]')
    from membership m
    join import_batch b on b.id = m.enrolled_batch_id
    left join cohort c on c.id = m.cohort_id
    left join sponsor s on s.id = c.sponsor_id
    where m.participant_id = coalesce(p.id, 0))`

/** Months of the person's own payers, and those of the cohorts whose bills counted the person. */
const monthsPaid = `(
    select coalesce(json_agg(json_build_object('kpj', m.kpj, 'month', m.month, 'paidOn', m.paid_on, 'memberSince', m.started_on)
      order by m.month, m.kpj), '[]')
    from (
      select m.kpj, c.month, c.paid_on, m.started_on
      from membership m
      join contribution c on c.cohort_id = m.cohort_id
        and m.enrolled_batch_id > c.counted_after and m.enrolled_batch_id <= c.counted_through
      where m.participant_id = coalesce(p.id, 0) and c.paid_on is not null and c.month >= date_trunc('month', m.started_on)
        and (m.ended_on is null or c.month <= m.ended_on)
      union all
      select m.kpj, c.month, c.paid_on, m.started_on
      from membership m join contribution c on c.kpj = m.kpj
      where m.participant_id = coalesce(p.id, 0) and m.cohort_id is null and c.paid_on is not null
        and c.month >= date_trunc('month', m.started_on) and (m.ended_on is null or c.month <= m.ended_on)) m)`

/**
 * The employer of a card on a day. A month counts as unpaid when its due day had passed and nothing was paid by the event;
 * a month nobody recorded is unpaid as well, or silence would pass for payment.
 */
export async function readEmployment(
  sql: SqlRunner,
  kpj: string,
  eventDate: LocalDate,
  dueDay: number,
): Promise<Employment | undefined> {
  const [found] = await sql.rows<Employment>(
    `with work as (
       select distinct on (employer_id) employer_id, kpj, started_on, ended_on from employment where kpj = $1
       order by employer_id, id desc)
     select w.kpj, e.number, e.name, (
       select count(*)::int from generate_series(date_trunc('month', w.started_on), $2::date, interval '1 month') month
       where (month + interval '1 month')::date + ($3::int - 1) < $2::date
         and (select c.paid_on <= $2::date from employer_month c
           where c.employer_id = w.employer_id and c.month = month.month::date order by c.id desc limit 1) is not true
     ) as "arrearsMonths"
     from work w join employer e on e.id = w.employer_id
     where w.started_on <= $2 and (w.ended_on is null or w.ended_on >= $2)
     order by w.started_on desc limit 1`,
    [kpj, eventDate, dueDay],
  )
  return found
}
