/**
 * What time brings to incidents: employers are reminded of reports they owe, what has run out becomes somebody's work, and
 * a death that was found not to be of work is carried on as JKM. It looks at rows; safe at any time and in several
 * processes at once.
 */
import { Injectable, Logger } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { reasonOf } from '../platform/logging/reason-of.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { messageTo } from './incident-gate.sql.js'
import { IncidentDeaths } from './incident-deaths.service.js'
import { IncidentRules } from './incident-rules.js'

export interface IncidentSweepReport {
  reminded: number
  escalated: number
  deaths: number
  failures: number
}

const REPORT_AWAITED = 'incident-report-awaited'

/** After a standstill only the latest moment counts. $1 now, $2 the moments */
const remind = `
  with due as (
    select k.incident_id, o.name as clock_name, o.round, d.name from incident_clock o
    join incident_course k on k.incident_id = o.incident_id
    cross join lateral (
      select x.name from jsonb_to_recordset($2::jsonb) as x(clock text, name text, percent int, days_after int)
      cross join lateral (select o.started_at + (o.due_at - o.started_at) * x.percent / 100 + make_interval(days => x.days_after) as at) m
      where x.clock = o.name and m.at <= $1 order by m.at desc limit 1) d
    where o.stopped_at is null and o.due_at is not null),
  kept as (
    insert into incident_reminder (incident_id, clock_name, round, name, reminded_at)
    select incident_id, clock_name, round, name, $1 from due on conflict do nothing returning *)
  insert into outbox (topic, payload, occurred_at)
  select 'notification.send', jsonb_set(${messageTo(`'${REPORT_AWAITED}'`)}, '{fill,date}',
      to_jsonb((o.due_at at time zone b.zone)::date)), $1
  from kept join incident_clock o on o.incident_id = kept.incident_id and o.name = kept.clock_name and o.round = kept.round
  join incident_course k on k.incident_id = kept.incident_id join branch b on b.id = k.branch_id
  join incident_party p on p.incident_id = k.incident_id and p.kind = 'employer'
  returning id`

/** An employer that nobody can reach is called by the branch. $1 now, $2 whose work each clock is */
const escalate = `
  insert into attention (incident_id, topic, reason, owner_role, owner_branch_id, opened_at)
  select k.incident_id, 'clock.' || o.name, case when o.name = 'determination' or exists (
      select from incident_party p where p.incident_id = k.incident_id and p.kind = 'employer') then 'CLOCK_RAN_OUT'
    else 'EMPLOYER_CONTACT_MISSING' end, x.role, k.branch_id, $1
  from incident_clock o join incident_course k on k.incident_id = o.incident_id
  join jsonb_to_recordset($2::jsonb) as x(clock text, role text) on x.clock = o.name
  where o.stopped_at is null and o.due_at < $1 and not exists (
    select from attention a where a.incident_id = k.incident_id and a.topic = 'clock.' || o.name and a.opened_at >= o.due_at)
  on conflict do nothing returning id`

@Injectable()
export class IncidentSweep {
  private readonly log = new Logger(IncidentSweep.name)

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: IncidentRules,
    private readonly deaths: IncidentDeaths,
    private readonly nudge: OutboxNudge,
  ) {}

  async run(): Promise<IncidentSweepReport> {
    const report: IncidentSweepReport = { reminded: 0, escalated: 0, deaths: 0, failures: 0 }
    await this.part(report, 'reminded', () => this.rows(remind, this.rules.chaseMoments()))
    await this.part(report, 'escalated', () => this.rows(escalate, this.rules.owners()))
    await this.part(report, 'deaths', () => this.deaths.carryOn())
    if (report.reminded > 0) this.nudge.afterCommit()
    return report
  }

  private async rows(statement: string, rules: object): Promise<number> {
    return (await this.sql.rows(statement, [this.clock.now(), JSON.stringify(rules)])).length
  }

  /** What cannot be done now does not keep the rest from being done. */
  private async part(
    report: IncidentSweepReport,
    name: 'reminded' | 'escalated' | 'deaths',
    work: () => Promise<number>,
  ): Promise<void> {
    try {
      report[name] = await work()
    } catch (error) {
      this.log.error(`${name}: ${reasonOf(error)}`)
      report.failures += 1
    }
  }
}
