import type { LocalDate, MonthDay } from '#libs/local-date'
import type { Ratio, Rupiah } from '#libs/rupiah'
import type { Choice, ChoiceName } from './choices.js'
import { checkDocuments } from './check-documents.js'
import { digestOf } from './digest.js'
import type { LawDocument } from './law-document.js'
import { LawBookError, NoLawInForce, UnknownParameter, WrongUnit } from './law-errors.js'
import { type Parameter, isVersion } from './parameter.js'
import type { TableName, TableRow } from './tables.js'
import { type Unit, integerUnits } from './unit.js'
import type { LawValue, Version } from './version.js'

/**
 * The law as data: every number, date and reading of the rules, as it was in force on a day, with its article.
 * A name may be an alias. The `find…` questions answer `undefined` where the law knows no such value on that day; the
 * others throw NoLawInForce. An unknown name or the wrong question for a unit is a fault of the program and throws.
 */
export class LawBook {
  private constructor(
    private readonly byName: ReadonlyMap<string, Parameter>,
    /** SHA-256 over all that a calculation can see: values, dates and articles, not labels and notes. */
    readonly digest: string,
  ) {}

  /** @throws LawBookError with every problem of every document */
  static of(documents: readonly LawDocument[]): LawBook {
    const { parameters, problems } = checkDocuments(documents)
    if (problems.length > 0) throw new LawBookError(problems)
    const byName = new Map<string, Parameter>()
    for (const parameter of parameters) {
      for (const name of [parameter.name, ...parameter.aliases]) byName.set(name, parameter)
    }
    return new LawBook(byName, digestOf(parameters))
  }

  /** Whole rupiah. */
  amount(name: string, on: LocalDate): Version<Rupiah> {
    return guarantee(name, on, this.findAmount(name, on))
  }

  findAmount(name: string, on: LocalDate): Version<Rupiah> | undefined {
    return this.ask<Rupiah>(name, on, ['IDR'])
  }

  /** Years, months, days, hours, children … as a whole number. */
  integer(name: string, on: LocalDate): Version<number> {
    return guarantee(name, on, this.findInteger(name, on))
  }

  findInteger(name: string, on: LocalDate): Version<number> | undefined {
    return this.ask<number>(name, on, integerUnits)
  }

  /** A percentage as an exact fraction: 70 percent is 7/10. */
  percent(name: string, on: LocalDate): Version<Ratio> {
    return guarantee(name, on, this.findPercent(name, on))
  }

  findPercent(name: string, on: LocalDate): Version<Ratio> | undefined {
    return this.ask<Ratio>(name, on, ['percent'])
  }

  /** Which of the readings we can calculate is in force. */
  choice<N extends ChoiceName>(name: N, on: LocalDate): Version<Choice<N>> {
    return guarantee(name, on, this.findChoice(name, on))
  }

  findChoice<N extends ChoiceName>(name: N, on: LocalDate): Version<Choice<N>> | undefined {
    return this.ask<Choice<N>>(name, on, ['choice'])
  }

  /** Whether a rule applies. */
  flag(name: string, on: LocalDate): Version<boolean> {
    return guarantee(name, on, this.findFlag(name, on))
  }

  findFlag(name: string, on: LocalDate): Version<boolean> | undefined {
    return this.ask<boolean>(name, on, ['boolean'])
  }

  text(name: string, on: LocalDate): Version<string> {
    return guarantee(name, on, this.findText(name, on))
  }

  findText(name: string, on: LocalDate): Version<string> | undefined {
    return this.ask<string>(name, on, ['text'])
  }

  date(name: string, on: LocalDate): Version<LocalDate> {
    return guarantee(name, on, this.findDate(name, on))
  }

  findDate(name: string, on: LocalDate): Version<LocalDate> | undefined {
    return this.ask<LocalDate>(name, on, ['date'])
  }

  /** A day of every year, such as the start of the school year. */
  monthDay(name: string, on: LocalDate): Version<MonthDay> {
    return guarantee(name, on, this.findMonthDay(name, on))
  }

  findMonthDay(name: string, on: LocalDate): Version<MonthDay> | undefined {
    return this.ask<MonthDay>(name, on, ['month_day'])
  }

  table<N extends TableName>(name: N, on: LocalDate): Version<readonly TableRow<N>[]> {
    return guarantee(name, on, this.findTable(name, on))
  }

  findTable<N extends TableName>(name: N, on: LocalDate): Version<readonly TableRow<N>[]> | undefined {
    return this.ask<readonly TableRow<N>[]>(name, on, ['table'])
  }

  /** Whatever is in force, for those who show the law rather than calculate with it. */
  find(name: string, on: LocalDate): Version<LawValue> | undefined {
    return inForce(this.describe(name), on)
  }

  has(name: string): boolean {
    return this.byName.has(name)
  }

  /** The names of all parameters, sorted, without aliases. */
  names(): string[] {
    return [...new Set([...this.byName.values()].map((parameter) => parameter.name))].sort()
  }

  describe(name: string): Parameter {
    const parameter = this.byName.get(name)
    if (!parameter) throw new UnknownParameter(name)
    return parameter
  }

  /** The values a parameter ever had, oldest first. */
  versions(name: string): readonly Version<LawValue>[] {
    return this.describe(name).periods.filter(isVersion)
  }

  /** The check of the files made sure that a value has the type of its unit; this is where that is relied on. */
  private ask<T extends LawValue>(
    name: string,
    on: LocalDate,
    asked: readonly Unit[],
  ): Version<T> | undefined {
    const parameter = this.describe(name)
    if (!asked.includes(parameter.unit)) throw new WrongUnit(parameter.name, parameter.unit, asked)
    return inForce(parameter, on) as Version<T> | undefined
  }
}

/** Periods follow each other without a gap; the latest one that has begun decides, and most questions are of our time. */
function inForce({ periods }: Parameter, on: LocalDate): Version<LawValue> | undefined {
  for (let index = periods.length - 1; index >= 0; index -= 1) {
    const period = periods[index]
    if (period && period.from <= on) return isVersion(period) ? period : undefined
  }
  return undefined
}

function guarantee<T>(name: string, on: LocalDate, version: Version<T> | undefined): Version<T> {
  if (!version) throw new NoLawInForce(name, on)
  return version
}
