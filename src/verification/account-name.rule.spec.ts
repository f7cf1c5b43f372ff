import { describe, expect, it } from '@jest/globals'
import { compareNames, isSameName } from './account-name.rule.js'

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

describe('a name beside another', () => {
  it.each([
    ['Siti Aminah', 'HJ. SITI AMINAH', 'match'],
    ['Siti Aminah', 'Siti Aminah Putri', 'near'],
    ['Aminah Siti', 'Siti Aminah', 'near'],
    ['Siti Aminah', 'Siti Amina', 'near'],
    ['Siti Aminah', 'Siti Rahmah', 'mismatch'],
    ['Siti', 'Siti Aminah', 'mismatch'],
    ['Ali', 'Adi', 'mismatch'],
    ['Siti Aminah', '', 'mismatch'],
  ] as const)('%s and %s: %s', (payee, holder, likeness) => {
    expect(compareNames(payee, holder)).toBe(likeness)
    expect(compareNames(holder, payee)).toBe(likeness)
  })
})
