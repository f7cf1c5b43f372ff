/** What happens to the claims of today's families, from the first word to the decision. */
import type { Sex } from '#libs/nik'
import type { LocalDate } from '#libs/local-date'
import type { ChildAnswers } from '../../intake/claim-answers.dto.js'
import type { Step } from './family.js'

/** A family of today in few words. */
export interface Sketch {
  key: string
  name: string
  born: string
  sex: Sex
  heir: string
  relation: 'spouse' | 'child'
  /** Days before today on which the claim was lodged; the death was a week earlier. */
  lodged: number
  steps: (day: Day) => Step[]
  accident?: true
  account?: string
  children?: (today: LocalDate) => ChildAnswers[]
}

/** A moment so many days after the claim was lodged. */
export type Day = (after: number, time: string) => string

export function lodgedOnly(day: Day): Step[] {
  return [
    { at: day(0, '07:10'), do: 'open_draft' },
    { at: day(0, '07:25'), do: 'hand_in' },
    { at: day(0, '07:40'), do: 'submit' },
  ]
}

export function checked(day: Day): Step[] {
  return [
    { at: day(1, '09:10'), do: 'accept_documents', by: 'dewi' },
    { at: day(1, '09:20'), do: 'settle_heirs', by: 'dewi' },
  ]
}

export function proposed(day: Day): Step[] {
  return [
    ...checked(day),
    { at: day(1, '09:40'), do: 'fire', event: 'propose', by: 'dewi', input: { proposal: 'pay' } },
  ]
}

export function approved(day: Day): Step[] {
  return [...proposed(day), { at: day(2, '13:30'), do: 'fire', event: 'approve', by: 'hendra' }]
}

export function defective(day: Day): Step[] {
  return [
    { at: day(1, '09:30'), do: 'accept_documents', by: 'dewi', except: ['AKTA_KEMATIAN'] },
    { at: day(1, '09:35'), do: 'find_defect', by: 'dewi', document: 'AKTA_KEMATIAN', code: 'BLURRED' },
    { at: day(1, '09:45'), do: 'fire', event: 'request_documents', by: 'dewi' },
  ]
}

export function refused(day: Day): Step[] {
  const grounds = [
    {
      code: 'NOT_AN_HEIR',
      article: 'PP 44/2015 Pasal 37 ayat (5)',
      fact: 'Kartu Keluarga menunjukkan bahwa pemohon keponakan peserta; istri peserta masih hidup.',
    },
  ]
  const counterfactual =
    'Santunan dapat dibayar kepada istri peserta. Ajak beliau mengajukan klaim; berkas yang sudah ada tetap dipakai.'
  return [
    ...checked(day),
    {
      at: day(2, '10:00'),
      do: 'fire',
      event: 'propose',
      by: 'dewi',
      input: { proposal: 'refuse', grounds, counterfactual },
    },
    { at: day(3, '10:00'), do: 'fire', event: 'reject', by: 'hendra' },
  ]
}

export function paid(day: Day): Step[] {
  return [...lodgedOnly(day), ...approved(day), { at: day(5, '09:00'), do: 'pay', by: 'maya', until: 'paid' }]
}
