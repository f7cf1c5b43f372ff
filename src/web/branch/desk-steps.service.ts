/** Takes a step for a page: once for each form that was shown, on the claim as the page showed it. */
import { Injectable } from '@nestjs/common'
import type { ClaimEvent, ClaimState } from '#libs/lifecycle'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { ClaimHistory, type HistoryRow } from '../../claims/claim-history.query.js'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import { branchInSight, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { InvalidInput, StaleClaim, TransitionRefused } from '../../platform/problem/problems.js'
import { errorsOf, type FormErrors, type FormValues } from '../shared/form.js'
import { freshKey, readStep } from '../shared/step-form.js'
import { fieldOf } from './claim-step-fields.js'

/** What the form of a step carries: a key that does it once however often it is sent, and the version that was shown. */
export interface StepToken {
  stepKey: string
  version: number
}

/** A colleague was faster: what this page showed, and what has happened since. */
export interface Conflict {
  number: string
  seen: ClaimState
  now: ClaimState
  changes: readonly HistoryRow[]
  typed: FormValues
}

export type StepAnswer =
  { done: true } | { done: false; errors: FormErrors } | { done: false; conflict: Conflict }

export function freshToken(version: number): StepToken {
  return { stepKey: freshKey(), version }
}

/** The same again, for a form that was refused. */
export function tokenOf(values: FormValues): StepToken {
  const { key, seen } = readStep(values)
  return { stepKey: key, version: seen }
}

@Injectable()
export class DeskSteps {
  constructor(
    private readonly steps: StaffSteps,
    private readonly claims: ClaimByNumber,
    private readonly histories: ClaimHistory,
    private readonly words: ProblemWords,
  ) {}

  /** @throws NotFound, NotAllowed */
  async take(
    number: string,
    event: ClaimEvent,
    staff: SignedIn,
    values: FormValues,
    input: object,
  ): Promise<StepAnswer> {
    const { key, seen } = readStep(values)
    try {
      await this.steps.fire(number, event, staff, { key, seen, input })
      return { done: true }
    } catch (error) {
      if (error instanceof StaleClaim)
        return { done: false, conflict: await this.conflict(number, staff, seen, values) }
      if (error instanceof InvalidInput) return { done: false, errors: errorsOf(error.errors) }
      if (error instanceof TransitionRefused) return { done: false, errors: this.refused(error, event) }
      throw error
    }
  }

  private refused({ refusals, code }: TransitionRefused, event: ClaimEvent): FormErrors {
    const errors: Record<string, string> = {}
    for (const refusal of refusals) {
      const field = fieldOf(refusal.code, event)
      const { words } = this.words.refusal(refusal)
      errors[field] = errors[field] ? `${errors[field]} ${words}` : words
    }
    return refusals.length > 0 ? errors : { '': this.words.find(code)?.text ?? code }
  }

  private async conflict(
    number: string,
    staff: SignedIn,
    seen: number,
    typed: FormValues,
  ): Promise<Conflict> {
    const { id, state, version } = await this.claims.get(number, branchInSight(staff))
    const history = await this.histories.of(id)
    const changes = seen < 0 ? history.slice(-1) : history.slice(-Math.max(1, version - seen))
    return { number, seen: changes[0]?.from_state ?? state, now: state, changes, typed }
  }
}
