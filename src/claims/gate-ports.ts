import { Injectable } from '@nestjs/common'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { ApprovalLimits } from './approval-limits.js'

/** What the gate needs besides the database: whom to nudge after a commit, the rules of the day, and who seals people's own words. */
@Injectable()
export class GatePorts {
  constructor(
    readonly nudge: OutboxNudge,
    readonly law: LawInForce,
    readonly limits: ApprovalLimits,
    readonly personal: PersonalData,
  ) {}
}
