/**
 * What time brings to scholarships: awards that begin, school years that open in July, reminders, years that are over,
 * rights that end with an age, money that was released, settled or came back. Every part looks at rows and fires events;
 * it is safe at any time and in several processes at once.
 */
import { Injectable, Logger } from '@nestjs/common'
import type { AwardEvent, YearEvent } from '#libs/lifecycle'
import { type Actor, SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { reasonOf } from '../platform/logging/reason-of.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { ScholarshipLifecycle, type YearCommand } from './scholarship-lifecycle.service.js'
import { ScholarshipRules } from './scholarship-rules.js'
import { ScholarshipRuns } from './scholarship-runs.service.js'

/** How many steps each part took. */
export interface ScholarshipSweepReport {
  taken: Record<string, number>
  failures: number
}

interface Found {
  id: string
  key: string
  actor_id?: string
  branch_id?: string
}

const AT_A_TIME = 500
const FIRST = '00000000-0000-0000-0000-000000000000'
const joined = `from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id join branch b on b.id = c.branch_id`
const today = '($1::timestamptz at time zone b.zone)::date'
const inHand = `('evidence_in', 'returned', 'verified', 'rule_hold', 'approved', 'paying')`

const cameBack = `y.state in ('paying', 'paid') and p.state in ('refused', 'returned')`
/** The guardian has changed since, and the new one's account was checked: nobody needs to be asked for one. */
const hasNewPayee = `exists (select from payee e where e.id = payee_now(p) and e.id <> p.payee_id and account_is_checked(e)
  and (e.bank_code, e.account_number) <> (p.bank_code, p.account_number))`

/** $1 now, $2 after this id, $3 how many */
const yearSteps = {
  miss: `select y.id, 'miss:' || y.seq as key ${joined} where y.state = 'open' and y.closes_on < ${today}`,
  lapse: `select y.id, 'lapse:' || y.seq as key ${joined} where y.state in ('missed', 'returned') and y.catch_up_until < ${today}`,
  award_ended: `select y.id, 'award_ended:' || y.seq as key ${joined} where a.state = 'ended' and y.state in ('planned', 'open') and $1::timestamptz is not null`,
  restore: `select y.id, 'restore:' || y.seq as key ${joined} where a.state = 'active' and y.state = 'not_payable' and y.closes_on >= ${today}
    and (select t.event from scholarship_transition t where t.subject_id = y.id order by t.seq desc limit 1) = 'award_ended'`,
  release: `select y.id, 'release:' || pb.id as key, pb.released_by as actor_id, c.branch_id ${joined}
    join payment p on p.scholarship_year_id = y.id and p.live join payment_batch pb on pb.id = p.batch_id
    where y.state = 'approved' and pb.state in ('released', 'answered', 'reconciled') and $1::timestamptz is not null`,
  bounced: `select y.id, 'bounced:' || p.id as key ${joined} join payment p on p.scholarship_year_id = y.id and p.live
    where ${cameBack} and not ${hasNewPayee} and $1::timestamptz is not null and not exists (
      select from scholarship_transition t where t.subject_id = y.id and t.idempotency_key = 'bounced:' || p.id)`,
  correct_account: `select y.id, 'correct_account:' || p.id as key ${joined} join payment p on p.scholarship_year_id = y.id and p.live
    where ${cameBack} and ${hasNewPayee} and $1::timestamptz is not null`,
  settled: `select y.id, 'settled:' || p.id as key ${joined} join payment p on p.scholarship_year_id = y.id and p.live
    where y.state = 'paying' and p.state = 'settled' and $1::timestamptz is not null`,
} as const satisfies Partial<Record<YearEvent, string>>

@Injectable()
export class ScholarshipSweep {
  private readonly log = new Logger(ScholarshipSweep.name)

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: ScholarshipRules,
    private readonly lifecycle: ScholarshipLifecycle,
    private readonly runs: ScholarshipRuns,
    private readonly nudge: OutboxNudge,
  ) {}

  async run(): Promise<ScholarshipSweepReport> {
    const report: ScholarshipSweepReport = { taken: {}, failures: 0 }
    await this.part(report, 'begun', () => this.beginAwards())
    await this.part(report, 'ended', () => this.endAtAge())
    for (const event of ['award_ended', 'restore'] as const)
      await this.part(report, event, () => this.takeYears(event))
    await this.part(report, 'opened', () => this.openDue())
    await this.part(report, 'reminded', () => this.remind())
    for (const event of ['miss', 'lapse', 'release', 'bounced', 'correct_account', 'settled'] as const)
      await this.part(report, event, () => this.takeYears(event))
    return report
  }

  private async part(
    report: ScholarshipSweepReport,
    name: string,
    work: () => Promise<number>,
  ): Promise<void> {
    try {
      report.taken[name] = await work()
    } catch (error) {
      this.log.error(`${name}: ${reasonOf(error)}`)
      report.failures += 1
    }
  }

  /** An award begins where the child is at school; one who is too young waits for it. */
  private async beginAwards(): Promise<number> {
    const found = await this.sql.rows<{ id: string; seq: number; at_school: boolean }>(
      `select a.id, a.seq, a.at_school or a.child_birth_date <= $1 as at_school from scholarship_award a
       where a.reference_date is not null and (a.state = 'candidate' or (a.state = 'waiting_school_age' and a.child_birth_date <= $1))
       order by a.id limit $2`,
      [this.rules.bornUntil(this.rules.schoolEntryAge, this.clock.now()), AT_A_TIME],
    )
    return this.takeAwards(
      found.map(({ id, seq, at_school }) => [id, at_school ? 'activate' : 'wait_for_school', `begin:${seq}`]),
    )
  }

  /** At the age limit the right ends; what was applied for before is decided first. */
  private async endAtAge(): Promise<number> {
    const now = this.clock.now()
    const found = await this.sql.rows<{ id: string; seq: number }>(
      `select a.id, a.seq from scholarship_award a
       where a.state in ('active', 'waiting_school_age', 'suspended') and a.child_birth_date <= $1
         and not exists (select from scholarship_year y where y.award_id = a.id and y.state in ${inHand})
       order by a.id limit $2`,
      [this.rules.bornUntil(this.rules.ageLimit(now), now), AT_A_TIME],
    )
    return this.takeAwards(found.map(({ id, seq }) => [id, 'end', `age:${seq}`]))
  }

  private async takeAwards(
    steps: readonly (readonly [id: string, event: AwardEvent, key: string])[],
  ): Promise<number> {
    let count = 0
    for (const [id, event, idempotencyKey] of steps) {
      const input = event === 'end' ? ({ ending: 'age_limit' } as const) : {}
      await this.lifecycle.fireAward({ id, event, actor: SYSTEM, idempotencyKey, input })
      count += 1
    }
    return count
  }

  /** School years that have begun where the child lives, as a run like any other. */
  private async openDue(): Promise<number> {
    const due = await this.sql.rows<{ school_year: string; which: string }>(
      `select y.school_year, concat_ws(':', min(y.id::text), count(*), sum(y.seq)) as which ${joined}
       where y.state = 'planned' and y.expected_level is not null and a.state = 'active' and y.opens_on <= ${today}
         and not exists (select from scholarship_run_row w where w.year_id = y.id and w.outcome = 'waiting')
       group by y.school_year order by y.school_year`,
      [this.clock.now()],
    )
    for (const { school_year, which } of due)
      await this.runs.beginUnlessUnderWay(
        { kind: 'open', schoolYear: school_year, branchId: null },
        SYSTEM,
        `${school_year}:${which}`,
      )
    return this.runs.resume()
  }

  /** On the days that the procedure names, counted from the invitation; after a standstill only the last one counts. */
  private async remind(): Promise<number> {
    const reminded = await this.sql.rows(
      `with due as (
         select y.id, a.claim_id, a.guardian_id, y.school_year, d.name ${joined}
         cross join lateral (select (t.at at time zone b.zone)::date as opened_on from scholarship_transition t
           where t.subject_id = y.id and t.event = 'open' order by t.seq desc limit 1) o
         cross join lateral (select x.name from jsonb_to_recordset($2::jsonb) as x(name text, after int, before int)
           where ${today} >= coalesce(o.opened_on + x.after, y.closes_on - x.before)
           order by coalesce(o.opened_on + x.after, y.closes_on - x.before) desc limit 1) d
         where y.state = 'open' and y.closes_on >= ${today}),
       kept as (
         insert into scholarship_reminder (year_id, name, reminded_at) select id, name, $1 from due on conflict do nothing returning year_id)
       insert into outbox (topic, claim_id, payload, occurred_at)
       select 'notification.send', due.claim_id, jsonb_build_object('template', 'scholarship-reminder', 'fill',
           jsonb_build_object('school_year', due.school_year))
         || case when due.guardian_id is null then '{}'::jsonb else jsonb_build_object('parties', jsonb_build_array(due.guardian_id)) end, $1
       from due join kept on kept.year_id = due.id returning id`,
      [this.clock.now(), JSON.stringify(this.rules.reminderDays())],
    )
    if (reminded.length > 0) this.nudge.afterCommit()
    return reminded.length
  }

  /** Page by page in the order of their ids, so that one that may not go does not hide the others. */
  private async takeYears(event: keyof typeof yearSteps): Promise<number> {
    let count = 0
    for (let after = FIRST; ;) {
      const found = await this.sql.rows<Found>(`${yearSteps[event]} and y.id > $2 order by y.id limit $3`, [
        this.clock.now(),
        after,
        AT_A_TIME,
      ])
      const outcomes = await this.lifecycle.fireYears(found.map((each) => commandOf(event, each)))
      count += outcomes.filter(({ kind }) => kind === 'taken').length
      const last = found.at(-1)
      if (!last || found.length < AT_A_TIME) return count
      after = last.id
    }
  }
}

/** A release is carried on in the name of whoever released the batch; all else is the product's own. */
function commandOf(event: YearEvent, { id, key, actor_id, branch_id }: Found): YearCommand {
  const releaser: Actor | null =
    actor_id && branch_id ? { id: actor_id, role: 'releaser', branchId: branch_id } : null
  return { id, event, actor: releaser ?? SYSTEM, idempotencyKey: key }
}
