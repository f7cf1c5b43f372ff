export const cellRefusalCodes = [
  'CELL_FORMULA',
  'CELL_CONTROL_CHARACTER',
  'CELL_BROKEN_ENCODING',
  'CELL_TOO_LONG',
] as const

export type CellRefusalCode = (typeof cellRefusalCodes)[number]

const LONGEST_CELL = 100
/** Most cells are this, and one look tells that nothing below can be wrong with them. */
const PLAIN = /^(?![=+\-@])[\x20-\x7e]*$/
const STARTS_A_FORMULA = /^[=+\-@\t\r]/
const INTERNATIONAL_PHONE = /^\+[\d\s().-]+$/
/** The character a decoder leaves where bytes were no UTF-8: the letter that stood there is lost. */
const REPLACEMENT = '\uFFFD'
/** Control characters, line ends, and invisible characters that hide or reorder text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/**
 * Why a cell cannot be taken as text, whatever its column: a spreadsheet would run it, it holds what cannot be seen,
 * or its letters were lost on the way. A number like `+62 812…` is not a formula.
 *
 * @param text the cell without surrounding spaces
 */
export function cellRefusal(text: string): CellRefusalCode | null {
  if (text.length > LONGEST_CELL) return 'CELL_TOO_LONG'
  if (PLAIN.test(text)) return null
  if (isFormula(text)) return 'CELL_FORMULA'
  if (text.includes(REPLACEMENT)) return 'CELL_BROKEN_ENCODING'
  if (UNPRINTABLE.test(text)) return 'CELL_CONTROL_CHARACTER'
  return null
}

/** Writes a cell so that no spreadsheet runs it: a leading apostrophe makes a formula text. */
export function neutralizeCell(text: string): string {
  return isFormula(text) ? `'${text}` : text
}

/** Digits after a plus are a phone number; a spreadsheet makes at most a sum of them. */
function isFormula(text: string): boolean {
  return STARTS_A_FORMULA.test(text) && !INTERNATIONAL_PHONE.test(text)
}

/** Takes away spaces around a cell; tabs and line ends stay, they are refused. */
export function trimSpaces(text: string): string {
  // Most cells have none, and a million of them are quicker looked at than searched.
  if (!isSpace(text.charCodeAt(0)) && !isSpace(text.charCodeAt(text.length - 1))) return text
  return text.replace(/^[ \u00A0]+|[ \u00A0]+$/g, '')
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0xa0
}
