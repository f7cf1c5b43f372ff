import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loggedError, withoutNumbers } from './scrub.js'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`))
const words = fc.stringMatching(/^[ a-zA-Z:,()=]{0,30}$/)

describe('a log line', () => {
  it('shows no NIK, KPJ, phone or account, whatever stands around it', () => {
    const numbers = fc.oneof(...[8, 10, 11, 12, 13, 16, 20].map(digits))
    fc.assert(
      fc.property(words, numbers, words, (before, number, after) => {
        expect(withoutNumbers(`${before}${number}${after}`)).not.toContain(number)
      }),
    )
  })

  it.each(['0812 3456 7890', '+62 812-3456-7890', '6401.0412.0375.0001', '(0812-3456-7890)'])(
    'hides %s',
    (number) => {
      expect(withoutNumbers(`call ${number} now`)).not.toMatch(/\d{3}/)
    },
  )

  it.each([
    'JKM-PSR-2210-000001',
    '225c95a6-531f-4813-9b81-383c99c43c2c',
    '2022-10-17T01:00:00.000Z',
    'attempt 3 of 4 after 1500 ms',
  ])('keeps %s', (text) => expect(withoutNumbers(text)).toBe(text))
})

describe('an error in the log', () => {
  it('keeps what was broken and where, not what was written', () => {
    const error = Object.assign(new Error(`insert into claim_party values ('Siti') - duplicate key "Siti"`), {
      code: '23505',
      constraint: 'claim_party_pkey',
      detail: 'Key (name)=(Siti) already exists.',
    })
    const logged = loggedError(new Error('could not write 6401041203750001', { cause: error }))
    expect(JSON.stringify(logged)).not.toMatch(/Siti|6401041203750001/)
    expect(logged).toMatchObject({
      message: 'could not write •',
      cause: { code: '23505', constraint: 'claim_party_pkey' },
    })
  })
})
