import { formatDateId, type LocalDate } from '#libs/local-date'
import type { ObjectionBody } from '../../objections/objection-bodies.rule.js'
import type { Occasion } from '../letter-occasion.query.js'
import { type Block, callout, heading, small, steps, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { ObjectionTold } from './objection.query.js'

/** Tanda terima keberatan: who looks at it now, and until when it is answered. */
export function composeObjectionReceipt(
  occasion: Occasion,
  told: ObjectionTold,
  due: LocalDate | null,
  letters: LetterWords,
): Block[] {
  const { receipt: words } = letters.objection
  return [
    ...text(words.opening),
    about(occasion, told, letters),
    heading(words.next_heading),
    steps(...words.next.map((line) => ({ lines: [line] }))),
    ...(due ? [callout(words.due, formatDateId(due, 'weekday'), words.due_note)] : []),
    ...contact(occasion, letters),
  ]
}

/** Jawaban atas keberatan: the answer first, the reason, and where a family may turn to next. */
export function composeObjectionAnswer(
  occasion: Occasion,
  told: ObjectionTold,
  bodies: readonly ObjectionBody[],
  letters: LetterWords,
): Block[] {
  const { answer: words, decided } = letters.objection
  const { branch } = occasion
  const late = told.event === 'find_late'
  return [
    ...text(openingOf(told, letters)),
    about(occasion, told, letters),
    ...(late && told.last_day ? [callout(words.last_day, formatDateId(told.last_day, 'weekday'))] : []),
    ...(late
      ? [
          heading(words.late_heading),
          ...text(fill(words.late, { branch }), fill(words.new_evidence, { branch })),
        ]
      : reason(words.reason_heading, told)),
    ...(told.to_state === 'upheld' ? [] : nextBodies(bodies, letters)),
    ...contact(occasion, letters),
    ...(late ? [] : small(words.reviewer, fill(decided, { branch }))),
  ]
}

/** Rujukan keberatan: to whom, and on which day. */
export function composeObjectionReferral(
  occasion: Occasion,
  told: ObjectionTold,
  bodies: readonly ObjectionBody[],
  letters: LetterWords,
): Block[] {
  const { referral: words } = letters.objection
  const body = bodies.filter(({ code }) => code === told.body)
  return [
    ...text(words.opening),
    about(occasion, told, letters),
    ...body.map(({ name }) => callout(words.body, name, dated(words.referred_on, told.referred_on))),
    ...body.flatMap(({ how, basis }) => text(how, basis)),
    ...reason(words.reason_heading, told),
    ...contact(occasion, letters),
  ]
}

function openingOf({ to_state: state }: ObjectionTold, { objection: { answer } }: LetterWords): string {
  if (state === 'out_of_time' || state === 'upheld' || state === 'partly_upheld') return answer[state]
  return answer.dismissed
}

function about(occasion: Occasion, told: ObjectionTold, { objection: words }: LetterWords): Block {
  return {
    kind: 'facts',
    rows: [
      [words.filed_on, formatDateId(told.filed_on)],
      [words.against, occasion.number],
      [words.decided_on, formatDateId(told.decided_on)],
    ],
  }
}

function reason(title: string, { reason: given }: ObjectionTold): Block[] {
  return given === null ? [] : [heading(title), ...text(given)]
}

function nextBodies(bodies: readonly ObjectionBody[], { objection: words }: LetterWords): Block[] {
  const each = bodies.map(({ name, basis, how }) => ({
    title: fill(words.body, { name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`, basis }),
    lines: [how],
  }))
  return [heading(words.bodies_heading), steps(...each)]
}

function dated(label: string, on: LocalDate | null): string | undefined {
  return on === null ? undefined : `${label}: ${formatDateId(on)}`
}

function contact({ branch, phone }: Occasion, { common }: LetterWords): Block[] {
  return text(common.free, fill(common.contact, { branch, phone }))
}
