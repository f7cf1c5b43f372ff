/** What each step of a recovery asks on its page, and how it becomes the step's input. */
import type { RecoveryEvent } from '#libs/lifecycle'
import { addMonths, isLocalDate, type LocalDate, parseLocalDate } from '#libs/local-date'
import { splitEqually } from '#libs/rupiah'
import type { RecoveryInput } from '../../payment/recoveries.service.js'
import { dateOf } from '../shared/components/fields.js'
import type { FormValues } from '../shared/form.js'
import { nameIn } from '../shared/step-form.js'
import { recoveriesWords } from '../words/recoveries.js'

const words = recoveriesWords.id
const LEAST_LETTERS = 10
const MOST_INSTALMENTS = 120

export type RecoveryField = 'reason' | 'plan' | 'receipt'

const fields: Partial<Record<RecoveryEvent, RecoveryField>> = {
  confirm: 'reason',
  dispute: 'reason',
  uphold: 'reason',
  arrange: 'plan',
  receive: 'receipt',
  waive: 'reason',
  write_off: 'reason',
}

export const fieldsOf = (event: RecoveryEvent): RecoveryField | undefined => fields[event]

type Read = { ok: true; input: RecoveryInput } | { ok: false; errors: Record<string, string> }

/** What was typed as the step takes it, or what is missing. */
export function readStepInput(event: RecoveryEvent, values: FormValues, open: bigint): Read {
  const of = (name: string): string => values[nameIn(event, name)] ?? ''
  const wrong = (name: string, text: string): Read => ({ ok: false, errors: { [nameIn(event, name)]: text } })
  switch (fieldsOf(event)) {
    case undefined:
      return { ok: true, input: {} }
    case 'reason':
      return of('reason').length < LEAST_LETTERS
        ? wrong('reason', words.reasonMissing)
        : { ok: true, input: { reason: of('reason') } }
    case 'plan': {
      const count = Number(of('count'))
      if (!Number.isInteger(count) || count < 1 || count > MOST_INSTALMENTS || BigInt(count) > open)
        return wrong('count', words.countMissing)
      const first = dayIn(values, nameIn(event, 'first'))
      if (first === undefined) return wrong('first', words.dateMissing)
      return { ok: true, input: { plan: monthly(open, count, first) } }
    }
    case 'receipt': {
      const amount = rupiahIn(of('amount'))
      if (amount === undefined) return wrong('amount', words.receivedMissing)
      const valueDate = dayIn(values, nameIn(event, 'valueDate'))
      if (valueDate === undefined) return wrong('valueDate', words.dateMissing)
      return { ok: true, input: { amount, reference: of('reference'), valueDate } }
    }
  }
}

/** People write dots between the thousands. */
export function rupiahIn(typed: string): bigint | undefined {
  const plain = typed.replaceAll(/[\s.]|^Rp/g, '')
  return /^[1-9]\d{0,14}$/.test(plain) ? BigInt(plain) : undefined
}

function monthly(open: bigint, count: number, first: LocalDate) {
  return splitEqually(open, count).map((amount, index) => ({ dueOn: addMonths(first, index), amount }))
}

function dayIn(values: FormValues, name: string): LocalDate | undefined {
  const date = dateOf(values, name)
  return date !== undefined && isLocalDate(date) ? parseLocalDate(date) : undefined
}
