import { formatDateId } from '#libs/local-date'
import { type Block, heading, text } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import type { GuaranteeOccasion } from './guarantee.query.js'

/**
 * Surat jaminan: what of the care we pay, for whom, and to whom the bill goes. It says who the patient is and nothing of
 * what happened.
 * @basis PP 49/2023 Pasal 25A: care is guaranteed while the relation to work is not concluded
 */
export function composeGuarantee(occasion: GuaranteeOccasion, letters: LetterWords): Block[] {
  const { guarantee: words } = letters
  const { branch, phone, concluded_by: by } = occasion
  return [
    ...text(fill(words.opening, { facility: occasion.facility })),
    {
      kind: 'facts',
      rows: [
        [words.participant, occasion.participant],
        [words.nik, occasion.nik],
        [words.employer, occasion.employer ?? '–'],
        [words.event_date, formatDateId(occasion.event_date)],
      ],
    },
    heading(words.scope_heading),
    { kind: 'bullets', lines: words.scope },
    heading(words.undecided_heading),
    ...text(words.undecided),
    ...(by === null ? [] : text(fill(words.concluded_by, { date: formatDateId(by) }))),
    ...text(words.afterwards),
    heading(words.billing_heading),
    { kind: 'bullets', lines: words.billing.map((line) => fill(line, { branch })) },
    ...text(fill(words.contact, { branch, phone })),
  ]
}
