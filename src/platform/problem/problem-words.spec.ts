import { describe, expect, it } from '@jest/globals'
import { refusalCodes } from '#libs/lifecycle'
import { ProblemWords } from './problem-words.js'

describe('the words of a refusal', () => {
  const words = new ProblemWords()

  it('show amounts, dates and duties as people write them', () => {
    const over = words.refusal({ code: 'OVER_LIMIT', params: { total: '42000000', limit: '10000000' } })
    expect(over.words).toMatch(/Rp42\.000\.000.*Rp10\.000\.000/)
    const late = words.refusal({
      code: 'DUE_DATE_TOO_LATE',
      params: { dueOn: '2026-03-21', latest: '2026-03-20' },
    })
    expect(late.words).toMatch(/21 Maret 2026.*20 Maret 2026/)
    expect(words.refusal({ code: 'DUTY_ALREADY_HELD', params: { duty: 'verify' } }).words).toContain(
      'Verifikasi',
    )
  })

  it('are a sentence for every code there is', () => {
    for (const code of refusalCodes) expect(words.refusal({ code }).words).toMatch(/^[A-Z].*\.$/)
  })

  it('are the code itself where a code is unknown, so that nothing is ever silent', () => {
    expect(words.refusal({ code: 'FROM_TOMORROW' })).toEqual({
      code: 'FROM_TOMORROW',
      params: {},
      words: 'FROM_TOMORROW',
    })
  })
})
