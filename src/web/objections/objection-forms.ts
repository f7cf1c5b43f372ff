/** What each step of an objection asks on its page, and how it becomes the step's input. */
import type { ObjectionEvent } from '#libs/lifecycle'
import { isLocalDate, parseLocalDate } from '#libs/local-date'
import type { ObjectionInput } from '../../objections/objections.service.js'
import { dateOf } from '../shared/components/fields.js'
import type { FormValues } from '../shared/form.js'
import { nameIn } from '../shared/step-form.js'
import { objectionsWords } from '../words/objections.js'

const words = objectionsWords.id
const LEAST_LETTERS = 10

type Read = { ok: true; input: ObjectionInput } | { ok: false; errors: Record<string, string> }

/** What was typed as the step takes it, or everything that is missing. */
export function readObjectionInput(event: ObjectionEvent, values: FormValues): Read {
  if (event === 'review') return { ok: true, input: {} }
  const reason = (values[nameIn(event, 'reason')] ?? '').trim()
  const referral = event === 'refer_external' ? readReferral(event, values) : { errors: {} }
  const errors = {
    ...referral.errors,
    ...(reason.length < LEAST_LETTERS && { [nameIn(event, 'reason')]: words.reasonMissing }),
  }
  return Object.keys(errors).length > 0
    ? { ok: false, errors }
    : { ok: true, input: { reason, ...referral.input } }
}

function readReferral(
  event: ObjectionEvent,
  values: FormValues,
): { input?: ObjectionInput; errors: Record<string, string> } {
  const body = values[nameIn(event, 'body')] ?? ''
  const on = dateOf(values, nameIn(event, 'referredOn')) ?? ''
  if (body !== '' && isLocalDate(on)) return { input: { body, referredOn: parseLocalDate(on) }, errors: {} }
  return {
    errors: {
      ...(body === '' && { [nameIn(event, 'body')]: words.bodyMissing }),
      ...(!isLocalDate(on) && { [nameIn(event, 'referredOn')]: words.dateMissing }),
    },
  }
}
