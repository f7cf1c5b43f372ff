import { parseLocalDate } from '#libs/local-date'
import { normalizePhone, parseKk, parseKpj } from './index.js'

const asOf = parseLocalDate('2022-10-24')

describe('parseKk', () => {
  it('reads district, day of issue and serial', () => {
    expect(parseKk('6401 0415 0319 0007', asOf)).toEqual({
      ok: true,
      kk: { number: '6401041503190007', district: '640104', issuedOn: '2019-03-15', serial: '0007' },
    })
  })

  it('knows no women’s day: a card is issued on a day of the calendar', () => {
    expect(parseKk('6401045503190007', asOf)).toEqual({
      ok: false,
      refusals: [{ code: 'KK_ISSUE_DATE_IMPOSSIBLE' }],
    })
  })

  it('refuses a number that is not 16 digits', () => {
    expect(parseKk('640104150319000', asOf)).toEqual({ ok: false, refusals: [{ code: 'KK_NOT_16_DIGITS' }] })
  })

  it('refuses an area that begins with 0', () => {
    expect(parseKk('0401041503190007', asOf)).toEqual({
      ok: false,
      refusals: [{ code: 'KK_AREA_IMPOSSIBLE' }],
    })
  })
})

describe('parseKpj', () => {
  it.each([
    ['22100012345', '22100012345'],
    ['0a100012345', '0A100012345'],
    ['221 0001-2345', '22100012345'],
  ])('reads %s as %s', (text, kpj) => {
    expect(parseKpj(text)).toEqual({ ok: true, kpj })
  })

  it.each(['2210001234', '221000123456', '2210001234é', ''])('refuses "%s"', (text) => {
    expect(parseKpj(text)).toEqual({ ok: false, refusals: [{ code: 'KPJ_NOT_11_CHARACTERS' }] })
  })
})

describe('normalizePhone', () => {
  it.each(['081234567890', '6281234567890', '+62 812-3456-7890', '62 812 3456 7890', '(0812) 3456.7890'])(
    'brings %s to the stored form',
    (text) => {
      expect(normalizePhone(text)).toEqual({ ok: true, phone: '+6281234567890' })
    },
  )

  it.each([
    ['0812345678', true],
    ['081234567', false],
    ['0812345678901', true],
    ['08123456789012', false],
  ])('accepts 8 to 11 digits after 08: %s', (text, ok) => {
    expect(normalizePhone(text).ok).toBe(ok)
  })

  it.each(['0543-21234', '+60 123456789', '8123456789', ''])(
    'refuses %s, which is no Indonesian mobile',
    (text) => {
      expect(normalizePhone(text)).toEqual({ ok: false, refusals: [{ code: 'PHONE_NOT_INDONESIAN_MOBILE' }] })
    },
  )
})
