/** W9: the receipt of a claim that was lodged; it can be looked at again at any time. */
import { Get, Param, Post } from '@nestjs/common'
import { DocumentService } from '../../../documents/document.service.js'
import { LodgedClaims } from '../../../intake/lodged-claim.query.js'
import { MessageRetry } from '../../../notification/message-retry.service.js'
import { MessagesQuery } from '../../../notification/messages.query.js'
import { LetterShelf } from '../../../letters/letter-shelf.service.js'
import { Claimant } from '../../../platform/login/access.js'
import type { SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../../platform/login/signed-in-claimant.js'
import { type PageAnswer, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { dayAt } from '../claimant-dates.js'
import { isAsked, isGiven } from './document-status.js'
import { type OwnDraft, OwnDrafts } from './own-drafts.service.js'
import { ReceiptPage } from './receipt.page.js'

@PageController('ajukan/:number/terkirim')
export class ReceiptController {
  constructor(
    private readonly drafts: OwnDrafts,
    private readonly documents: DocumentService,
    private readonly lodged: LodgedClaims,
    private readonly letters: LetterShelf,
    private readonly messages: MessagesQuery,
    private readonly retries: MessageRetry,
  ) {}

  @Get()
  @Claimant()
  async receipt(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const { draft, actor, branch } = own
    const lodged = await this.lodged.find(draft.claimId)
    if (draft.state === 'draft' || !lodged) return seeOther(`/ajukan/${number}`)
    const { joined } = lodged
    const documents = joined ? [] : await this.documents.listFor(draft.claimId, actor)
    return (
      <ReceiptPage
        number={number}
        phone={claimant.phone}
        branch={branch}
        promisedBy={lodged.promised_by && dayAt(lodged.promised_by, branch.zone)}
        joined={joined}
        incomplete={documents.some((one) => isAsked(one) && !isGiven(one))}
        letter={await this.letterOf(own)}
        unsent={(await this.messageOf(own))?.outcome === 'failed'}
      />
    )
  }

  /** The message that did not arrive is sent once more; one that did is not sent twice. */
  @Post('sms')
  @Claimant()
  async sendAgain(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const message = await this.messageOf(own)
    if (message?.outcome === 'failed') await this.retries.retry(message.id, own.actor.id)
    return seeOther(`/ajukan/${number}/terkirim?hasil=sms`)
  }

  private messageOf({ draft: { claimId }, actor }: OwnDraft) {
    return this.messages.ofReceipt(claimId, actor.id.replace('party:', ''))
  }

  /** The letter of receipt, once it is written. */
  private async letterOf({ draft: { claimId, number }, actor }: OwnDraft): Promise<string | null> {
    const letters = await this.letters.listFor(claimId, actor)
    const written = letters.find(({ kind, sha256 }) => kind === 'receipt' && sha256 !== null)
    return written ? `/k/${number}/surat/${written.id}` : null
  }
}
