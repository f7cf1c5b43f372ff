import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { runCommandLine } from './command-line.js'

describe('the command line', () => {
  let said = ''
  beforeEach(() => {
    said = ''
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        said += String(text)
        return true
      })
  })
  afterEach(() => {
    jest.restoreAllMocks()
    process.exitCode = undefined
  })

  const run = async (...words: string[]) => {
    await runCommandLine(['node', 'santun', ...words])
    return { said, code: process.exitCode }
  }
  const help = 'Lihat caranya: npm run santun --'

  it.each([
    [
      'a command that is none',
      ['lifecycl'],
      `Perintah lifecycl tidak dikenal. Maksud Anda lifecycle? ${help} --help\n`,
    ],
    [
      'an option that is none',
      ['lifecycle', 'print', '--jso'],
      `Opsi --jso tidak dikenal. ${help} lifecycle --help\n`,
    ],
    ['an argument that is missing', ['explain'], `Isian <nomor> belum ada. ${help} explain --help\n`],
    ['too many arguments', ['stuck', 'satu'], `Isian terlalu banyak. ${help} stuck --help\n`],
    [
      'an option without its value',
      ['audit', 'anchor', '--out'],
      `Opsi --out <file> belum diberi nilai. ${help} audit --help\n`,
    ],
    [
      'a value that does not fit',
      ['audit', 'anchor', '--until', 'kemarin'],
      `Nilai kemarin tidak sah. Tulis misalnya 2026-11-22T00:00:00Z. ${help} audit --help\n`,
    ],
    [
      'an argument that does not fit',
      ['keys', 'renew-index', 'hp'],
      `Nilai hp tidak sah. Pilih salah satu: nik, phone, account. ${help} keys --help\n`,
    ],
  ])(
    'says in Indonesian what is wrong with %s, and where the right use is shown',
    async (_, words, answer) => {
      expect(await run(...words)).toEqual({ said: answer, code: 2 })
    },
  )

  it.each([[[]], [['audit']], [['audit', 'anchor', '--help']]])(
    'helps in Indonesian with %j',
    async (words) => {
      const { said: shown } = await run(...words)
      expect(shown).toMatch(/^Cara pakai: santun/)
      expect(shown).toContain('tampilkan bantuan')
      expect(shown).not.toMatch(/usage|options|command|display|default/i)
    },
  )
})
