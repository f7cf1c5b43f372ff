/**
 * `law list`, `law show`, `law diff`: what the law says, on which day, by which article, and how sure we are of it.
 * Reads files only; needs no database and changes nothing, except `law schemas`, which rewrites the editor schemas.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LawBook, LawBookError, UnknownParameter } from '#libs/law'
import { type LocalDate, isLocalDate } from '#libs/local-date'
import { type Command, InvalidArgumentError } from 'commander'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { editorSchemas } from '../../platform/law-loader/editor-schemas.js'
import { loadLaw } from '../../platform/law-loader/load-law.js'
import { diffJson, diffText } from './law-diff.view.js'
import { listJson, listText } from './law-list.view.js'
import { showJson, showText } from './law-show.view.js'

interface Options {
  readonly law?: string
  readonly json?: boolean
}

export function registerLawCommands(program: Command): void {
  const law = program
    .command('law')
    .description('Peraturan sebagai data: nilai, masa berlaku, pasal dan kepastiannya')
  withOptions(law.command('list').description('Semua parameter dengan nilai terakhirnya'))
    .argument('[kata]', 'hanya yang nama atau labelnya memuat kata ini')
    .action((words: string | undefined, options: Options, command: Command) =>
      answer(command, options, (book) => (options.json ? listJson(book, words) : listText(book, words))),
    )
  withOptions(
    law.command('show').description('Satu parameter: nilai pada suatu tanggal, pasal, dan riwayatnya'),
  )
    .argument('<parameter>', 'misalnya jkm.lump')
    .argument('[tanggal]', 'TTTT-BB-HH', readDate)
    .action((name: string, on: LocalDate | undefined, options: Options, command: Command) =>
      answer(command, options, (book) =>
        options.json ? showJson(book, name, on) : showText(book, name, on),
      ),
    )
  withOptions(law.command('diff').description('Parameter yang nilainya berbeda antara dua tanggal'))
    .argument('<tanggal>', 'TTTT-BB-HH', readDate)
    .argument('<tanggal-lain>', 'TTTT-BB-HH', readDate)
    .action((first: LocalDate, second: LocalDate, options: Options, command: Command) =>
      answer(command, options, (book) =>
        options.json ? diffJson(book, first, second) : diffText(book, first, second),
      ),
    )
  law
    .command('schemas')
    .description('Menulis ulang skema JSON untuk penyunting berkas')
    .action(writeEditorSchemas)
}

function withOptions(command: Command): Command {
  return command
    .option('--law <folder>', 'folder data hukum selain config/law')
    .option('--json', 'keluaran untuk mesin')
}

function readDate(text: string): LocalDate {
  if (!isLocalDate(text))
    throw new InvalidArgumentError(`"${text}" bukan tanggal; tulis TTTT-BB-HH, misalnya 2024-05-01.`)
  return text
}

/** Text is printed as it is, anything else as JSON; what the user can repair is said without a stack. */
function answer(command: Command, options: Options, view: (book: LawBook) => string | object): void {
  try {
    const shown = view(loadLaw(options.law))
    write(command, typeof shown === 'string' ? shown : `${JSON.stringify(shown, null, 2)}\n`)
  } catch (error) {
    if (error instanceof UnknownParameter) command.error(withSuggestions(error, loadLaw(options.law)))
    if (error instanceof LawBookError) command.error(error.message)
    throw error
  }
}

/** The names that begin most like the one that was asked for. */
function withSuggestions(error: UnknownParameter, book: LawBook): string {
  const near = book
    .names()
    .map((name) => ({ name, likeness: commonStart(name, error.parameter) }))
    .filter(({ likeness }) => likeness > 2)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 5)
  return near.length > 0
    ? `${error.message}\nMungkin: ${near.map(({ name }) => name).join(', ')}`
    : error.message
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}

function write(command: Command, text: string): void {
  command.configureOutput().writeOut?.(text)
}

function writeEditorSchemas(): void {
  for (const [file, text] of editorSchemas())
    writeFileSync(join(findConfigDirectory(), 'schemas', file), text)
}
