/**
 * Answers whether somebody was covered on a day, since when, by which contributions, and how arrears can be settled. It
 * reads the registry once and leaves the decision about benefits to the law; what it answered is kept with the claim.
 */
import { Injectable } from '@nestjs/common'
import {
  addDays,
  addMonths,
  dateOfInstant,
  isLocalDate,
  type LocalDate,
  parseInstant,
  parseLocalDate,
} from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { SharedStatement } from '../platform/database/shared-statement.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput } from '../platform/problem/problems.js'
import type { CoverageAnswer, CoverageDoubt, CoverageReason, Cure } from './coverage-answer.js'
import { coverageLine, type CoverageLine, firstOfMonth, monthsFrom } from './coverage-line.js'
import {
  type Card,
  type CoverageKey,
  type Employment,
  nikIndexOf,
  readEmployment,
  readRegistry,
  type RegistryEntry,
  type RegistryKey,
  type RegistryQuestion,
} from './coverage.query.js'
import { monthlyContribution } from './monthly-contribution.js'

export type { CoverageKey } from './coverage.query.js'

@Injectable()
export class Coverage {
  private readonly registry = new SharedStatement<RegistryQuestion, RegistryEntry>((asked) =>
    readRegistry(this.sql.forGroups, asked),
  )

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly personal: PersonalData,
  ) {}

  async snapshot(nik: string, eventDate: string): Promise<CoverageAnswer> {
    return this.answer({ nik }, eventDate)
  }

  /** The answer as it is kept with a claim, which knows its participant by the keyed index. */
  async snapshotOf(nikIndex: Buffer, eventDate: string): Promise<CoverageAnswer> {
    return this.answer({ nikIndex }, eventDate)
  }

  /** The same for many claims, with one reading of the registry. */
  async snapshotsOf(
    asked: readonly { readonly nikIndex: Buffer; readonly eventDate: string }[],
  ): Promise<CoverageAnswer[]> {
    const found = await readRegistry(
      this.sql,
      asked.map(({ nikIndex, eventDate }) => ({ nikIndex, on: parseLocalDate(eventDate) })),
    )
    const entries = new Map(found.map((entry) => [entry.place, entry]))
    const answers: CoverageAnswer[] = []
    for (const [index, { eventDate }] of asked.entries())
      answers.push(await this.answerFrom(entries.get(index + 1), parseLocalDate(eventDate)))
    return answers
  }

  /** @throws InvalidInput when the event date is no date */
  async answer(asked: CoverageKey | RegistryKey, eventDate: string): Promise<CoverageAnswer> {
    if (!isLocalDate(eventDate)) {
      const detail = 'Tanggal kejadian tidak terbaca. Tulis seperti 2022-10-11.'
      throw new InvalidInput(detail, [{ pointer: '/event_date', code: 'DATE_UNREADABLE', detail }])
    }
    const key = 'nik' in asked ? { nikIndex: await this.personal.indexOf('nik', asked.nik) } : asked
    const nikIndex = await nikIndexOf(this.sql, key)
    return this.answerFrom(await this.registry.first({ nikIndex, on: eventDate }), eventDate)
  }

  private async answerFrom(entry: RegistryEntry | undefined, eventDate: LocalDate): Promise<CoverageAnswer> {
    const found = { event_date: eventDate, asked_at: this.clock.now() }
    if (!entry) return { ...found, ...notCovered('NOT_REGISTERED') }
    const employed = employedOn(entry.cards, eventDate).at(-1)
    const employment = employed ? await this.employmentOf(employed.kpj, eventDate) : undefined
    return { ...found, ...this.judge(entry, eventDate, employment) }
  }

  private async employmentOf(kpj: string, on: LocalDate): Promise<Employment | undefined> {
    const due = this.law.book.findInteger('contribution.pu_due_day', on)
    return due && readEmployment(this.sql, kpj, on, due.value)
  }

  private judge(entry: RegistryEntry, on: LocalDate, employment: Employment | undefined): Judged {
    const { cards } = entry
    if (!this.law.book.findText('rule_set', on)) return notCovered('BEFORE_RULES')
    const employed = employedOn(cards, on)
    const doubts: CoverageDoubt[] = employed.length > 1 ? ['SEVERAL_ACTIVE_MEMBERSHIPS'] : []
    const wageEarner = employed.at(-1)
    if (wageEarner) return wageEarnerAnswer(wageEarner, on, employment, doubts)
    const informal = cards.filter((card) => card.segment === 'BPU')
    const grace = this.law.book.integer('arrears.bpu_grace_months', on).value
    const paid = entry.paid.filter(({ kpj }) => informal.some((card) => card.kpj === kpj))
    const line = coverageLine(
      informal.map(({ startedOn }) => startedOn),
      paid,
      on,
      grace,
    )
    const card = informal.filter(({ startedOn }) => startedOn <= on).at(-1)
    if (line && card) return this.informalWorker(card, line, entry, on)
    return outsideMembership(cards, on)
  }

  private informalWorker(card: Card, line: CoverageLine, entry: RegistryEntry, on: LocalDate): Judged {
    const ended = card.endedOn !== null && card.endedOn < on ? card.endedOn : null
    const paidUntil = ended !== null && ended < line.paidUntil ? ended : line.paidUntil
    const reason: CoverageReason =
      ended !== null ? 'ENDED' : on <= paidUntil ? 'COVERED' : on <= line.graceUntil ? 'IN_GRACE' : 'LAPSED'
    const { benefitWageBase } = monthlyContribution(
      this.law,
      firstOfMonth(on),
      card.income,
      card.sponsor?.fund ?? null,
    )
    const wait = this.law.book.findInteger('jkm.bpu_full_benefit_min_months', on)
    return {
      covered: reason === 'COVERED' || reason === 'IN_GRACE',
      reason,
      kpj: card.kpj,
      participant: {
        segment: 'BPU',
        benefit_wage_base: Number(benefitWageBase),
        contribution_months: line.months,
        membership_start: line.start,
        ...(line.previousEnded === null ? {} : { previous_membership_ended: line.previousEnded }),
        paid_until: paidUntil,
        ...(ended === null ? {} : { employment_ended: ended }),
        ...(card.sponsor === null ? {} : { sponsor: card.sponsor.fund }),
      },
      ...(card.sponsor === null ? {} : { sponsor: { code: card.sponsor.code, name: card.sponsor.name } }),
      // Arrears of a membership that was ended cannot be settled any more.
      ...(ended === null ? { grace_until: line.graceUntil } : {}),
      ...(wait === undefined ? {} : { full_jkm_from: addMonths(line.start, wait.value) }),
      gaps: line.gaps,
      ...(reason === 'IN_GRACE' ? { cure: this.cure(card, paidUntil, line.graceUntil, on) } : {}),
      doubts: [...doubtsAbout(card, on), ...(paidAfter(entry, on) ? (['PAID_AFTER_EVENT'] as const) : [])],
    }
  }

  /** What must be paid, and by when, so that the month of the event counts as paid. */
  private cure(card: Card, paidUntil: LocalDate, lastDay: LocalDate, on: LocalDate): Cure {
    const first = firstOfMonth(addDays(paidUntil, 1))
    const months = monthsFrom(first, firstOfMonth(on)) + 1
    let amount = 0n
    for (let index = 0; index < months; index += 1) {
      const month = addMonths(first, index)
      const { jkk, jkm } = monthlyContribution(this.law, month, card.income, card.sponsor?.fund ?? null)
      amount += jkk + jkm
    }
    return { first_month: first, months, amount: Number(amount), last_day: lastDay }
  }
}

type Judged = Omit<CoverageAnswer, 'event_date' | 'asked_at'>

function notCovered(reason: CoverageReason): Judged {
  return { covered: false, reason, doubts: [] }
}

function employedOn(cards: readonly Card[], on: LocalDate): Card[] {
  return cards.filter((card) => card.segment === 'PU' && isActive(card, on))
}

function wageEarnerAnswer(
  card: Card,
  on: LocalDate,
  employment: Employment | undefined,
  doubts: readonly CoverageDoubt[],
): Judged {
  const arrears = employment ? { arrears_months: employment.arrearsMonths } : {}
  return {
    covered: true,
    reason: 'COVERED',
    kpj: card.kpj,
    participant: { segment: 'PU', membership_start: card.startedOn, ...wageOf(card), ...arrears },
    ...(employment ? { employer: { number: employment.number, name: employment.name } } : {}),
    doubts: [...doubts, ...doubtsAbout(card, on)],
  }
}

function isActive({ startedOn, endedOn }: Card, on: LocalDate): boolean {
  return startedOn <= on && (endedOn === null || endedOn >= on)
}

/** Registered, but no membership holds the day: it had ended, or was still to begin. */
function outsideMembership(cards: readonly Card[], on: LocalDate): Judged {
  const ended = cards.filter((card) => card.endedOn !== null && card.endedOn < on).at(-1)
  if (ended?.segment === 'PU' && ended.endedOn !== null) {
    const facts = { membership_start: ended.startedOn, employment_ended: ended.endedOn, ...wageOf(ended) }
    return { ...notCovered('ENDED'), kpj: ended.kpj, participant: { segment: 'PU', ...facts } }
  }
  const next = cards.find((card) => card.startedOn > on)
  if (!next) return notCovered('NOT_REGISTERED')
  const participant = { segment: next.segment, membership_start: next.startedOn }
  return { ...notCovered('NOT_STARTED'), kpj: next.kpj, participant, doubts: doubtsAbout(next, on) }
}

function wageOf({ income }: Card): { benefit_wage_base?: number } {
  return income === null ? {} : { benefit_wage_base: Number(income) }
}

/** What was made known only after the event deserves a second look. */
function doubtsAbout(card: Card, on: LocalDate): CoverageDoubt[] {
  const after = (instant: string | null) =>
    instant !== null && dateOfInstant(parseInstant(instant), 'WIT') > on
  return [
    ...(after(card.enrolledAt) ? (['ENROLLED_AFTER_EVENT'] as const) : []),
    ...(after(card.datesChangedAt) ? (['DATES_CHANGED_AFTER_EVENT'] as const) : []),
  ]
}

function paidAfter({ paid }: RegistryEntry, on: LocalDate): boolean {
  const ofThatMonth = paid.filter(({ month }) => month === firstOfMonth(on))
  return ofThatMonth.length > 0 && ofThatMonth.every(({ paidOn }) => paidOn > on)
}
