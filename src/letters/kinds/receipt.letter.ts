import type { ChecklistItem } from '#libs/checklist'
import { formatDateId } from '#libs/local-date'
import type { Occasion } from '../letter-occasion.query.js'
import { type Block, callout, heading, steps, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { ReceiptFacts } from './receipt.query.js'

/** Tanda terima: what was lodged, by whom, what came with it, what happens next and by when. */
export function composeReceipt(
  occasion: Occasion,
  facts: ReceiptFacts,
  asked: readonly ChecklistItem[],
  letters: LetterWords,
): Block[] {
  const { receipt: words, common } = letters
  const died = occasion.type.endsWith('_death')
  const due = facts.due && formatDateId(facts.due, 'weekday')
  return [
    ...text(...(died ? [fill(words.condolence, { participant: occasion.participant })] : []), words.opening),
    { kind: 'facts', rows: whatWasLodged(occasion, letters) },
    ...documents(facts, asked, letters),
    heading(words.next_heading),
    steps(...words.next.map((line) => ({ lines: [line] }))),
    ...(due ? [callout(words.due, due, words.due_note)] : []),
    ...text(common.free, fill(common.contact, { branch: occasion.branch, phone: occasion.phone })),
  ]
}

function whatWasLodged(occasion: Occasion, letters: LetterWords): [string, string][] {
  const { receipt: words, common } = letters
  const relation = occasion.relation === null ? '' : ` (${letters.relation(occasion.relation)})`
  const name = `${occasion.recipient}${relation}`
  return [
    [words.participant, occasion.participant],
    [words.type, common.claim_types[occasion.type]],
    [words.event_date, formatDateId(occasion.event_date)],
    [words.lodged_by, occasion.actor_role === 'officer' ? fill(words.helped, { name }) : name],
    [words.lodged_at, occasion.branch],
  ]
}

function documents(
  { received }: ReceiptFacts,
  asked: readonly ChecklistItem[],
  { receipt: words }: LetterWords,
): Block[] {
  const given = new Set(received.map(({ code }) => code))
  const missing = asked.filter(({ code, necessity }) => necessity === 'required' && !given.has(code))
  const nameOf = (code: string) => asked.find((item) => item.code === code)?.name ?? code
  const table: Block = {
    kind: 'table',
    table: {
      columns: [
        { label: words.document, width: '*' },
        { label: words.files, width: 80, align: 'right' },
        { label: words.received, width: 72, align: 'right' },
      ],
      rows: received.map(({ code, files, on }) => [nameOf(code), String(files), formatDateId(on, 'short')]),
    },
  }
  return [
    heading(words.documents_heading),
    ...(received.length > 0 ? [table] : text(words.no_documents)),
    ...(missing.length > 0
      ? [
          heading(words.missing_heading),
          { kind: 'bullets', lines: missing.map(({ name }) => name) } as const,
          ...text(words.missing),
        ]
      : []),
  ]
}
