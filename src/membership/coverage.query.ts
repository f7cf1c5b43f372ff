import type { LocalDate } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
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

/** Where a wage earner worked on the day, and how many months the employer had left unpaid by then. */
export interface Employment {
  readonly kpj: string
  readonly number: string
  readonly name: string
  readonly arrearsMonths: number
}

export interface RegistryEntry {
  readonly name: string
  readonly birthDate: LocalDate
  readonly cards: readonly Card[]
  readonly paid: readonly (PaidMonth & { readonly kpj: string })[]
}

interface CardRow extends Omit<Card, 'sponsor'> {
  id: bigint
  on: LocalDate
  sponsorCode: string | null
  sponsorName: string
  fund: Fund
}

/**
 * A participant with every card and every paid month; null when nobody is registered under the key.
 * @throws InvalidInput when several people have that name and birth date
 */
export async function readRegistry(
  sql: SqlRunner,
  key: RegistryKey,
  eventDate: LocalDate,
): Promise<RegistryEntry | null> {
  const person = await findPerson(sql, key)
  // Asked of nobody as well, so that the time of an answer does not tell who is registered.
  const id = person?.id ?? NOBODY
  const [cards, paid] = await Promise.all([
    readCards(sql, [{ id, on: eventDate }]),
    readPaidMonths(sql, [id]),
  ])
  if (!person) return null
  const { name, birthDate } = person
  return { name, birthDate, cards: cards.map(cardOf), paid: paid.map(monthOf) }
}

/** The same for many at once, each by the keyed index of the NIK; null in the place of who is not registered. */
export async function readRegistries(
  sql: SqlRunner,
  asked: readonly { readonly nikIndex: Buffer; readonly on: LocalDate }[],
): Promise<(RegistryEntry | null)[]> {
  const people = await sql.rows<Person & { nik: string }>(
    `select encode(p.nik_index, 'hex') as nik, ${PERSON} from participant p where p.nik_index = any ($1)`,
    [asked.map(({ nikIndex }) => nikIndex)],
  )
  const byNik = new Map(people.map((person) => [person.nik, person]))
  const wanted = new Map<string, { id: bigint; on: LocalDate }>()
  for (const { nikIndex, on } of asked) {
    const person = byNik.get(nikIndex.toString('hex'))
    if (person) wanted.set(keyOf({ id: person.id, on }), { id: person.id, on })
  }
  const cards = grouped(await readCards(sql, [...wanted.values()]), keyOf)
  const ids = people.map(({ id }) => id)
  const paid = grouped(await readPaidMonths(sql, ids), ({ id }) => String(id))
  return asked.map(({ nikIndex, on }) => {
    const person = byNik.get(nikIndex.toString('hex'))
    if (!person) return null
    const { id, name, birthDate } = person
    const own = cards.get(keyOf({ id, on })) ?? []
    return { name, birthDate, cards: own.map(cardOf), paid: (paid.get(String(id)) ?? []).map(monthOf) }
  })
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

function keyOf({ id, on }: { id: bigint; on: LocalDate }): string {
  return `${id} ${on}`
}

type Person = Pick<RegistryEntry, 'name' | 'birthDate'> & { readonly id: bigint }

const NOBODY = 0n
const PERSON = 'p.id, p.name, p.birth_date as "birthDate"'

async function findPerson(sql: SqlRunner, key: RegistryKey): Promise<Person | undefined> {
  if ('nikIndex' in key) {
    const [person] = await sql.rows<Person>(`select ${PERSON} from participant p where p.nik_index = $1`, [
      key.nikIndex,
    ])
    return person
  }
  if ('kpj' in key) {
    const [person] = await sql.rows<Person>(
      `select ${PERSON} from membership m join participant p on p.id = m.participant_id where m.kpj = $1 limit 1`,
      [key.kpj],
    )
    return person
  }
  const [person, namesake] = await sql.rows<Person>(
    `select ${PERSON} from participant p where array[p.birth_date] @> array[$2::date] and lower(p.name) = lower($1) limit 2`,
    [key.name.trim().replace(/\s+/g, ' ').normalize('NFC'), key.birthDate],
  )
  if (!namesake) return person
  const detail = 'Beberapa peserta mempunyai nama dan tanggal lahir ini. Tanyakan NIK atau KPJ.'
  throw new InvalidInput(detail, [{ pointer: '/name', code: 'SEVERAL_PARTICIPANTS', detail }])
}

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

/** Of several versions of an income the one that held on the day counts: a later raise changes nothing before it. */
async function readCards(
  sql: SqlRunner,
  asked: readonly { readonly id: bigint; readonly on: LocalDate }[],
): Promise<CardRow[]> {
  return sql.rows<CardRow>(
    `select asked.id, asked."on", m.kpj, m.segment, m.started_on as "startedOn", m.ended_on as "endedOn", b.imported_at as "enrolledAt",
       (select v.reported_income from (
           select m.reported_income, m.income_since, m.recorded_at
           union all
           select p.reported_income, p.income_since, p.recorded_at from membership_past p
           where p.kpj = m.kpj and p.cohort_id is not distinct from m.cohort_id) v
         order by (v.income_since <= asked."on") desc, case when v.income_since <= asked."on" then v.income_since end desc,
           v.income_since, v.recorded_at desc
         limit 1) as income,
       (select max(p.superseded_at) from membership_past p
         where p.kpj = m.kpj and p.cohort_id is not distinct from m.cohort_id
           and (p.started_on, p.ended_on) is distinct from (m.started_on, m.ended_on)) as "datesChangedAt",
       s.code as "sponsorCode", s.name as "sponsorName", s.fund
     from unnest($1::bigint[], $2::date[]) as asked(id, "on")
     join membership m on m.participant_id = asked.id
     join import_batch b on b.id = m.enrolled_batch_id
     left join cohort c on c.id = m.cohort_id
     left join sponsor s on s.id = c.sponsor_id
     order by "startedOn", kpj`,
    [asked.map(({ id }) => id), asked.map(({ on }) => on)],
  )
}

function cardOf({ id: _id, on: _on, sponsorCode, sponsorName, fund, ...card }: CardRow): Card {
  return { ...card, sponsor: sponsorCode === null ? null : { code: sponsorCode, name: sponsorName, fund } }
}

interface PaidRow extends PaidMonth {
  id: bigint
  kpj: string
}

function monthOf({ id: _id, ...month }: PaidRow): RegistryEntry['paid'][number] {
  return month
}

/** Months of the person's own payers, and those of the cohorts whose bills counted the person. */
async function readPaidMonths(sql: SqlRunner, participantIds: readonly bigint[]): Promise<PaidRow[]> {
  return sql.rows<PaidRow>(
    `select m.participant_id as id, m.kpj, c.month, c.paid_on as "paidOn", m.started_on as "memberSince"
     from membership m
     join contribution c on c.cohort_id = m.cohort_id
       and m.enrolled_batch_id > c.counted_after and m.enrolled_batch_id <= c.counted_through
     where m.participant_id = any ($1::bigint[]) and c.paid_on is not null and c.month >= date_trunc('month', m.started_on)
       and (m.ended_on is null or c.month <= m.ended_on)
     union all
     select m.participant_id, m.kpj, c.month, c.paid_on, m.started_on
     from membership m join contribution c on c.kpj = m.kpj
     where m.participant_id = any ($1::bigint[]) and m.cohort_id is null and c.paid_on is not null
       and c.month >= date_trunc('month', m.started_on) and (m.ended_on is null or c.month <= m.ended_on)
     order by 3, 2`,
    [participantIds],
  )
}
