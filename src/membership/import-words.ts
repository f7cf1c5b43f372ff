import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import {
  type HeaderRefusal,
  type ParticipantColumn,
  columnHeadings,
  headerRefusalCodes,
  rowRefusalCodes,
  rowWarningCodes,
} from '#libs/participant-row'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { readYaml } from '../platform/law-loader/read-yaml.js'
import { type FieldError, InvalidInput } from '../platform/problem/problems.js'

/** Why a file cannot be read at all. */
const fileRefusalCodes = [
  'FILE_EMPTY',
  'FILE_WITHOUT_ROWS',
  'FILE_IS_SPREADSHEET',
  'FILE_NOT_UTF8',
  'FILE_QUOTE_NOT_CLOSED',
  'FILE_LINE_TOO_LONG',
  'FILE_WITHOUT_HEADINGS',
  'TOO_MANY_REFUSED',
] as const
export type FileRefusalCode = (typeof fileRefusalCodes)[number]

/** Why a row that is in order by itself cannot be taken: seen only against the file and the registry. */
export const registryRefusalCodes = [
  'NIK_TWICE_IN_FILE',
  'KPJ_TWICE_IN_FILE',
  'KPJ_OF_ANOTHER_PERSON',
] as const

/** Why an import cannot be taken back; the database answers with these. */
const undoRefusalCodes = [
  'BATCH_UNKNOWN',
  'BATCH_DRY_RUN',
  'BATCH_UNDONE',
  'LATER_IMPORT',
  'LATER_BILL',
  'LATER_CLAIM',
] as const
type UndoRefusalCode = (typeof undoRefusalCodes)[number]

const text = z.string().trim().min(1)
const wordsFor = <Name extends string>(names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, text])) as Record<Name, typeof text>)

const messages = z.strictObject({
  file: wordsFor([...fileRefusalCodes, ...headerRefusalCodes]),
  row: wordsFor([...rowRefusalCodes, ...registryRefusalCodes]),
  warning: wordsFor(rowWarningCodes),
  undo: wordsFor(undoRefusalCodes),
  watch: wordsFor(['TODAY', 'TOMORROW', 'IN_DAYS']),
})

/** A reason as it is stored with a row; `params` fills the gaps of its words. */
export interface RowReason {
  readonly column: ParticipantColumn | null
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** A person can say what the headings stand for: here they are, with the beginning of what stands under them. */
export class HeadingsRefused extends InvalidInput {
  /** Private, so that no log that writes an error down writes people down with it. */
  readonly #firstRows: readonly (readonly string[])[]

  constructor(
    message: string,
    errors: readonly FieldError[],
    readonly headings: readonly string[],
    firstRows: readonly (readonly string[])[],
  ) {
    super(message, errors)
    this.#firstRows = firstRows
  }

  /** As they came: to be masked before they are shown. */
  get firstRows(): readonly (readonly string[])[] {
    return this.#firstRows
  }
}

/** What the import says to people, from `config/messages/import.yaml`; every code has its words, or nothing starts. */
@Injectable()
export class ImportWords {
  private readonly words = messages.parse(
    readYaml(join(findConfigDirectory(), 'messages', 'import.yaml')).content,
  )
  private readonly reasons: Readonly<Record<string, string>> = { ...this.words.row, ...this.words.warning }

  /** `nik: NIK harus 16 angka. …`: the column as the template calls it, the fault, the cure. */
  reason({ column, code, params = {} }: RowReason): string {
    const words = fill(this.reasons[code] ?? code, params)
    return column === null ? words : `${columnHeadings[column][0]}: ${words}`
  }

  /** The problem to throw when a file cannot be read at all. */
  fileRefused(code: FileRefusalCode, params: Record<string, string | number> = {}): InvalidInput {
    const detail = fill(this.words.file[code], params)
    return new InvalidInput(detail, [{ pointer: '/file', code, detail }])
  }

  /** `21 hari lagi`: when cover ends that is still there. */
  endsWhen(days: number): string {
    const { TODAY, TOMORROW, IN_DAYS } = this.words.watch
    return days === 0 ? TODAY : days === 1 ? TOMORROW : fill(IN_DAYS, { days })
  }

  /** The problem to throw when something rests on an import that is to be taken back. */
  undoRefused(code: string): InvalidInput {
    const known = undoRefusalCodes.find((each): each is UndoRefusalCode => each === code)
    const detail = known === undefined ? code : this.words.undo[known]
    return new InvalidInput(detail, [{ pointer: '/batch', code, detail }])
  }

  /** The problem to throw when the first line does not name the columns we need; with the file's first rows where it has any. */
  headerRefused(
    refusals: readonly HeaderRefusal[],
    headings: readonly string[] = [],
    firstRows: readonly (readonly string[])[] = [],
  ): HeadingsRefused {
    const errors = refusals.map(({ code, heading }) => {
      return { pointer: '/file', code, detail: fill(this.words.file[code], { heading }) }
    })
    return new HeadingsRefused(errors.map(({ detail }) => detail).join(' '), errors, headings, firstRows)
  }
}

function fill(words: string, params: Readonly<Record<string, string | number>>): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
