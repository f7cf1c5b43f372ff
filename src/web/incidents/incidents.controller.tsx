import { Body, Get, Post } from '@nestjs/common'
import { IncidentNotices } from '../../incidents/incident-notices.service.js'
import { IncidentsInBranch } from '../../incidents/incidents-in-branch.query.js'
import { NoticeDto } from '../../incidents/notice.dto.js'
import { incidentReaders } from '../../incidents/incident-staff.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { dateOf } from '../shared/components/fields.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, readStep } from '../shared/step-form.js'
import { instantAt } from '../shared/when.js'
import { incidentId as words } from '../words/incident.js'
import { IncidentsPage, LiabilitiesPage } from './incidents.page.js'
import { NoticePage } from './notice.page.js'
import { incidentPaths } from './paths.js'

/** Names of the form for the fields of a notice. */
const names = { '/nik': 'identity', '/kpj': 'identity', '/accidentAt': 'hour' }

/** The accidents of a branch: the list, the first word of a new one, and what employers answer for. */
@PageController('petugas/kecelakaan')
export class IncidentsController {
  constructor(
    private readonly incidents: IncidentsInBranch,
    private readonly notices: IncidentNotices,
    private readonly clock: Clock,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...incidentReaders)
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const incidents = (await this.incidents.list(branchInSight(staff))).map((incident) => {
      return { ...incident, stateLabel: this.words.label('incident_states', incident.state) }
    })
    return (
      <IncidentsPage incidents={incidents} now={this.clock.now()} mayWrite={staff.roles.has('officer')} />
    )
  }

  @Get('tanggungan')
  @Roles(...incidentReaders)
  async liabilities(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return (
      <LiabilitiesPage
        liabilities={await this.incidents.liabilities(branchInSight(staff), this.clock.now())}
      />
    )
  }

  @Get('baru')
  @Roles('officer')
  form(): PageAnswer {
    return <NoticePage stepKey={freshKey()} />
  }

  @Post('baru')
  @Roles('officer')
  async notice(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(body)
    const { key } = readStep(values)
    const again = (errors: FormErrors) =>
      refused(<NoticePage stepKey={key} values={values} errors={errors} />)
    const { branch } = staff
    const accidentAt = instantAt(dateOf(values, 'eventDate'), values.hour, branch.zone)
    if (values.hour !== undefined && accidentAt === undefined) return again({ hour: words.hourWrong })
    try {
      const dto = await validInput(
        NoticeDto,
        { ...noticeFrom(values), accidentAt, branch: branch.code },
        this.words,
      )
      const noticed = await this.notices.notice(dto, actorOf(staff, 'officer'), key)
      return seeOther(
        incidentPaths.incident(noticed.number, `?hasil=${noticed.joined ? 'gabung' : 'simpan'}`),
      )
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return again(errorsOf(error.errors, names))
    }
  }
}

function noticeFrom(values: FormValues): object {
  const digits = values.identity?.replace(/[\s.-]/g, '')
  const { eventType, participantName, place, chronology, kind, name, relation, phone } = values
  return {
    ...(digits?.length === 11 ? { kpj: digits } : { nik: digits }),
    ...{ eventType, participantName, place, chronology, eventDate: dateOf(values, 'eventDate') },
    reporter: { kind, name, phone, ...(relation === undefined ? {} : { relation }) },
  }
}
