import type { ClaimEvent, ClaimInput } from '#libs/lifecycle'
import type { StaffSteps } from '../../intake/staff-steps.service.js'
import { isProvenAct } from '../../platform/login/proven-acts.js'
import type { SignedIn } from '../../platform/login/signed-in.js'
import type { SecondProofs } from '../../staff/second-proofs.service.js'
import { valuesOf } from '../shared/form.js'
import { readStep } from '../shared/step-form.js'
import { typedProof } from './proof.js'

export interface ProvenStep {
  number: string
  event: ClaimEvent
  /** The form as it was sent: the step it was shown for, and the proof where the act asks for one. */
  body: object
  input: ClaimInput
}

/** Takes a step of a claim for whoever has just proven that it is he; the proof is bound to this form and used once. */
export async function fireProven(
  steps: StaffSteps,
  proofs: SecondProofs,
  { number, event, body, input }: ProvenStep,
  staff: SignedIn,
): Promise<void> {
  const step = readStep(valuesOf(body))
  const proof = isProvenAct(event)
    ? await proofs.take(staff, { act: event, subject: number, key: step.key }, typedProof(body, event))
    : undefined
  await steps.fire(number, event, staff, { ...step, input, proof })
}
