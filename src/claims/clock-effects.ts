import { Injectable } from '@nestjs/common'
import type { ClaimEffect, ClaimFacts, ClockLength, Duration } from '#libs/lifecycle'
import {
  addDays,
  addHours,
  formatInstant,
  type LocalDate,
  parseInstant,
  parseLocalDate,
} from '#libs/local-date'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import type { PlannedTransition } from './claim-command.port.js'
import type { ClaimReading } from './claim-reading.js'

/** What a transition does to the clocks of its claim: open ones by their ids, new ones by name; instants are ISO text. */
export interface ClockChanges {
  stopped: string[]
  changed: { id: string; paused_at: string | null; due_at: string }[]
  started: { name: string; due_at: string }[]
}

type ClockEffect = Extract<ClaimEffect, { clock: unknown }>

/** Offsets without daylight saving: Indonesia has none. */
const offsets: Record<string, string> = {
  'Asia/Jakarta': '+07:00',
  'Asia/Makassar': '+08:00',
  'Asia/Jayapura': '+09:00',
}

/** The last millisecond of a calendar date at a branch, as an instant. */
export function endOfDay(date: LocalDate, zone: string): string {
  return formatInstant(parseInstant(`${date}T23:59:59.999${offsets[zone] ?? '+07:00'}`))
}

/** Turns the clock effects of a decision into due dates, by the working calendar of the branch and the law in force. */
@Injectable()
export class ClockEffects {
  constructor(private readonly law: LawInForce) {}

  /** Adds the facts that are computed from the calendar rather than read. */
  complete(facts: ClaimFacts): ClaimFacts {
    // Only the parts that an event looks at were read.
    const clocks = facts.clocks as ClaimFacts['clocks'] | undefined
    if (!clocks) return facts
    const today = parseLocalDate(facts.today)
    const thirdPartyLatestOn = this.latestOn('third_party', today)
    const investigationLatestOn = this.latestOn('investigation', today)
    return { ...facts, clocks: { ...clocks, thirdPartyLatestOn, investigationLatestOn } }
  }

  /** The last day that a person may name when he starts this clock today. */
  private latestOn(clock: 'third_party' | 'investigation', today: LocalDate): LocalDate | null {
    const { length } = this.law.clockRules[clock]
    return 'stated_within' in length ? this.add(today, length.stated_within) : null
  }

  apply(
    effects: readonly ClaimEffect[],
    reading: ClaimReading,
    facts: ClaimFacts,
    plan: PlannedTransition,
  ): ClockChanges {
    const changes: ClockChanges = { stopped: [], changed: [], started: [] }
    for (const effect of effects) {
      if ('clock' in effect) this.applyOne(effect, changes, reading, facts, plan)
    }
    return changes
  }

  private applyOne(
    effect: ClockEffect,
    changes: ClockChanges,
    reading: ClaimReading,
    facts: ClaimFacts,
    plan: PlannedTransition,
  ): void {
    const open = reading.open_clocks.find((clock) => clock.name === effect.clock)
    switch (effect.kind) {
      case 'start_clock':
        if (open) changes.stopped.push(open.id)
        this.start(effect.clock, changes, reading, facts)
        return
      case 'stop_clock':
        if (open) changes.stopped.push(open.id)
        return
      case 'pause_clock':
        if (open && !open.pausedAt)
          changes.changed.push({ id: open.id, paused_at: plan.at, due_at: open.dueAt })
        return
      case 'resume_clock':
        if (open?.pausedAt) {
          const stoodStill = this.workingDaysBetween(
            dateAt(open.pausedAt, reading.zone),
            parseLocalDate(facts.today),
          )
          const due = this.add(dateAt(open.dueAt, reading.zone), { working_days: stoodStill })
          changes.changed.push({ id: open.id, paused_at: null, due_at: endOfDay(due, reading.zone) })
        }
        return
    }
  }

  private start(
    clock: ClockEffect['clock'],
    changes: ClockChanges,
    reading: ClaimReading,
    facts: ClaimFacts,
  ): void {
    const due_at = this.dueAt(clock, reading, facts)
    if (due_at !== null) changes.started.push({ name: clock, due_at })
  }

  /** Null where the law sets no end, so that there is nothing to wait for. */
  private dueAt(clock: ClockEffect['clock'], reading: ClaimReading, facts: ClaimFacts): string | null {
    const { expiresOn } = facts.claim
    if (clock === 'expiry')
      return expiresOn === null ? null : endOfDay(parseLocalDate(expiresOn), reading.zone)
    const today = parseLocalDate(facts.today)
    if (clock === 'legal') {
      // The day on which the last required item came is day 0, even when the file was looked at later.
      const complete = parseLocalDate(facts.documents.completeOn ?? facts.today)
      const days = this.law.book.integer(`${programOf(reading.type)}.payment_working_days`, complete).value
      return endOfDay(this.add(complete, { working_days: days }), reading.zone)
    }
    const length = this.law.clockRules[clock].length
    if ('hours' in length) return formatInstant(addHours(parseInstant(facts.now), length.hours))
    return endOfDay(this.lastDay(length, today, facts), reading.zone)
  }

  private lastDay(length: ClockLength, today: LocalDate, facts: ClaimFacts): LocalDate {
    if ('stated_within' in length)
      return facts.input.dueOn ? parseLocalDate(facts.input.dueOn) : this.add(today, length.stated_within)
    if ('working_days' in length || 'days' in length || 'hours' in length) return this.add(today, length)
    throw new Error('This clock is not one of a claim.')
  }

  private add(from: LocalDate, length: Duration): LocalDate {
    if ('days' in length) return addDays(from, length.days)
    if ('hours' in length) return addDays(from, Math.ceil(length.hours / 24))
    return this.law.deadlines.addWorkingDays(from, length.working_days)
  }

  private workingDaysBetween(from: LocalDate, to: LocalDate): number {
    return Math.max(0, this.law.deadlines.workingDaysBetween(from, to))
  }
}

function programOf(type: string): 'jkm' | 'jkk' {
  return type.startsWith('jkm') ? 'jkm' : 'jkk'
}

function dateAt(instant: string, zone: string): LocalDate {
  const hours = Number((offsets[zone] ?? '+07:00').slice(1, 3))
  return parseLocalDate(
    formatInstant(addHours(parseInstant(new Date(instant).toISOString()), hours)).slice(0, 10),
  )
}
