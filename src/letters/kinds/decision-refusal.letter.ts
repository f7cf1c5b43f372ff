import { formatDateId, type LocalDate } from '#libs/local-date'
import type { Occasion } from '../letter-occasion.query.js'
import { type Block, callout, heading, small, steps, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import { askedBackOf } from './correction.letter.js'
import type { FrozenDecision } from './decision.query.js'

/** Until when a family may object, and how soon it is answered. */
export interface ObjectionTerms {
  readonly due: LocalDate | null
  /** Working days; null where the rule sets none. */
  readonly answerWithin: number | null
}

/** Coded grounds in words, where the code is one we know. */
export interface GroundWords {
  inWords(code: string): string | undefined
}

/** Keputusan menolak: each ground with article and fact, what would have changed the answer, and the way to object. */
export function composeRefusal(
  occasion: Occasion,
  decision: FrozenDecision,
  { due, answerWithin }: ObjectionTerms,
  grounds: GroundWords,
  letters: LetterWords,
): Block[] {
  const { refusal: words, common } = letters
  const { branch, phone, participant } = occasion
  const reasons = decision.grounds.map(({ code, article, fact }, index) => ({
    title: capitalised(grounds.inWords(code)) ?? fill(words.ground, { number: index + 1 }),
    lines: [fill(words.fact, { fact }), fill(words.article, { article })],
  }))
  const ofWholeClaim = decision.counterfactuals.filter(({ code }) => code === null)
  const changing = [decision.counterfactual ?? '', ...ofWholeClaim.map(({ because }) => because)]
  return [
    ...text(fill(words.opening, { participant }), words.explained),
    heading(words.grounds_heading),
    steps(...reasons),
    heading(words.counterfactual_heading),
    ...text(...new Set(changing.filter(Boolean))),
    ...askedBackOf(decision, letters),
    heading(words.objection_heading),
    ...(due ? [callout(words.due, formatDateId(due, 'weekday'), words.due_note)] : []),
    { kind: 'bullets', lines: words.how.map((line) => fill(line, { branch })) },
    ...text(...(answerWithin === null ? [] : [fill(words.answer, { days: answerWithin })])),
    ...text(fill(common.contact, { branch, phone })),
    ...small(fill(words.decided, { branch }), fill(words.packet, { hash: decision.hash })),
  ]
}

function capitalised(words: string | undefined): string | undefined {
  return words && words.charAt(0).toUpperCase() + words.slice(1)
}
