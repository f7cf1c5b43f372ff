import { rupiahInWords } from './index.js'

test.each([
  [0n, 'nol rupiah'],
  [1n, 'satu rupiah'],
  [10n, 'sepuluh rupiah'],
  [11n, 'sebelas rupiah'],
  [17n, 'tujuh belas rupiah'],
  [20n, 'dua puluh rupiah'],
  [100n, 'seratus rupiah'],
  [111n, 'seratus sebelas rupiah'],
  [205n, 'dua ratus lima rupiah'],
  [1000n, 'seribu rupiah'],
  [1001n, 'seribu satu rupiah'],
  [11_000n, 'sebelas ribu rupiah'],
  [100_000n, 'seratus ribu rupiah'],
  [101_000n, 'seratus satu ribu rupiah'],
  [1_000_000n, 'satu juta rupiah'],
  [1_001_000n, 'satu juta seribu rupiah'],
  [42_000_000n, 'empat puluh dua juta rupiah'],
  [174_000_000n, 'seratus tujuh puluh empat juta rupiah'],
  [1_626_307_200n, 'satu miliar enam ratus dua puluh enam juta tiga ratus tujuh ribu dua ratus rupiah'],
  [3_210_000_000_000n, 'tiga triliun dua ratus sepuluh miliar rupiah'],
  [-2500n, 'minus dua ribu lima ratus rupiah'],
])('%s is written "%s"', (amount, written) => {
  expect(rupiahInWords(amount)).toBe(written)
})

test('an amount beyond all our words is refused', () => {
  expect(() => rupiahInWords(10n ** 18n)).toThrow(RangeError)
})
