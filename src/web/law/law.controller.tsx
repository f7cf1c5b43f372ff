import { Get, Param, Query } from '@nestjs/common'
import { type LocalDate, dateOfInstant, isLocalDate, parseInstant } from '#libs/local-date'
import { Clock } from '../../platform/clock/clock.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { absenceOn, lawDifferences, parametersWith } from '../../platform/law-loader/law-reading.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { NotFound } from '../../platform/problem/problems.js'
import { type FormErrors, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { zoneOf } from '../shared/when.js'
import { lawWords } from '../words/law.js'
import { LawPage, type ParameterOnDay, ParameterPage } from './law.page.js'

/** The law as data, for everybody who has to explain a number. It is changed by files and two people, never here. */
@PageController('petugas/aturan')
export class LawController {
  constructor(
    private readonly law: LawInForce,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Roles(...staffRoles)
  list(@Query() query: object, @CurrentStaff() staff: SignedIn): PageAnswer {
    const asked = valuesOf(query)
    const day = this.dayOf(asked.tanggal, staff)
    const comparedWith = asked.beda !== undefined && isLocalDate(asked.beda) ? asked.beda : null
    const errors = wrongDays(asked)
    const page = (
      <LawPage
        {...{ day, comparedWith, errors, digest: this.law.digest, values: { tanggal: day, ...asked } }}
        parameters={errors ? [] : this.parameters(asked.cari, day, comparedWith)}
      />
    )
    return errors ? refused(page) : page
  }

  @Get(':name')
  @Roles(...staffRoles)
  show(
    @Param('name') name: string,
    @CurrentStaff() staff: SignedIn,
    @Query('tanggal') asked?: string,
  ): PageAnswer {
    if (!this.law.book.has(name)) throw new NotFound()
    const parameter = this.law.book.describe(name)
    const day = this.dayOf(asked, staff)
    return (
      <ParameterPage
        {...{ parameter, day, on: this.law.book.find(name, day), absence: absenceOn(parameter, day) }}
      />
    )
  }

  private parameters(words: string | undefined, day: LocalDate, other: LocalDate | null): ParameterOnDay[] {
    const { book } = this.law
    const named = parametersWith(book, words)
    if (other === null) return named.map(({ name, label }) => ({ name, label, on: book.find(name, day) }))
    const wanted = new Set(named.map(({ name }) => name))
    return lawDifferences(book, other, day)
      .filter(({ name }) => wanted.has(name))
      .map(({ name, label, before, after }) => ({ name, label, before, on: after }))
  }

  private dayOf(asked: string | undefined, { branch }: SignedIn): LocalDate {
    if (asked !== undefined && isLocalDate(asked)) return asked
    return dateOfInstant(parseInstant(this.clock.now()), zoneOf(branch.zone))
  }
}

function wrongDays(asked: { tanggal?: string; beda?: string }): FormErrors | undefined {
  const wrong = (['tanggal', 'beda'] as const).filter((name) => {
    const day = asked[name]
    return day !== undefined && !isLocalDate(day)
  })
  return wrong.length === 0 ? undefined : Object.fromEntries(wrong.map((name) => [name, lawWords.id.badDay]))
}
