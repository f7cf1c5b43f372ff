import { describe, expect, it } from '@jest/globals'
import { parseLocalDate } from '#libs/local-date'
import { LetterWords } from '../letter-words.js'
import { composeGuarantee } from './guarantee.letter.js'
import type { GuaranteeOccasion } from './guarantee.query.js'

const words = new LetterWords()
const occasion: GuaranteeOccasion = {
  ...{ incident_id: 'i', number: 'KK-PSR-2402-000001', round: 1, seq: 3, at: '2024-02-06T03:00:00.000Z' },
  ...{ on: parseLocalDate('2024-02-06'), branch_id: 'b', branch_code: 'PSR', branch: 'Kantor Paser' },
  ...{ phone: '(0543) 555-0164', facility: 'RSUD Panglima Sebaya', participant: 'Pekerja Uji' },
  ...{ nik: '************0001', employer: null, event_date: parseLocalDate('2024-02-05') },
  concluded_by: parseLocalDate('2024-03-07'),
}
const told = (about: Partial<GuaranteeOccasion> = {}) =>
  JSON.stringify(composeGuarantee({ ...occasion, ...about }, words))

describe('a guarantee of care', () => {
  it('names the facility, the patient and the last day of the conclusion', () => {
    expect(told()).toContain('di RSUD Panglima Sebaya')
    expect(told()).toContain('Pekerja Uji')
    expect(told()).toContain('paling lambat 7 Maret 2024')
  })

  it('says no day where the law of that time set none', () => {
    expect(told({ concluded_by: null })).not.toContain('paling lambat')
  })

  it('says nothing of what happened, and no number whole', () => {
    expect(told()).not.toMatch(/kecelakaan|cedera|luka|meninggal|\d{16}/i)
  })
})
