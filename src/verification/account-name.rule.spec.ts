import { describe, expect, it } from '@jest/globals'
import { isSameName } from './account-name.rule.js'

describe('the name on an account', () => {
  it.each([
    ['Siti Aminah', 'SITI AMINAH'],
    ['Hj. Siti Aminah', 'Siti Aminah'],
    ['Muhammad Yusuf', 'M. YUSUF'],
    ['Moh Yusuf', 'Muhammad Yusuf'],
  ])('of %s matches %s', (payee, holder) => expect(isSameName(payee, holder)).toBe(true))

  it.each([
    ['Siti Aminah', 'Siti Aminah Putri'],
    ['Siti Aminah', 'Siti Amina'],
    ['Yusuf', 'Yusri'],
  ])('of %s does not match %s', (payee, holder) => expect(isSameName(payee, holder)).toBe(false))
})
