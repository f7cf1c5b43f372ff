/** The proof of who decides, asked for with the decision itself. */
import { isProvenAct, type ProvenAct } from '../../platform/login/proven-acts.js'
import { SecondProofNeeded, SecondProofWrong, TooManyRequests } from '../../platform/problem/http-problems.js'
import { PasswordInput, TextInput } from '../shared/components/fields.js'
import type { FormErrors } from '../shared/form.js'
import { useWords } from '../shared/words.js'
import { staffDoorId, staffDoorWords } from '../words/staff-door.js'

export type ProofKind = 'code' | 'password'

/** Two decisions may stand on one page, so each has a field of its own. */
const fieldOf = (act: ProvenAct, own?: string): string => `bukti_${own ?? act}`

interface ProofInputProps {
  act: string
  /** Where several forms of one act stand on a page: the name of this one. */
  own?: string
  kind: ProofKind
  errors?: FormErrors
}

/** Nothing for an act that is not proven; what was typed before is never shown again. */
export function ProofInput({ act, own, kind, errors }: ProofInputProps) {
  const words = useWords(staffDoorWords)
  if (!isProvenAct(act)) return null
  const field = { name: fieldOf(act, own), errors }
  if (kind === 'password')
    return (
      <PasswordInput
        {...field}
        label={words.proofPassword}
        hint={words.proofPasswordHint}
        autocomplete="current-password"
      />
    )
  return (
    <TextInput
      {...field}
      label={words.proofCode}
      hint={words.proofCodeHint}
      inputMode="numeric"
      autocomplete="one-time-code"
      width={10}
    />
  )
}

/** As it was typed: a password may begin with a space. */
export function typedProof(body: object, act: ProvenAct, own?: string): string | undefined {
  const typed = (body as Record<string, unknown>)[fieldOf(act, own)]
  return typeof typed === 'string' && typed !== '' ? typed : undefined
}

/** What is wrong with the proof, at its field; undefined for every other error. */
export function proofErrors(error: unknown, act: string, own?: string): FormErrors | undefined {
  if (!isProvenAct(act)) return undefined
  if (error instanceof SecondProofNeeded) return { [fieldOf(act, own)]: staffDoorId.proofMissing }
  if (error instanceof SecondProofWrong) return { [fieldOf(act, own)]: staffDoorId.proofWrong }
  if (error instanceof TooManyRequests) return { [fieldOf(act, own)]: staffDoorId.proofTooOften }
  return undefined
}
