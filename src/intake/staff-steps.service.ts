/**
 * What a member of staff may do with a claim now, and doing it, in whichever of the held roles admits the step. Every
 * door for staff asks here, so that a button, a reason and an answer are the same everywhere.
 */
import { Injectable } from '@nestjs/common'
import { type ClaimEvent, type ClaimInput, type ClaimState, claimTable, type Role } from '#libs/lifecycle'
import { ClaimAssignments } from '../claims/claim-assignment.service.js'
import type { FiredTransition } from '../claims/claim-command.port.js'
import { ClaimByNumber } from '../claims/claim-by-number.query.js'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { actingRole, actorOf } from '../platform/login/acting-role.js'
import { isProvenAct, type ProofMethod } from '../platform/login/proven-acts.js'
import { branchInSight, type SignedIn } from '../platform/login/signed-in.js'
import type { StaffRoleName } from '../platform/login/staff-roles.js'
import { ProblemWords, type RefusalInWords } from '../platform/problem/problem-words.js'
import { InvalidInput } from '../platform/problem/problems.js'
import { SecondProofNeeded } from '../platform/problem/http-problems.js'
import { validInput } from '../platform/problem/validation.js'
import { inputOf } from './event-input.dto.js'
import { IntakeService } from './intake.service.js'

export interface OfferedStep {
  event: ClaimEvent
  label: string
  to: ClaimState
  toLabel: string
  /** The held role in which it would be done. */
  role: StaffRoleName
  allowed: boolean
  /** Why it may not be done yet, each in words with its cure. */
  refusals: RefusalInWords[]
  /** Facts that the step asks of the person. */
  asks: string[]
}

export interface OfferedSteps {
  claimId: string
  state: ClaimState
  stateLabel: string
  version: number
  steps: OfferedStep[]
}

export interface StaffCommand {
  /** Chosen by the caller; the same key does a step once. */
  key: string
  /** The version that the person saw. */
  seen: number
  input?: unknown
  /** By what the person has just proven who decides, where the step wants it. */
  proof?: ProofMethod
}

@Injectable()
export class StaffSteps {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly lifecycle: ClaimLifecycle,
    private readonly intake: IntakeService,
    private readonly words: ProblemWords,
    private readonly assignments: ClaimAssignments,
  ) {}

  /** @throws NotFound also for a claim of another branch */
  async offered(number: string, staff: SignedIn): Promise<OfferedSteps> {
    const claim = await this.claims.get(number, branchInSight(staff))
    const steps = new Map<ClaimEvent, OfferedStep>()
    let { state, version } = claim
    for (const role of rolesIn(staff, claim.state)) {
      const asked = await this.lifecycle.stepsFor(claim.id, actorOf(staff, role))
      ;({ state, version } = asked.reading)
      for (const step of asked.steps) {
        if (!steps.get(step.event)?.allowed) steps.set(step.event, this.inWords(step, role))
      }
    }
    const stateLabel = this.words.label('claim_states', state)
    return { claimId: claim.id, state, stateLabel, version, steps: [...steps.values()] }
  }

  /** Everything that would stand in the way of a step with this input, before it is sent. @throws NotFound */
  async obstacles(
    number: string,
    event: ClaimEvent,
    staff: SignedIn,
    input: ClaimInput,
  ): Promise<RefusalInWords[]> {
    const claim = await this.claims.get(number, branchInSight(staff))
    const actor = actorOf(staff, actingRole(staff, admittedTo(event, claim.state)))
    const { steps } = await this.lifecycle.stepsFor(claim.id, actor, input)
    const step = steps.find((each) => each.event === event)
    return step ? step.refusals.map((refusal) => this.words.refusal(refusal)) : []
  }

  /** @throws NotFound, InvalidInput, SecondProofNeeded, StaleClaim, KeyReused, TransitionRefused; then nothing was done */
  async fire(
    number: string,
    event: ClaimEvent,
    staff: SignedIn,
    { key, seen, input, proof }: StaffCommand,
  ): Promise<FiredTransition> {
    const claim = await this.claims.get(number, branchInSight(staff))
    const given = await validInput(inputOf(event), input, this.words)
    if (isProvenAct(event) && !proof) throw new SecondProofNeeded()
    const actor = actorOf(staff, actingRole(staff, admittedTo(event, claim.state)))
    await this.assertInvestigator(given, staff)
    const idempotencyKey = `${staff.staffId}:${key}`
    if (event === 'submit') return this.intake.submit(claim.id, actor, idempotencyKey, seen)
    const command = { idempotencyKey, input: { ...given, ...(proof && { proof }) }, expectedVersion: seen }
    return this.lifecycle.fire(claim.id, event, actor, command)
  }

  /** Whoever is to examine a case is of this branch and holds that role. */
  private async assertInvestigator(given: { investigatorId?: string }, { branch }: SignedIn): Promise<void> {
    if (given.investigatorId === undefined) return
    const colleagues = await this.assignments.colleagues(branch.id, ['investigator'])
    if (colleagues.some(({ id }) => id === given.investigatorId)) return
    const detail = 'Pilih pemeriksa kasus dari kantor cabang ini.'
    throw new InvalidInput(detail, [{ pointer: '/investigatorId', code: 'INVESTIGATOR_UNKNOWN', detail }])
  }

  private inWords(
    step: Awaited<ReturnType<ClaimLifecycle['stepsFor']>>['steps'][number],
    role: StaffRoleName,
  ): OfferedStep {
    return {
      event: step.event,
      label: this.words.label('claim_events', step.event),
      to: step.to,
      toLabel: this.words.label('claim_states', step.to),
      role,
      allowed: step.allowed,
      refusals: step.refusals.map((refusal) => this.words.refusal(refusal)),
      asks: [...step.asks],
    }
  }
}

function admittedTo(event: ClaimEvent, state: ClaimState): readonly Role[] {
  return claimTable.find((row) => row.from === state && row.event === event)?.by ?? []
}

/** The roles of this person that have any step in this state, so that no other is asked for. */
function rolesIn(staff: SignedIn, state: ClaimState): StaffRoleName[] {
  return [...staff.roles.keys()].filter((role) =>
    claimTable.some((row) => row.from === state && row.by.includes(role)),
  )
}
