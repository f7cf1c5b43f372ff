import fc from 'fast-check'
import { type LocalDate, addDays, parseLocalDate } from '#libs/local-date'
import { type NikRefusalCode, composeNik, maskNik, parseNik } from './index.js'

const asOf = parseLocalDate('2022-10-24')
/** The shape as the domain writes it: area, day (women + 40), month, year, serial. */
const shape = /^[1-9]\d{5}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}$/

function codesOf(text: string, on: LocalDate = asOf): NikRefusalCode[] {
  const answer = parseNik(text, on)
  return answer.ok ? [] : answer.refusals.map(({ code }) => code)
}

function birthDateOf(text: string, on: LocalDate = asOf): string | undefined {
  const answer = parseNik(text, on)
  return answer.ok ? answer.nik.birthDate : undefined
}

describe('parseNik', () => {
  it('reads the parts of a man’s number', () => {
    expect(parseNik('6401041708809001', asOf)).toEqual({
      ok: true,
      nik: {
        number: '6401041708809001',
        province: '64',
        regency: '6401',
        district: '640104',
        sex: 'male',
        birthDate: '1980-08-17',
        serial: '9001',
      },
    })
  })

  it('takes 40 from the day of a woman', () => {
    const answer = parseNik('6401047112799001', asOf)
    expect(answer.ok && [answer.nik.sex, answer.nik.birthDate]).toEqual(['female', '1979-12-31'])
  })

  it('reads a number written in groups', () => {
    expect(birthDateOf(' 6401.0417 0880-9001 ')).toBe('1980-08-17')
  })

  it('puts a birthday of today into this century and one of tomorrow into the last', () => {
    expect(birthDateOf('6401042410229001')).toBe('2022-10-24')
    expect(birthDateOf('6401042510229001')).toBe('1922-10-25')
  })

  it('takes the century from the reference date', () => {
    expect(birthDateOf('6401040101609001', parseLocalDate('2061-01-01'))).toBe('2060-01-01')
  })

  it('takes the century in which 29 February existed', () => {
    expect(birthDateOf('6401042902009001')).toBe('2000-02-29')
    expect(birthDateOf('6401042902249001')).toBe('1924-02-29')
  })

  it.each([
    ['a day that no month has', '6401043208809001'],
    ['31 April', '6401043104809001'],
    ['30 February', '6401043002809001'],
    ['29 February of a common year in both centuries', '6401042902229001'],
    ['day 40, which is no woman’s first', '6401044008809001'],
    ['day 72, which is no woman’s last', '6401047208809001'],
    ['day 00', '6401040008809001'],
    ['month 13', '6401041713809001'],
    ['month 00', '6401041700809001'],
  ])('refuses %s', (_, number) => {
    expect(codesOf(number)).toEqual(['NIK_BIRTH_DATE_IMPOSSIBLE'])
  })

  it.each([
    ['fifteen digits', '640104170880900'],
    ['seventeen digits', '64010417088090011'],
    ['a letter', '64010417O8809001'],
    ['nothing', ''],
    ['digits of another script', '٦٤٠١٠٤١٧٠٨٨٠٩٠٠١'],
  ])('refuses %s', (_, number) => {
    expect(codesOf(number)).toEqual(['NIK_NOT_16_DIGITS'])
  })

  it('refuses serial 0000', () => {
    expect(codesOf('6401041708800000')).toEqual(['NIK_SERIAL_ZERO'])
  })

  it('says everything that is wrong at once', () => {
    expect(codesOf('0401043213800000')).toEqual([
      'NIK_AREA_IMPOSSIBLE',
      'NIK_BIRTH_DATE_IMPOSSIBLE',
      'NIK_SERIAL_ZERO',
    ])
  })

  it('accepts only numbers of the known shape, and refuses of those only impossible days and serials', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 16, maxLength: 16 })
    fc.assert(
      fc.property(digits, (number) => {
        const codes = codesOf(number)
        if (codes.length === 0) expect(number).toMatch(shape)
        else if (shape.test(number)) expect(codes).not.toContain('NIK_AREA_IMPOSSIBLE')
      }),
      { numRuns: 2000 },
    )
  })
})

describe('composeNik', () => {
  const districts = fc.constantFrom('640101', '640104', '110101', '967110')
  const birthDates = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(asOf, -days))
  const sexes = fc.constantFrom('male' as const, 'female' as const)

  it('writes what parseNik reads back', () => {
    fc.assert(
      fc.property(
        districts,
        sexes,
        birthDates,
        fc.integer({ min: 1, max: 9999 }),
        (district, sex, birthDate, serial) => {
          const number = composeNik({ district, sex, birthDate, serial })
          expect(number).toMatch(shape)
          expect(parseNik(number, asOf)).toMatchObject({
            ok: true,
            nik: { number, district, sex, birthDate, serial: String(serial).padStart(4, '0') },
          })
        },
      ),
    )
  })

  it.each([0, 10_000, 1.5])('refuses serial %p', (serial) => {
    expect(() => composeNik({ district: '640104', sex: 'male', birthDate: asOf, serial })).toThrow(RangeError)
  })

  it('refuses a district that is not six digits', () => {
    expect(() => composeNik({ district: '6401', sex: 'male', birthDate: asOf, serial: 1 })).toThrow(
      /six digits/,
    )
  })
})

describe('maskNik', () => {
  it('leaves the last four digits', () => {
    expect(maskNik('6401041708809001')).toBe('************9001')
  })

  it('leaves nothing of a number that has no more than four characters', () => {
    expect(maskNik('9001')).toBe('****')
  })
})
