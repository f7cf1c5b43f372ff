import { Body, Get, Param, Post } from '@nestjs/common'
import { ChildrenOfWorkerDto } from '../../incidents/children.dto.js'
import { IncidentClaims } from '../../incidents/incident-claims.service.js'
import { IncidentStaff } from '../../incidents/incident-staff.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { dateOf } from '../shared/components/fields.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { fill } from '../shared/words.js'
import { incidentDeskWords as words } from '../words/incident-desk.js'
import { childPlaces, ChildrenPage } from './children.page.js'
import { incidentPaths } from './paths.js'

/** The claim of a death or a total disability, with the children whose scholarships come with it. */
@PageController('petugas/kecelakaan/:number/anak')
export class IncidentChildrenController {
  constructor(
    private readonly claims: IncidentClaims,
    private readonly staffSteps: IncidentStaff,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('officer')
  async form(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    await this.staffSteps.on(number, staff, ['officer'])
    return <ChildrenPage number={number} />
  }

  @Post()
  @Roles('officer')
  async claim(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const { id, actor } = await this.staffSteps.on(number, staff, ['officer'])
    const places = childPlaces.filter((place) => values[`name${place}`] !== undefined)
    const given = { children: places.map((place) => childAt(values, place)) }
    try {
      const { children } = await validInput(ChildrenOfWorkerDto, given, this.words)
      await this.claims.open(id, { kind: 'outcome', children }, actor)
      return seeOther(incidentPaths.incident(number, '?hasil=simpan'))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const errors = sayingWhose(errorsOf(error.errors, fieldsOf(places)))
      return refused(<ChildrenPage number={number} values={values} errors={errors} />)
    }
  }
}

function childAt(values: FormValues, place: number): object {
  const { [`name${place}`]: name, [`level${place}`]: level, [`grade${place}`]: grade } = values
  return {
    ...{ name, birthDate: dateOf(values, `birthDate${place}`) },
    ...(level ? { level } : {}),
    ...(grade ? { grade } : {}),
  }
}

/** The same fault may stand at several children; a date is asked in three boxes here. */
function sayingWhose(errors: FormErrors): FormErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([field, text = '']) => {
      const [, part, n] = /^([a-zA-Z]+)(\d)$/.exec(field) ?? []
      if (n === undefined) return [field, text]
      return [
        field,
        fill(words.id.childFault, { n, fault: part === 'birthDate' ? words.id.childBornWrong : text }),
      ]
    }),
  )
}

/** Where on the page each part of an answer stands. */
function fieldsOf(places: readonly number[]): Record<string, string> {
  const parts = ['name', 'birthDate', 'level', 'grade']
  return Object.fromEntries(
    places.flatMap((place, index) => parts.map((part) => [`/children/${index}/${part}`, `${part}${place}`])),
  )
}
