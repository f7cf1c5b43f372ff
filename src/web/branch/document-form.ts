/** The decision about one document as its form sends it. */
import { type ComparedValues, comparisons } from '../../documents/compared-values.rule.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { claimId } from '../words/branch-claim.js'
import type { ValueToCompare } from './compare-values.js'

const decisions = ['accept', 'defective', 'check_by_hand', 'waive'] as const

export interface DocumentForm {
  decision: (typeof decisions)[number]
  alternative?: string
  originalSeen?: boolean
  compared?: ComparedValues
  defect?: string
  note?: string
  reason?: string
}

/** Whoever accepts has compared every value and found none that differs. */
export function decisionOn(
  values: FormValues,
  toCompare: readonly ValueToCompare[],
): ({ ok: true } & DocumentForm) | { ok: false; errors: FormErrors } {
  const decision = decisions.find((each) => each === values.putusan)
  if (!decision) return { ok: false, errors: { putusan: claimId.decisionMissing } }
  const compared: ComparedValues = {}
  const errors: Record<string, string> = {}
  for (const { thing } of toCompare) {
    const name = `nilai-${thing}`
    const seen = comparisons.find((each) => each === values[name])
    if (seen) compared[thing] = seen
    if (decision !== 'accept') continue
    if (!seen) errors[name] = claimId.compareMissing
    else if (seen === 'differs') errors[name] = claimId.differsNotAccepted
  }
  if (decision === 'defective' && !values.kekurangan) errors.kekurangan = claimId.defectMissing
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    decision,
    alternative: values.pengganti,
    originalSeen: values.asli === 'ya',
    compared: toCompare.length > 0 ? compared : undefined,
    defect: values.kekurangan,
    note: values.pesan,
    reason: values.alasan,
  }
}
