/**
 * Reminds families while a clock of their claim runs, on the days that `config/procedure/clocks.yaml` names. A reminder
 * is a row of its clock and day: written once, and not sent any more when the clock was stopped.
 */
import { Injectable } from '@nestjs/common'
import { addDays, type LocalDate } from '#libs/local-date'
import type { ClaimClock, Reminder } from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { NotificationService } from './notification.service.js'
import { type BranchZone, dateIn } from './quiet-hours.js'
import { NotificationTemplates } from './templates/notification-templates.js'

interface RunningClock {
  id: string
  claim_id: string
  started_at: string
  due_at: string
  zone: BranchZone
}

/** A day on which somebody is reminded, and what tells it from the other days of its clock. */
export interface ReminderDay {
  on: LocalDate
  name: string
}

@Injectable()
export class Reminders {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly templates: NotificationTemplates,
    private readonly notifications: NotificationService,
  ) {}

  /** Returns how many clocks had a reminder due today or before; asked again it reminds nobody twice. */
  async remind(): Promise<number> {
    let count = 0
    for (const { name, clock } of this.templates.reminders) {
      for (const running of await this.running(clock))
        count += (await this.remindOf(running, name, clock)) ? 1 : 0
    }
    return count
  }

  private async remindOf(running: RunningClock, template: string, clock: ClaimClock): Promise<boolean> {
    const today = dateIn(this.clock.now(), running.zone)
    const days = reminderDays(this.law.clockRules[clock].reminders, {
      from: dateIn(running.started_at, running.zone),
      until: dateIn(running.due_at, running.zone),
    })
    // After a standstill of ours only the last one counts: nobody is reminded four times in one morning.
    const last = days.filter(({ on }) => on <= today).at(-1)
    if (!last) return false
    const key = `reminder:${running.id}:${last.name}`
    if (await this.isWritten(running.id, key)) return false
    await this.notifications.tellClaim(running.claim_id, { key, template, clockId: running.id })
    return true
  }

  private async isWritten(clockId: string, key: string): Promise<boolean> {
    const found = await this.sql.first(
      'select 1 from notification where clock_id = $1 and once_key like $2 limit 1',
      [clockId, `${key}:%`],
    )
    return found !== undefined
  }

  private async running(clock: ClaimClock): Promise<RunningClock[]> {
    return this.sql.rows<RunningClock>(
      `select k.id, k.claim_id, k.started_at, k.due_at, b.zone
       from clock k join claim c on c.id = k.claim_id join branch b on b.id = c.branch_id
       where k.name = $1 and k.stopped_at is null and k.paused_at is null and k.started_at <= $2 and k.due_at > $2
       order by k.started_at`,
      [clock, this.clock.now()],
    )
  }
}

/** The days of a clock on which somebody is reminded, the earliest first; a share of its length is for staff alone. */
export function reminderDays(
  rules: readonly Reminder[],
  { from, until }: { from: LocalDate; until: LocalDate },
): ReminderDay[] {
  return rules
    .flatMap((rule): ReminderDay[] => {
      if ('after' in rule && 'days' in rule.after)
        return [{ on: addDays(from, rule.after.days), name: `after-${rule.after.days}` }]
      if ('before' in rule && 'days' in rule.before)
        return [{ on: addDays(until, -rule.before.days), name: `before-${rule.before.days}` }]
      return []
    })
    .sort((a, b) => (a.on < b.on ? -1 : 1))
}
