import { Body, Get, Param, Post } from '@nestjs/common'
import { partyEvidence, type PartyEvidence, PeopleOfClaim } from '../../claims/people-of-claim.service.js'
import { NameParticipant, type PersonOfNumber } from '../../intake/name-participant.service.js'
import { Witnesses } from '../../verification/witnesses.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { branchPeopleId as words } from '../words/branch-people.js'
import { ClaimDesk } from './claim-desk.service.js'
import { paths } from './paths.js'
import { PeopleOfClaimPage } from './people.page.js'
import { claimReaders } from '../../platform/login/staff-roles.js'

/** Whoever compares a person with his papers. */
const confirmers = ['verifier', 'manager'] as const
const changers = ['officer', 'verifier', 'manager'] as const

/** The people on a claim as the branch sees them; and who the participant was, where the family did not know a number. */
@PageController('petugas/klaim/:number/orang')
export class PeopleOfClaimController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly people: PeopleOfClaim,
    private readonly participants: NameParticipant,
    private readonly witnesses: Witnesses,
  ) {}

  @Get()
  @Roles(...claimReaders)
  show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post(':person/pastikan')
  @Roles(...confirmers)
  async confirm(
    @Param('number') number: string,
    @Param('person') person: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const field = `dokumen-${person}`
    const values = valuesOf(body)
    const evidence = partyEvidence.find((known): known is PartyEvidence => known === values[field])
    if (!evidence)
      return refused(await this.page(number, staff, { values, errors: { [field]: words.evidenceMissing } }))
    const claimId = await this.desk.idOf(number, staff)
    await this.people.confirm(claimId, person, evidence, actorOf(staff, actingRole(staff, confirmers)))
    return seeOther(paths.people(number, '?hasil=langkah'))
  }

  @Post(':person/akhiri')
  @Roles(...changers)
  async end(
    @Param('number') number: string,
    @Param('person') person: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const claimId = await this.desk.idOf(number, staff)
    await this.people.endByBranch(claimId, person, actorOf(staff, actingRole(staff, changers)))
    return seeOther(paths.people(number, '?hasil=langkah'))
  }

  @Post(':person/telepon')
  @Roles(...changers)
  async changePhone(
    @Param('number') number: string,
    @Param('person') person: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const field = `hp-${person}`
    const values = valuesOf(body)
    const claimId = await this.desk.idOf(number, staff)
    try {
      const actor = actorOf(staff, actingRole(staff, changers))
      await this.people.changePhone(claimId, person, values[field] ?? '', actor)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const errors = errorsOf(error.errors, { '/phone': field })
      return refused(await this.page(number, staff, { values, errors }))
    }
    return seeOther(paths.people(number, '?hasil=langkah'))
  }

  @Post('saksi')
  @Roles(...confirmers)
  async recordWitness(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const witness = { name: values['nama-saksi'] ?? '', nik: values['nik-saksi'] ?? '' }
    const claimId = await this.desk.idOf(number, staff)
    try {
      await this.witnesses.record(claimId, witness, actorOf(staff, actingRole(staff, confirmers)))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const errors = errorsOf(error.errors, { '/name': 'nama-saksi', '/nik': 'nik-saksi' })
      return refused(await this.page(number, staff, { values, errors }))
    }
    return seeOther(paths.people(number, '?hasil=langkah'))
  }

  /** First the registry's answer is shown, then confirmed: a number is easily mistyped, and this is done once. */
  @Post('peserta')
  @Roles('verifier')
  async nameParticipant(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const claimId = await this.desk.idOf(number, staff)
    try {
      const found = await this.participants.look(values.nomor ?? '')
      if (values.cocok !== 'ya') {
        if (values.lanjut === undefined) return await this.page(number, staff, { values, found })
        const errors = { cocok: words.participantSureMissing }
        return refused(await this.page(number, staff, { values, errors, found }))
      }
      await this.participants.name(claimId, found, actorOf(staff, 'verifier'))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.page(number, staff, { values, errors: errorsOf(error.errors) }))
    }
    return seeOther(`${paths.claim(number)}?hasil=langkah`)
  }

  private async page(
    number: string,
    staff: SignedIn,
    shown: { values?: FormValues; errors?: FormErrors; found?: PersonOfNumber } = {},
  ) {
    const claim = await this.desk.open(number, staff)
    const holds = (roles: readonly (typeof changers)[number][]): boolean =>
      roles.some((role) => staff.roles.has(role))
    const view = {
      claim,
      people: await this.people.list(claim.file.id),
      witnesses: await this.witnesses.of(claim.file.id),
      mayConfirm: holds(confirmers),
      mayChange: holds(changers),
      mayName:
        claim.file.participant_nik === null &&
        claim.file.state === 'in_verification' &&
        staff.roles.has('verifier'),
      ...shown,
    }
    return <PeopleOfClaimPage view={view} />
  }
}
