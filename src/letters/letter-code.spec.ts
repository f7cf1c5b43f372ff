import { describe, expect, it } from '@jest/globals'
import { newLetterCode, readLetterCode, spacedCode } from './letter-code.js'

describe('the code of a letter', () => {
  it('is read back as it was printed', () => {
    const code = newLetterCode()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(spacedCode('7KQ29FTMXW3D8HNE')).toBe('7KQ2\u00a09FTM\u00a0XW3D\u00a08HNE')
    expect(readLetterCode(spacedCode(code).toLowerCase())).toBe(code)
  })

  it('is read with letters that somebody took for digits', () => {
    expect(readLetterCode('oil0 0000 0000 0000')).toBe('0110000000000000')
  })

  it.each(['', '7KQ2', '7KQ2-9FTM-XW3D-8HNE-0', '7KQ2-9FTM-XW3D-8HNU', "' or true --"])(
    'is not "%s"',
    (typed) => {
      expect(readLetterCode(typed)).toBeNull()
    },
  )
})
