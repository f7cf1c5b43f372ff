import { describe, expect, it } from '@jest/globals'
import { personas } from '../../src/operations/story/personas.js'
import { faultOfPassword } from '../../src/staff/password-quality.js'

const DEWI = ['dewi', 'Dewi Lestari']

describe('a new password', () => {
  it.each(['rotan-muara-pasir-42', 'kuda laut memanjat tangga'])(
    'is taken when nobody guesses it: %s',
    (each) => {
      expect(faultOfPassword(each, DEWI)).toBeUndefined()
    },
  )

  it.each([
    ['a word of this house', 'bpjspaser2026'],
    ['the name of the product', 'santunsantun12'],
    ['the own name', 'dewilestari1990'],
    ['a row of keys', 'qwertyuiop123'],
    ['a common password made longer', 'password12345'],
    ['a common Indonesian word', 'bismillah123456'],
  ])('is refused when it is %s', (_, password) => {
    expect(faultOfPassword(password, DEWI)?.code).toBe('TOO_EASY')
  })

  it('is refused when it is short, however odd', () => {
    expect(faultOfPassword('x7!Qz', DEWI)?.code).toBe('WRONG_LENGTH')
  })

  it('of every person of the demonstration is a good example', () => {
    for (const { username, displayName, password } of personas)
      expect([username, faultOfPassword(password, [username, displayName])]).toEqual([username, undefined])
  })
})
