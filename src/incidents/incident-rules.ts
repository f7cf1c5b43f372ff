import { Injectable } from '@nestjs/common'
import { clockDefinitions, type IncidentClock, incidentClocks } from '#libs/lifecycle'
import { z } from 'zod'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const days = z.int().positive()
const schema = z.strictObject({ code_valid_days: days, chase_days_after_due: z.array(days) })

/** When an employer is reminded: at a share of the time it has, or some days after its end. */
export interface ChaseMoment {
  clock: IncidentClock
  name: string
  percent: number
  days_after: number
}

/** How incidents are followed up, from `config/procedure/incidents.yaml` and `clocks.yaml`. */
@Injectable()
export class IncidentRules {
  private readonly procedure = readRuleFile('procedure/incidents.yaml', schema)

  constructor(private readonly law: LawInForce) {}

  get codeValidDays(): number {
    return this.procedure.code_valid_days
  }

  /** Of the two reports that an employer owes. */
  chaseMoments(): ChaseMoment[] {
    return (['stage_1', 'stage_2'] as const).flatMap((clock) => [
      ...this.law.clockRules[clock].reminders.flatMap((rule) =>
        'at_percent' in rule ? [moment(clock, `at_${rule.at_percent}`, rule.at_percent)] : [],
      ),
      moment(clock, 'due', 100),
      ...this.procedure.chase_days_after_due.map((after) => moment(clock, `after_${after}`, 100, after)),
    ])
  }

  /** Whose work it is when a clock has run out. */
  owners(): { clock: IncidentClock; role: string }[] {
    return incidentClocks.map((clock) => {
      const breach = clockDefinitions.find(({ name }) => name === clock)?.breach
      return { clock, role: breach?.kind === 'escalate' ? breach.to : 'manager' }
    })
  }
}

function moment(clock: IncidentClock, name: string, percent: number, after = 0): ChaseMoment {
  return { clock, name, percent, days_after: after }
}
