import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { fill, LetterWords } from './letter-words.js'

const folder = 'config/letters'
const MOST_WORDS = 15

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

/** A copy of the words with one file changed. */
function withChange(file: string, change: (text: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), 'letters-'))
  cpSync(folder, copy, { recursive: true })
  writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')))
  return copy
}

describe('the words of letters', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))

  it.each(files)('in %s are short sentences that say "meninggal" and make no promise', (file) => {
    const texts = textsOf(parse(readFileSync(join(folder, file), 'utf8')))
    const sentences = texts.flatMap((text) => text.split(/(?<=[.?!])\s+/))
    const long = sentences.filter((sentence) => sentence.split(/\s+/).length > MOST_WORDS)
    expect(long).toEqual([])
    expect(
      texts.filter((text) => /almarhum|wafat|tewas|pasti dibayar|jangan khawatir|error/i.test(text)),
    ).toEqual([])
  })

  it('offer condolence in the receipt alone', () => {
    const offering = files.filter((file) => /berduka/.test(readFileSync(join(folder, file), 'utf8')))
    expect(offering).toEqual(['receipt.yaml'])
  })

  it('with a value that nobody fills refuse the start, by file and line', () => {
    const copy = withChange('request.yaml', (text) => text.replace('{count}', '{jumlah}'))
    expect(() => new LetterWords(copy)).toThrow(
      /config\/letters\/request\.yaml:2 opening: \{jumlah\} tidak dikenal/,
    )
  })

  it('that miss a text refuse the start', () => {
    const copy = withChange('receipt.yaml', (text) => text.replace(/^opening: .*$/m, ''))
    expect(() => new LetterWords(copy)).toThrow(/receipt\.yaml.*opening/)
  })

  it('show of an account its bank and four digits', () => {
    const words = new LetterWords(folder)
    expect(words.account('124', '9900112233445566')).toBe('Bankaltimtara, berakhiran 5566')
    expect(words.account('999', '12345678')).toBe('bank 999, berakhiran 5678')
  })
})

describe('filling a text', () => {
  it('puts every value in its place', () => {
    expect(fill('{a} dan {b}, {a}', { a: 'satu', b: 2 })).toBe('satu dan 2, satu')
  })
})
