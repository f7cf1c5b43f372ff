import { Body, Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { type DataRequestAtDesk, DataRequestDesk } from '../../intake/data-request-desk.service.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { dataRequestId } from '../words/data-requests.js'
import { DataRequestPage, DataRequestsPage } from './data-requests.page.js'

const HOME = '/pimpinan/permintaan-data'
const LEAST = 10

/** What families ask of their data: each request has an owner, a last day and an answer. */
@PageController('pimpinan/permintaan-data')
export class DataRequestsController {
  constructor(private readonly desk: DataRequestDesk) {}

  @Get()
  @Roles('manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <DataRequestsPage requests={await this.desk.list(branchInSight(staff))} />
  }

  @Get(':id')
  @Roles('manager', 'auditor')
  async read(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <DataRequestPage request={await this.get(id, staff)} />
  }

  @Post(':id')
  @Roles('manager')
  async answer(
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const request = await this.get(id, staff)
    const values = valuesOf(body)
    const answer = values.jawaban ?? ''
    if (answer.length < LEAST)
      return refused(
        <DataRequestPage
          request={request}
          values={values}
          errors={{ jawaban: dataRequestId.answerMissing }}
        />,
      )
    await this.desk.answer(id, answer, actorOf(staff, 'manager'))
    return seeOther(`${HOME}?hasil=dijawab`)
  }

  private get(id: string, staff: SignedIn): Promise<DataRequestAtDesk> {
    if (!isUUID(id)) throw new NotFound()
    return this.desk.get(id, branchInSight(staff))
  }
}
