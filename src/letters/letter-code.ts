import { randomBytes } from 'node:crypto'

/** Digits and letters that nobody confuses when a code is read out: no I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** A code of a letter: eighty bits that say nothing and that nobody guesses. */
export function newLetterCode(): string {
  return [...randomBytes(LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
}

/** As it is printed: groups of four that no line end tears apart. */
export function spacedCode(code: string): string {
  return code.replace(/(?<=.)(?=(?:.{4})+$)/g, '\u00a0')
}

/** What somebody typed or scanned, as a code; letters that look like digits are read as these. */
export function readLetterCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null
}
