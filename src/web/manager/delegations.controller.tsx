import { Body, Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { parseLocalDate } from '#libs/local-date'
import { Delegations } from '../../approval/delegations.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { dateOf } from '../shared/components/fields.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { delegationsId } from '../words/delegations.js'
import { DelegationsPage } from './delegations.page.js'

const HOME = '/pimpinan/pelimpahan'

/** Lending a limit for some days: asked, confirmed by a third person, ended. */
@PageController('pimpinan/pelimpahan')
export class DelegationsController {
  constructor(private readonly delegations: Delegations) {}

  @Get()
  @Roles('approver', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(staff)
  }

  @Post()
  @Roles('approver')
  async ask(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(body)
    const [validFrom, validTo] = [dayOf(values, 'validFrom'), dayOf(values, 'validTo')]
    const upTo = /^\d{1,15}$/.test(plain(values.upTo)) ? BigInt(plain(values.upTo)) : undefined
    if (validFrom === undefined || validTo === undefined || upTo === undefined) {
      const errors = {
        ...(validFrom === undefined && { validFrom: delegationsId.dateMissing }),
        ...(validTo === undefined && { validTo: delegationsId.dateMissing }),
        ...(upTo === undefined && { upTo: delegationsId.amountMissing }),
      }
      return refused(await this.page(staff, values, errors))
    }
    const asked = { toStaffId: values.toStaffId ?? '', validFrom, validTo, upTo, reason: values.reason ?? '' }
    try {
      await this.delegations.ask(asked, actorOf(staff, 'approver'))
      return seeOther(`${HOME}?hasil=minta`)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.page(staff, values, errorsOf(error.errors)))
    }
  }

  @Post(':id/sah')
  @Roles('manager')
  async confirm(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    await this.delegations.confirm(known(id), actorOf(staff, 'manager'))
    return seeOther(`${HOME}?hasil=sah`)
  }

  @Post(':id/akhir')
  @Roles('approver', 'manager')
  async end(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const role = actingRole(staff, ['manager', 'approver'])
    await this.delegations.end(known(id), actorOf(staff, role))
    return seeOther(`${HOME}?hasil=akhir`)
  }

  private async page(staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const lends = staff.roles.has('approver')
    const [delegations, others] = await Promise.all([
      this.delegations.list(branchInSight(staff)),
      lends ? this.delegations.approversBeside(actorOf(staff, 'approver')) : undefined,
    ])
    return <DelegationsPage {...{ delegations, others, values, errors }} />
  }
}

function dayOf(values: FormValues, name: string): string | undefined {
  try {
    return parseLocalDate(dateOf(values, name) ?? '')
  } catch {
    return undefined
  }
}

/** People write dots between the thousands. */
function plain(sum: string | undefined): string {
  return (sum ?? '').replaceAll(/[\s.]|^Rp/g, '')
}

function known(id: string): string {
  if (!isUUID(id)) throw new NotFound()
  return id
}
