import fc from 'fast-check'
import { columnHeadings, neutralizeCell, participantColumns, readHeader } from './index.js'

const template = participantColumns.map((column) => columnHeadings[column][0])

describe('readHeader', () => {
  it('reads the template', () => {
    const answer = readHeader(template)
    expect(answer.ok && [...answer.layout.positions]).toEqual(
      participantColumns.map((column, at) => [column, at]),
    )
  })

  it('reads any order, capitals, spaces and English names', () => {
    const answer = readHeader([
      ' NIK',
      'Tanggal Lahir',
      'sex',
      ...template.filter((each) => !/^(nik|tanggal|jenis)/.test(each)),
    ])
    expect(answer.ok && answer.layout.positions.get('birth_date')).toBe(1)
  })

  it('names every fault of the header at once', () => {
    expect(
      readHeader(['nik', 'NIK', 'alamat', ...template.filter((each) => each !== 'nik' && each !== 'nama')]),
    ).toEqual({
      ok: false,
      refusals: [
        { code: 'HEADER_COLUMN_TWICE', heading: 'NIK' },
        { code: 'HEADER_COLUMN_UNKNOWN', heading: 'alamat' },
        { code: 'HEADER_COLUMN_MISSING', heading: 'nama' },
      ],
    })
  })

  it('takes our own list of refused rows back once it is mended', () => {
    const answer = readHeader(['baris', 'alasan', ...template])
    expect(answer.ok && answer.layout.positions.get('nik')).toBe(2)
  })

  it('does not ask for the optional columns', () => {
    expect(readHeader(template.filter((each) => each !== 'penghasilan' && each !== 'no_hp')).ok).toBe(true)
  })
})

describe('neutralizeCell', () => {
  it('leaves no text that a spreadsheet would run', () => {
    const dangerous = fc
      .tuple(fc.constantFrom('=', '-', '@', '\t', '\r', '+a'), fc.string())
      .map((parts) => parts.join(''))
    fc.assert(fc.property(dangerous, (text) => neutralizeCell(text) === `'${text}`))
  })

  it.each(['Nur’aini = Aini', '+62 812-3456-7890', ''])('leaves "%s" as it is', (text) => {
    expect(neutralizeCell(text)).toBe(text)
  })
})
