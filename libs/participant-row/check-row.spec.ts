import { parseLocalDate } from '#libs/local-date'
import {
  type ParticipantColumn,
  type RowAnswer,
  columnHeadings,
  participantColumns,
  readHeader,
  rowChecker,
} from './index.js'

const context = {
  asOf: parseLocalDate('2022-10-24'),
  sponsored: false,
  knownDistricts: new Set(['640104', '640106']),
}

const good: Readonly<Record<ParticipantColumn, string>> = {
  nik: '6401041708809001',
  kpj: '99000000001',
  name: 'Abdul Salim',
  birth_date: '1980-08-17',
  sex: 'L',
  segment: 'BPU',
  occupation: 'petani',
  area_code: '6401042001',
  membership_start: '2022-10-01',
  reported_income: '',
  phone: '',
}

function check(changes: Partial<Record<ParticipantColumn, string>> = {}): RowAnswer {
  const header = readHeader(participantColumns.map((column) => columnHeadings[column][0]))
  if (!header.ok) throw new Error('the template header is refused')
  const cells = participantColumns.map((column) => changes[column] ?? good[column])
  return rowChecker(header.layout, context)(cells)
}

function refusalsOf(changes: Partial<Record<ParticipantColumn, string>>): string[] {
  const answer = check(changes)
  return answer.ok ? [] : answer.refusals.map(({ column, code }) => `${column ?? 'row'}: ${code}`)
}

function warningsOf(changes: Partial<Record<ParticipantColumn, string>>): string[] {
  const answer = check(changes)
  return answer.ok ? answer.warnings.map(({ column, code }) => `${column}: ${code}`) : ['refused']
}

describe('a good row', () => {
  it('becomes a participant', () => {
    expect(check({ reported_income: 'Rp1.000.000', phone: '0812-3456-7890' })).toEqual({
      ok: true,
      warnings: [],
      row: {
        nik: '6401041708809001',
        kpj: '99000000001',
        name: 'Abdul Salim',
        birthDate: '1980-08-17',
        sex: 'male',
        segment: 'BPU',
        occupation: 'petani',
        areaCode: '6401042001',
        membershipStart: '2022-10-01',
        reportedIncome: 1_000_000n,
        phone: '+6281234567890',
      },
    })
  })

  it.each([['1980-08-17'], ['17-08-1980'], ['17/08/1980'], ['17.08.1980']])(
    'may write the birth date as %s',
    (birthDate) => {
      const answer = check({ birth_date: birthDate })
      expect(answer.ok && answer.row.birthDate).toBe('1980-08-17')
    },
  )

  it.each([
    ['l', 'male'],
    ['Laki-laki', 'male'],
    ['PEREMPUAN', 'female'],
  ])('may write the sex as %s', (text, sex) => {
    const answer = check({ sex: text })
    expect(answer.ok && answer.row.sex).toBe(sex)
  })

  it('may hold a single name, an apostrophe and spaces too many', () => {
    const answer = check({ name: '  Nur’aini   binti  Amat ' })
    expect(answer.ok && answer.row.name).toBe('Nur’aini binti Amat')
    expect(check({ name: 'Slamet' }).ok).toBe(true)
  })

  it('may leave out the optional columns altogether', () => {
    const required = participantColumns.filter((column) => column !== 'reported_income' && column !== 'phone')
    const header = readHeader(required)
    const cells = required.map((column) => good[column])
    expect(header.ok && rowChecker(header.layout, context)(cells).ok).toBe(true)
  })

  it('may write an international phone number, which is no formula', () => {
    const answer = check({ phone: '+62 812 3456 7890' })
    expect(answer.ok && answer.row.phone).toBe('+6281234567890')
  })
})

describe('a refused row', () => {
  it.each<[string, Partial<Record<ParticipantColumn, string>>, string]>([
    ['a NIK that is too short', { nik: '640104170880900' }, 'nik: NIK_NOT_16_DIGITS'],
    ['a NIK a spreadsheet has rounded', { nik: '6,40104E+15' }, 'nik: NUMBER_CHANGED_BY_SPREADSHEET'],
    ['a NIK born on 31 February', { nik: '6401043102809001' }, 'nik: NIK_BIRTH_DATE_IMPOSSIBLE'],
    ['a KPJ of ten digits', { kpj: '9900000001' }, 'kpj: KPJ_NOT_11_CHARACTERS'],
    ['a KPJ a spreadsheet has rounded', { kpj: '9.9E+10' }, 'kpj: NUMBER_CHANGED_BY_SPREADSHEET'],
    ['a birth date that does not exist', { birth_date: '31-02-1980' }, 'birth_date: DATE_DOES_NOT_EXIST'],
    ['a birth date in words', { birth_date: '17 Agustus 1980' }, 'birth_date: DATE_UNREADABLE'],
    ['the day of a spreadsheet', { birth_date: '29450' }, 'birth_date: DATE_UNREADABLE'],
    ['a birth date of tomorrow', { birth_date: '2022-10-25' }, 'birth_date: BIRTH_DATE_IN_FUTURE'],
    ['a birth date of 1880', { birth_date: '1880-08-17' }, 'birth_date: BIRTH_DATE_TOO_LONG_AGO'],
    [
      'a start that does not exist',
      { membership_start: '2022-13-01' },
      'membership_start: DATE_DOES_NOT_EXIST',
    ],
    ['a start in 2202', { membership_start: '2202-10-01' }, 'membership_start: MEMBERSHIP_START_TOO_FAR'],
    [
      'a start before the birth',
      { membership_start: '1980-08-16' },
      'membership_start: MEMBERSHIP_BEFORE_BIRTH',
    ],
    ['an unknown sex', { sex: 'W' }, 'sex: SEX_UNKNOWN'],
    ['an unknown segment', { segment: 'PMI' }, 'segment: SEGMENT_UNKNOWN'],
    ['a name without letters', { name: '. .' }, 'name: WORDS_WITHOUT_LETTERS'],
    ['an empty name', { name: '  ' }, 'name: CELL_EMPTY'],
    ['a name of 101 characters', { name: 'a'.repeat(101) }, 'name: CELL_TOO_LONG'],
    ['an area that is no code', { area_code: 'Tanah Grogot' }, 'area_code: AREA_CODE_UNREADABLE'],
    ['an income with decimals', { reported_income: '1.000.000,50' }, 'reported_income: INCOME_UNREADABLE'],
    ['a wage earner without wage', { segment: 'PU' }, 'reported_income: WAGE_MISSING'],
    ['a phone of another country', { phone: '+60 123456789' }, 'phone: PHONE_NOT_INDONESIAN_MOBILE'],
  ])('names column and reason for %s', (_, changes, expected) => {
    expect(refusalsOf(changes)).toEqual([expected])
  })

  it.each([
    ['=HYPERLINK("http://x")', 'CELL_FORMULA'],
    ['+1+cmd', 'CELL_FORMULA'],
    ['-2+3', 'CELL_FORMULA'],
    ['@SUM(A1)', 'CELL_FORMULA'],
    ['  =1+1', 'CELL_FORMULA'],
    ['\t=1+1', 'CELL_FORMULA'],
    ['\rAbdul', 'CELL_FORMULA'],
    ['Abdul\nSalim', 'CELL_CONTROL_CHARACTER'],
    ['Abdul\u0000', 'CELL_CONTROL_CHARACTER'],
    ['Abdul \u202Emilas', 'CELL_CONTROL_CHARACTER'],
    ['Abd\uFFFDl', 'CELL_BROKEN_ENCODING'],
  ])('refuses the name %j', (name, code) => {
    expect(refusalsOf({ name })).toEqual([`name: ${code}`])
  })

  it('refuses a formula in any column', () => {
    for (const column of participantColumns)
      expect(refusalsOf({ [column]: '=1+1' })).toEqual([`${column}: CELL_FORMULA`])
  })

  it('says everything that is wrong at once', () => {
    expect(refusalsOf({ nik: '0401043102800000', kpj: 'x', sex: '', phone: '123' })).toEqual([
      'nik: NIK_AREA_IMPOSSIBLE',
      'nik: NIK_BIRTH_DATE_IMPOSSIBLE',
      'nik: NIK_SERIAL_ZERO',
      'kpj: KPJ_NOT_11_CHARACTERS',
      'sex: CELL_EMPTY',
      'phone: PHONE_NOT_INDONESIAN_MOBILE',
    ])
  })

  it('refuses a wage earner whom a sponsor pays for', () => {
    const header = readHeader(participantColumns)
    const cells = participantColumns.map((column) => (column === 'segment' ? 'PU' : good[column]))
    const answer = header.ok && rowChecker(header.layout, { ...context, sponsored: true })(cells)
    expect(answer).toEqual({ ok: false, refusals: [{ column: 'segment', code: 'SEGMENT_NOT_SPONSORED' }] })
  })

  it('has as many cells as the header, or is refused as a whole', () => {
    const header = readHeader(participantColumns)
    expect(header.ok && rowChecker(header.layout, context)(['6401041708809001'])).toEqual({
      ok: false,
      refusals: [{ column: null, code: 'ROW_WRONG_WIDTH' }],
    })
  })
})

describe('a doubtful row is taken with a warning', () => {
  it.each<[string, Partial<Record<ParticipantColumn, string>>, string[]]>([
    ['the sex differs from the NIK', { sex: 'P' }, ['sex: NIK_SEX_DIFFERS']],
    [
      'the birth date differs from the NIK',
      { birth_date: '1980-08-18' },
      ['birth_date: NIK_BIRTH_DATE_DIFFERS'],
    ],
    ['the area is not on the map', { area_code: '999999' }, ['area_code: DISTRICT_UNKNOWN']],
    ['the district of the NIK is not on the map', { nik: '6499041708809001' }, ['nik: NIK_DISTRICT_UNKNOWN']],
  ])('when %s', (_, changes, expected) => {
    expect(warningsOf(changes)).toEqual(expected)
  })

  it('but not for a person older than a hundred years, whose century no NIK tells', () => {
    expect(warningsOf({ nik: '6401041708209001', birth_date: '1920-08-17' })).toEqual([])
  })
})
