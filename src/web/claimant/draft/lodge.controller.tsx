/** W8: a last look, and the button that lodges the claim. */
import { randomUUID } from 'node:crypto'
import { Body, Get, Param, Post } from '@nestjs/common'
import { DocumentService } from '../../../documents/document.service.js'
import { BankList } from '../../../intake/bank-list.service.js'
import { IntakeService } from '../../../intake/intake.service.js'
import { Claimant } from '../../../platform/login/access.js'
import type { SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../../platform/login/signed-in-claimant.js'
import { StaleClaim } from '../../../platform/problem/problems.js'
import type { FormErrors } from '../../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { typed } from './answer-forms.js'
import { CheckPage } from './check.page.js'
import { FormOfOurs } from './form-of-ours.service.js'
import { type OwnDraft, OwnDrafts } from './own-drafts.service.js'

@PageController('ajukan/:number')
export class LodgeController {
  constructor(
    private readonly drafts: OwnDrafts,
    private readonly documents: DocumentService,
    private readonly intake: IntakeService,
    private readonly form: FormOfOurs,
    private readonly banks: BankList,
  ) {}

  @Get('periksa')
  @Claimant()
  async check(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    if (own.draft.state !== 'draft') return seeOther(`/ajukan/${number}/terkirim`)
    return this.checkPage(own, randomUUID())
  }

  @Post('kirim')
  @Claimant()
  async lodge(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const { declared, submission = randomUUID(), version } = typed(body)
    const receipt = seeOther(`/ajukan/${number}/terkirim`)
    // Sent before, from this page or another phone: the same receipt, and nothing doubled.
    if (own.draft.state !== 'draft') return receipt
    if (declared !== 'ya')
      return refused(await this.checkPage(own, submission, { declared: words.checkDeclare }))
    try {
      if (Number(version) !== own.draft.version) throw new StaleClaim(Number(version), own.draft.version)
      await this.form.file(own)
      await this.intake.submit(own.draft.claimId, own.actor, submission, Number(version))
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      const now = await this.drafts.get(number, claimant)
      if (now.draft.state !== 'draft') return receipt
      return refused(await this.checkPage(now, randomUUID(), { '': words.stale }))
    }
    return receipt
  }

  private async checkPage({ draft, actor }: OwnDraft, submission: string, errors?: FormErrors) {
    const documents = await this.documents.listFor(draft.claimId, actor)
    return <CheckPage banks={this.banks.banks} {...{ draft, documents, submission, errors }} />
  }
}
