import { describe, expect, it } from '@jest/globals'
import { nameAmong, nameLikeness, numberLikeness, numbersIn } from './lookalikes.js'

const NIK = '6401021708850003'

describe('comparing numbers that a machine read', () => {
  it('takes a number as the same only when every digit was read as it is', () => {
    expect(numberLikeness(NIK, numbersIn(`NIK : ${NIK}`))).toBe('same')
  })

  it('joins a number that was read with gaps', () => {
    expect(numberLikeness(NIK, numbersIn('NIK : 640102 170885 0003'))).toBe('same')
  })

  it.each(['64O1021708850003', '6401021708B50003', '6401021708850008', '64010217088500903'])(
    'takes %s as near, so that a person looks',
    (read) => {
      expect(numberLikeness(NIK, numbersIn(`NIK ${read}`))).toBe('near')
    },
  )

  it('tells the number of somebody else', () => {
    expect(numberLikeness(NIK, numbersIn('NIK : 6409016408930008'))).toBe('differs')
  })

  it('does not take a phone number or a date for it', () => {
    expect(numberLikeness(NIK, numbersIn('HP 081234567890 tanggal 17-08-1985'))).toBe('not_found')
  })
})

describe('comparing names that a machine read', () => {
  it('does not mind case, marks and titles', () => {
    expect(nameLikeness('H. Suryadi Pranata', 'SURYADI  PRANATA.')).toBe('same')
  })

  it('forgives a misread letter', () => {
    expect(nameLikeness('SITI NURHALIMAH', 'SITI NURHAIIMAH')).toBe('near')
  })

  it('tells another name', () => {
    expect(nameLikeness('SITI NURHALIMAH', 'RATNA WULANDARI')).toBe('differs')
  })

  it('finds a name in the midst of a line', () => {
    expect(nameAmong('RATNA WULANDARI', ['2 RATNA WULANDARI 6401025203880002 PEREMPUAN'])).toBe('same')
  })

  it('does not find a name of which only one part is there', () => {
    expect(nameAmong('RATNA WULANDARI', ['RATNA SARI DEWI'])).toBe('not_found')
  })
})
