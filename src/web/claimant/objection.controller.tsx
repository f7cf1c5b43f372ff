import { randomUUID } from 'node:crypto'
import { Get, Param, Post, Req, Res } from '@nestjs/common'
import { IsString, IsUUID, Length, Matches } from 'class-validator'
import type { Request, Response } from 'express'
import type { Actor } from '../../claims/claim-command.port.js'
import { ClaimLifecycle } from '../../claims/claim-lifecycle.service.js'
import { claimantActor } from '../../claims/claims-of-claimant.query.js'
import { DocumentService } from '../../documents/document.service.js'
import { Objections } from '../../objections/objections.service.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { InvalidInput, StaleClaim } from '../../platform/problem/problems.js'
import { type StreamedFile, streamForm } from '../../platform/streamed-file.js'
import { type FormErrors, Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { objectionPageWords as words } from '../words/claimant-objection.js'
import { NoObjectionPage, OBJECTION_LENGTH, OBJECTION_PAPER, ObjectionPage } from './objection.page.js'
import { type ClaimCase, ClaimCases } from './status-case.js'

/** A sentence, with the key and the version of the page. */
export class ObjectionForm {
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
    private readonly documents: DocumentService,
    private readonly law: LawInForce,
    private readonly objections: Objections,
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

  /** A sentence, and a paper if there is one. The objection counts even when its paper could not be taken. */
  @Post()
  @Claimant()
  async file(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const of = await this.cases.get(number, claimant)
    return streamForm(request, response, (fields, paper) => this.object(of, fields, paper))
  }

  private async object(of: ClaimCase, fields: object, paper?: StreamedFile): Promise<PageAnswer> {
    const form = await this.forms.read(ObjectionForm, fields)
    const { claim } = of
    if (!form.ok) return refused(this.page(of, form.values, form.errors))
    const actor = claimantActor(claim)
    if (of.progress.duty === 'objection_over') {
      await this.objections.fileLate(claim.id, actor, form.input.alasan)
      return seeOther(`/k/${claim.number}?hasil=keberatan-lewat`)
    }
    try {
      await this.lifecycle.fire(claim.id, 'object', actor, {
        idempotencyKey: form.input.kunci,
        expectedVersion: Number(form.input.versi),
        input: { reason: form.input.alasan },
      })
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      return seeOther(`/k/${claim.number}?hasil=berubah`)
    }
    return seeOther(`/k/${claim.number}?hasil=${await this.give(claim.id, actor, paper)}`)
  }

  private async give(claimId: string, actor: Actor, paper?: StreamedFile): Promise<string> {
    if (!paper) return 'keberatan'
    try {
      await this.documents.receive(claimId, { code: OBJECTION_PAPER, ...paper }, actor)
      return 'keberatan-dokumen'
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return 'keberatan-tanpa-dokumen'
    }
  }

  private page({ claim, progress, standing }: ClaimCase, values?: FormValues, errors?: FormErrors) {
    const until = claim.state === 'rejected' ? standing.objection_until : null
    const asked = {
      number: claim.number,
      version: claim.version,
      stepKey: values?.kunci ?? randomUUID(),
      ...{ values, errors },
    }
    if (progress.duty !== 'may_object' || until === null)
      return (
        <NoObjectionPage
          {...asked}
          until={until}
          branch={standing.branch.name}
          filed={standing.objection?.round === claim.round}
          bodies={this.objections.bodies}
        />
      )
    const back = `/k/${claim.number}`
    const days = answerDays(this.law)
    return (
      <ObjectionPage {...asked} at={`${back}/keberatan`} back={back} papers until={until} answerDays={days} />
    )
  }
}

/** Working days within which an objection is answered. */
export function answerDays({ clockRules }: LawInForce): number {
  const { length } = clockRules.objection_outcome
  if (!('working_days' in length)) throw new Error('The answer to an objection is due in working days.')
  return length.working_days
}
