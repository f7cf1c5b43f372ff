import { Body, Get, HttpCode, Post } from '@nestjs/common'
import { dateOfInstant, parseInstant } from '#libs/local-date'
import { AskCoverageDto, coverageKeyOf } from '../../membership/ask-coverage.dto.js'
import { Coverage } from '../../membership/coverage.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { coverageAskers } from '../../platform/login/staff-roles.js'
import { type FieldError, InvalidInput } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { dateOf, dateParts } from '../shared/components/fields.js'
import { errorsOf, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { zoneOf } from '../shared/when.js'
import { coverageId } from '../words/coverage.js'
import { CoveragePage } from './coverage.page.js'

/** Whether somebody is covered, asked while the family still sits there; who is asked for stands in no address. */
@PageController('petugas/kepesertaan')
export class CoverageController {
  constructor(
    private readonly coverage: Coverage,
    private readonly clock: Clock,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...coverageAskers)
  form(@CurrentStaff() { branch }: SignedIn): PageAnswer {
    const today = dateOfInstant(parseInstant(this.clock.now()), zoneOf(branch.zone))
    return <CoveragePage values={dateParts('eventDate', today)} />
  }

  @Post()
  @HttpCode(200)
  @Roles(...coverageAskers)
  async ask(@Body() body: object): Promise<PageAnswer> {
    const values = valuesOf(body)
    try {
      const asked = await validInput(AskCoverageDto, askedIn(values), this.words)
      const answer = await this.coverage.answer(coverageKeyOf(asked), asked.eventDate)
      return <CoveragePage {...{ values, answer }} />
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(<CoveragePage {...{ values }} errors={errorsOf(error.errors.map(inTheForm))} />)
    }
  }
}

/** A day is three fields here, and not a text in one. */
function inTheForm(error: FieldError): FieldError {
  const isDay = /Date$/.test(error.pointer) && error.code === 'WRONG_FORM'
  return isDay ? { ...error, detail: coverageId.dateWrong } : error
}

/** Numbers are typed as they stand on cards, in groups. */
function askedIn(values: FormValues): object {
  const { nik, kpj, name } = values
  return {
    nik: nik?.replaceAll(/[\s.-]/g, ''),
    ...{ kpj, name },
    birthDate: dateOf(values, 'birthDate'),
    eventDate: dateOf(values, 'eventDate'),
  }
}
