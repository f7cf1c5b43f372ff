import { Injectable } from '@nestjs/common'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { ApprovalLimits } from './approval-limits.js'

/** What the gate needs besides the database: whom to nudge after a commit, and the rules of the day. */
@Injectable()
export class GatePorts {
  constructor(
    readonly nudge: OutboxNudge,
    readonly law: LawInForce,
    readonly limits: ApprovalLimits,
  ) {}
}
