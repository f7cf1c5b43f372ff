import { randomUUID } from 'node:crypto'
import { Body, Get, Param, Post } from '@nestjs/common'
import { IsString, IsUUID, Length, Matches } from 'class-validator'
import { ClaimLifecycle } from '../../claims/claim-lifecycle.service.js'
import { claimantActor } from '../../claims/claims-of-claimant.query.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { StaleClaim } from '../../platform/problem/problems.js'
import { type FormErrors, Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { objectionPageWords as words } from '../words/claimant-objection.js'
import { NoObjectionPage, OBJECTION_LENGTH, ObjectionPage } from './objection.page.js'
import { type ClaimCase, ClaimCases } from './status-case.js'

class ObjectionForm {
  @IsString({ message: words.reasonMissing })
  @Length(1, OBJECTION_LENGTH, { message: words.reasonTooLong })
  alasan: string

  @IsUUID()
  kunci: string

  @Matches(/^\d{1,9}$/)
  versi: string
}

@PageController('k/:number/keberatan')
export class ObjectionController {
  constructor(
    private readonly cases: ClaimCases,
    private readonly lifecycle: ClaimLifecycle,
    private readonly law: LawInForce,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Claimant()
  async form(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.page(await this.cases.get(number, claimant))
  }

  @Post()
  @Claimant()
  async file(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const of = await this.cases.get(number, claimant)
    const form = await this.forms.read(ObjectionForm, body)
    const { claim } = of
    if (!form.ok) return refused(this.page(of, form.values, form.errors))
    try {
      await this.lifecycle.fire(claim.id, 'object', claimantActor(claim), {
        idempotencyKey: form.input.kunci,
        expectedVersion: Number(form.input.versi),
        input: { reason: form.input.alasan },
      })
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      return seeOther(`/k/${claim.number}?hasil=berubah`)
    }
    return seeOther(`/k/${claim.number}?hasil=keberatan`)
  }

  private page({ claim, progress, standing }: ClaimCase, values?: FormValues, errors?: FormErrors) {
    const until = claim.state === 'rejected' ? standing.objection_until : null
    if (progress.duty !== 'may_object' || until === null)
      return <NoObjectionPage number={claim.number} until={until} branch={standing.branch.name} />
    return (
      <ObjectionPage
        number={claim.number}
        version={claim.version}
        stepKey={values?.kunci ?? randomUUID()}
        until={until}
        answerDays={this.answerDays()}
        {...{ values, errors }}
      />
    )
  }

  private answerDays(): number {
    const { length } = this.law.clockRules.objection_outcome
    if (!('working_days' in length)) throw new Error('The answer to an objection is due in working days.')
    return length.working_days
  }
}
