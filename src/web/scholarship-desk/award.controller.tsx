import { Body, Get, Param, Post } from '@nestjs/common'
import { BankList } from '../../intake/bank-list.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { FirstAccountDto, NewGuardianDto } from '../../scholarship/guardian.dto.js'
import { Guardians } from '../../scholarship/guardians.service.js'
import { AwardStepDto } from '../../scholarship/scholarship-step.dto.js'
import { deskAwardEvents } from '../../scholarship/scholarship-staff.service.js'
import { toldAtForm } from '../manager/told-at-form.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { nameIn, readStep } from '../shared/step-form.js'
import { AwardDesk } from './award-desk.service.js'
import { AwardPage } from './award.page.js'
import { scholarshipPaths } from './paths.js'
import { scholarshipMovers, scholarshipReaders } from './roles.js'

/** One child's scholarship as a whole: its years, its guardian, and what is done about it. */
@PageController('petugas/beasiswa/anak/:id')
export class AwardPagesController {
  constructor(
    private readonly desk: AwardDesk,
    private readonly guardians: Guardians,
    private readonly banks: BankList,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...scholarshipReaders)
  async show(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(id, staff)
  }

  @Post('langkah/:event')
  @Roles(...scholarshipMovers)
  async take(
    @Param('id') id: string,
    @Param('event') name: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const event = deskAwardEvents.find((each) => each === name)
    if (!event) throw new NotFound('Langkah ini tidak ada.')
    const values = valuesOf(body)
    const { key, seen } = readStep(values)
    const given = { reason: values[nameIn(event, 'reason')], ending: values[nameIn(event, 'ending')] }
    try {
      const input = await validInput(AwardStepDto, dropped(given), this.words)
      await this.desk.take(id, event, staff, { key, seen, input })
      return seeOther(scholarshipPaths.award(id, '?hasil=langkah'))
    } catch (error) {
      const told = toldAtForm(error, '', this.words, { field: (field) => nameIn(event, field) })
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(id, staff, values, told.errors))
    }
  }

  /** The first account of a child, and who acts for it. */
  @Post('rekening')
  @Roles('verifier')
  async settle(
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.written(id, body, staff, async (values) => {
      const { guardianId, owner, ...account } = await validInput(FirstAccountDto, { ...values }, this.words)
      const { file, people } = await this.desk.view(id, staff)
      const guardian = people.find((person) => person.id === guardianId)
      if (guardianId !== undefined && !guardian)
        throw unknown('/guardianId', 'Pilih wali dari orang pada klaim.')
      if (owner === 'guardian' && !guardian) throw unknown('/guardianId', 'Pilih walinya dahulu.')
      const name = owner === 'child' ? file.child_name : (guardian?.name ?? '')
      await this.guardians.settle(
        id,
        { name, relation: owner, ...account },
        guardianId ?? null,
        actorOf(staff, 'verifier'),
      )
    })
  }

  /** A new guardian with his account; he counts once another person has confirmed him. */
  @Post('wali')
  @Roles('verifier')
  async nameGuardian(
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.written(id, body, staff, async (values) => {
      const { name, relation, phone, owner, ...account } = await validInput(
        NewGuardianDto,
        { ...values },
        this.words,
      )
      const { file } = await this.desk.view(id, staff)
      const whose = owner === 'child' ? file.child_name : name
      const guardian = { name, relation, phone, account: { name: whose, relation: owner, ...account } }
      // The same form sent twice names the same person once.
      if (file.next_guardian !== name)
        await this.guardians.name(id, guardian, actorOf(staff, actingRole(staff, ['verifier'])))
    })
  }

  private async written(
    id: string,
    body: object,
    staff: SignedIn,
    write: (values: FormValues) => Promise<void>,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    try {
      await this.desk.view(id, staff)
      await write(values)
      return seeOther(scholarshipPaths.award(id, '?hasil=wali'))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.page(id, staff, values, errorsOf(error.errors)))
    }
  }

  private async page(id: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const banks = this.banks.banks.map(({ code, name }) => ({ value: code, label: name }))
    return <AwardPage view={await this.desk.view(id, staff)} {...{ banks, values, errors }} />
  }
}

function dropped(given: FormValues): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function unknown(pointer: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer, code: 'GUARDIAN_UNKNOWN', detail }])
}
