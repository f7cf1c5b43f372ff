import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOfText, recallParsed, rememberParsed } from './parsed-files.js'
import { readYaml } from './read-yaml.js'

const folder = mkdtempSync(join(tmpdir(), 'santun-parsed-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

test('what was remembered is recalled, in one file and no other', () => {
  const parsed = new Map([[digestOfText('unit: IDR'), { unit: 'IDR' }]])
  rememberParsed(join(folder, 'parsed.json'), parsed)
  expect(recallParsed(join(folder, 'parsed.json'))).toEqual(parsed)
  expect(readdirSync(folder)).toEqual(['parsed.json'])
})

test('nothing is recalled from a missing or spoilt file', () => {
  expect(recallParsed(join(folder, 'missing.json'))).toEqual(new Map())
  expect(recallParsed(fileOf('spoilt.json', '[["x"'))).toEqual(new Map())
})

test('nothing is kept in a folder that is not there', () => {
  expect(() => rememberParsed(join(folder, 'nowhere', 'parsed.json'), new Map())).not.toThrow()
})

test('a text that was parsed before is not parsed again, and still knows its lines', () => {
  const text = 'label: a\nunit: IDR\n'
  const before = new Map([[digestOfText(text), { label: 'remembered' }]])
  const read = readYaml(fileOf('one.yaml', text), before)
  expect(read.content).toEqual({ label: 'remembered' })
  expect(read.lineOf(['unit'])).toBe(2)
})

test('a text with one letter changed is parsed', () => {
  const before = new Map([[digestOfText('unit: IDR\n'), { unit: 'IDR' }]])
  expect(readYaml(fileOf('two.yaml', 'unit: days\n'), before).content).toEqual({ unit: 'days' })
})
