import type { ChecklistItem, DefectCode } from '#libs/checklist'
import { formatDateId } from '#libs/local-date'
import type { Occasion } from '../letter-occasion.query.js'
import { type Block, callout, heading, type Step, steps, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { RequestFacts } from './request.query.js'

/** What the document stage knows of a document and of what can be wrong with one. */
export interface DocumentLore {
  readonly item: (code: string) => ChecklistItem | undefined
  readonly defect: (code: DefectCode) => { words: string; cure: string }
}

/** Permintaan kelengkapan: all that is missing, why, who issues it, what may stand in for it, how to send it and by when. */
export function composeRequest(
  occasion: Occasion,
  facts: RequestFacts,
  lore: DocumentLore,
  letters: LetterWords,
): Block[] {
  const { request: words, common } = letters
  const { branch, phone } = occasion
  const due = facts.due && formatDateId(facts.due, 'weekday')
  return [
    ...text(fill(words.opening, { count: facts.asked.length }), words.complete),
    ...(due ? [callout(words.due, due, words.due_note)] : []),
    heading(words.list_heading),
    steps(...facts.asked.map((asked) => pointOf(asked, lore, letters))),
    heading(words.how_heading),
    { kind: 'bullets', lines: words.how.map((line) => fill(line, { branch })) },
    ...text(common.free, fill(common.contact, { branch, phone })),
  ]
}

function pointOf(
  { code, defect, note }: RequestFacts['asked'][number],
  lore: DocumentLore,
  { request: words }: LetterWords,
): Step {
  const item = lore.item(code)
  const wrong = defect && lore.defect(defect)
  const alternatives = (item?.alternatives ?? []).map(({ name, approval }) =>
    approval === 'approver' ? fill(words.with_approval, { alternative: name }) : name,
  )
  return {
    title: item?.name ?? code,
    lines: [
      ...(wrong ? [`${wrong.words} ${wrong.cure}`] : []),
      ...(note ? [fill(words.note, { note })] : []),
      ...(item
        ? [`${fill(words.why, { why: item.why })} ${fill(words.issuer, { issuer: item.issuer })}`]
        : []),
      ...(alternatives.length > 0
        ? [fill(words.alternatives, { alternatives: alternatives.join('; ') })]
        : []),
    ],
  }
}
