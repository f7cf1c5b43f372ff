import { parseOptions } from '@node-rs/argon2'
import { describe, expect, it } from '@jest/globals'
import { hashOfPassword, isPassword, STAND_IN } from './password.js'

describe('a password', () => {
  it('is known again by its hash, and no other is', async () => {
    const hash = await hashOfPassword('sampan-kayu-ulin-71')
    await expect(isPassword('sampan-kayu-ulin-71', hash)).resolves.toBe(true)
    await expect(isPassword('sampan-kayu-ulin-72', hash)).resolves.toBe(false)
  })

  it('is hashed as argon2id with 19 MiB and two passes', async () => {
    const { memoryCost, timeCost, parallelism } = parseOptions(await hashOfPassword('sampan-kayu-ulin-71'))
    expect({ memoryCost, timeCost, parallelism }).toEqual({
      memoryCost: 19 * 1024,
      timeCost: 2,
      parallelism: 1,
    })
  })

  it('costs the same to refuse when there is no account at all', async () => {
    expect(parseOptions(STAND_IN)).toEqual(parseOptions(await hashOfPassword('sampan-kayu-ulin-71')))
    await expect(isPassword('sampan-kayu-ulin-71', undefined)).resolves.toBe(false)
  })
})
