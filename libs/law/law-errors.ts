import type { LocalDate } from '#libs/local-date'
import type { Unit } from './unit.js'

/** One fault in the files of the law, with the place where it is repaired. */
export interface LawProblem {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** The files do not make a book of law; every problem is listed at once, so they are repaired in one sitting. */
export class LawBookError extends Error {
  override readonly name = 'LawBookError'
  constructor(readonly problems: readonly LawProblem[]) {
    const lines = problems.map((problem) => `${problem.file}:${problem.line}: ${problem.message}`)
    super(`Data hukum tidak dapat dipakai (${problems.length} masalah):\n${lines.join('\n')}`)
  }
}

/** The law knows no such value on that day; the caller decides what that means for the claim. */
export class NoLawInForce extends Error {
  override readonly name = 'NoLawInForce'
  constructor(
    readonly parameter: string,
    readonly on: LocalDate,
  ) {
    super(`Tidak ada nilai ${parameter} yang berlaku pada ${on}`)
  }
}

/** No file defines this parameter. */
export class UnknownParameter extends Error {
  override readonly name = 'UnknownParameter'
  constructor(readonly parameter: string) {
    super(`Parameter ${parameter} tidak ada di config/law; lihat daftarnya dengan "law list"`)
  }
}

/** The question does not fit the unit of the parameter: a fault of the program, never of the claim. */
export class WrongUnit extends TypeError {
  override readonly name = 'WrongUnit'
  constructor(parameter: string, unit: Unit, asked: readonly Unit[]) {
    super(`${parameter} has the unit ${unit}, but was asked for as ${asked.join(' or ')}`)
  }
}
