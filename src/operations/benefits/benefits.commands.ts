/**
 * `benefits evaluate` and `benefits compare`: the calculations on a file of cases, for people and for machines. Reads
 * files only; needs no database and changes nothing. Input that cannot be decided ends with exit code 2, the path of
 * each field and a sentence, and no partial answer.
 */
import { plainParameter, type Refusal, toJson } from '#libs/benefits'
import { LawBookError } from '#libs/law'
import { type Command, CommanderError } from 'commander'
import { loadRules, type Rules } from '../rules.js'
import { caseInWords } from './answer-in-words.js'
import { type FileCase, readCaseFile } from './case-file.js'
import { type ChangedCase, compareCases } from './comparison.js'
import { comparisonInWords } from './comparison-in-words.js'
import { evaluateCases, type EvaluatedCase } from './evaluated-case.js'

interface Options {
  readonly file: string
  readonly law?: string
  readonly json?: boolean
}

export function registerBenefitCommands(program: Command): void {
  const benefits = program
    .command('benefits')
    .description('Perhitungan manfaat JKK, JKM, dan beasiswa dari berkas fakta')
  benefits
    .command('evaluate')
    .description('Hitung setiap perkara: keputusan, jumlah, pasal, dan alasannya')
    .requiredOption('--file <berkas>', 'berkas YAML atau JSON, atau - untuk masukan baku')
    .option('--law <folder>', 'folder data hukum selain config/law')
    .option('--json', 'keluaran untuk mesin: satu jawaban untuk setiap perkara')
    .action((options: Options, command: Command) => evaluateFile(options, command))
  benefits
    .command('compare')
    .description('Hitung perkara yang sama dengan dua hukum: setiap rupiah yang berubah dan sebabnya')
    .requiredOption('--file <berkas>', 'berkas YAML atau JSON, atau - untuk masukan baku')
    .requiredOption('--law <folder>', 'folder data hukum pembanding')
    .option('--json', 'keluaran untuk mesin')
    .action((options: Options, command: Command) => compareFile(options, command))
}

function evaluateFile(options: Options, command: Command): void {
  const { law, calendar } = rulesFrom(options.law, command)
  const evaluated = evaluateCases(casesFrom(options.file, command), law, calendar)
  if (!evaluated.ok) refuse(evaluated.refusals, command)
  const text = options.json
    ? `${toJson(evaluated.cases.map(documentOf), 2)}\n`
    : evaluated.cases.map(caseInWords).join('\n')
  write(command, text)
}

function compareFile(options: Options, command: Command): void {
  const [before, after] = [rulesFrom(undefined, command), rulesFrom(options.law, command)]
  const cases = casesFrom(options.file, command)
  const changes = compareCases(cases, before, after)
  write(
    command,
    options.json ? `${toJson(changes.map(changeDocument), 2)}\n` : comparisonInWords(changes, cases.length),
  )
}

function documentOf({ id, answer }: EvaluatedCase): object {
  const named = id === undefined ? {} : { id }
  return answer ? { ...named, ...answer } : { ...named, skipped: 'decomposition' }
}

function changeDocument({ causes, ...change }: ChangedCase): object {
  return {
    ...change,
    causes: causes.map(({ parameter, before, after }) => ({
      parameter,
      before: before ? plainParameter(before) : null,
      after: after ? plainParameter(after) : null,
    })),
  }
}

function casesFrom(path: string, command: Command): readonly FileCase[] {
  const file = readCaseFile(path)
  if (!file.ok) refuse(file.refusals, command)
  return file.cases
}

function rulesFrom(folder: string | undefined, command: Command): Rules {
  try {
    return loadRules(folder)
  } catch (error) {
    if (folder === undefined && !(error instanceof LawBookError)) throw error
    return fail(error instanceof Error ? error.message : String(error), command)
  }
}

function refuse(refusals: readonly Refusal[], command: Command): never {
  const sentences = refusals.map(({ path, message }) => `${path}: ${message}`)
  return fail(sentences.join('\n'), command)
}

/** Wrong input is no wrong use, so the help of the command is not shown with it. */
function fail(message: string, command: Command): never {
  command.configureOutput().writeErr?.(`${message}\n`)
  throw new CommanderError(2, 'santun.wrong_input', message)
}

function write(command: Command, text: string): void {
  command.configureOutput().writeOut?.(text)
}
