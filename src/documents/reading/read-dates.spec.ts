import { describe, expect, it } from '@jest/globals'
import { datesIn } from './read-dates.js'

describe('dates in text', () => {
  it.each([
    ['PASER, 17-08-1985', '1985-08-17'],
    ['17 / 08 / 1985', '1985-08-17'],
    ['pada tanggal 5 Mei 2024', '2024-05-05'],
    ['DUA PULUH FEBRUARI tahun DUA RIBU DUA PULUH ENAM', '2026-02-20'],
    ['tiga puluh satu Desember seribu sembilan ratus sembilan puluh sembilan', '1999-12-31'],
    ['sebelas Januari tahun dua ribu dua puluh enam telah meninggal', '2026-01-11'],
    ['tujuh belas Agustus tahun dua ribu sebelas', '2011-08-17'],
    ['sepuluh Nopember tahun dua ribu dua puluh', '2020-11-10'],
  ])('%s', (text, date) => {
    expect(datesIn(text)).toEqual([date])
  })

  it('are given in the order in which they stand', () => {
    expect(datesIn('lahir 17-08-1985, meninggal dua Mei dua ribu dua puluh lima')).toEqual([
      '1985-08-17',
      '2025-05-02',
    ])
  })

  it.each(['31-02-2024', '00-01-2024', 'Nomor 6401-KM-26022026-0014', '12-13-2024'])('%s is none', (text) => {
    expect(datesIn(text)).toEqual([])
  })
})
