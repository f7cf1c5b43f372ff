import type { LawBook, Version } from '#libs/law'
import type { LatenessFacts } from '../facts/other-facts.js'

const parameters = {
  JKK: 'jkk.payment_working_days',
  JKM: 'jkm.payment_working_days',
  SCHOLARSHIP: 'scholarship.payment_working_days',
} as const

/**
 * Working days within which a payment must be made. A scholarship has no limit of its own while the parameter
 * is zero: it follows its parent programme, which the case must then state.
 * @basis PP 44/2015 Pasal 37(2)
 */
export function findPaymentLimit(
  { program, requirements_complete: on }: Pick<LatenessFacts, 'program' | 'requirements_complete'>,
  law: LawBook,
): Version<number> | undefined {
  const limit = law.findInteger(parameters[program], on)
  return limit && limit.value > 0 ? limit : undefined
}
