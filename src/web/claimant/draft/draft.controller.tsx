/** The hub of a draft, and its first answers once more: where a family comes back to, on whatever phone. */
import { Body, Get, Param, Post } from '@nestjs/common'
import type { VNode } from 'preact'
import { DocumentService } from '../../../documents/document.service.js'
import { DraftAnswers } from '../../../intake/draft-answers.service.js'
import type { PreDraftAnswers } from '../../../intake/pre-drafts.service.js'
import { Claimant } from '../../../platform/login/access.js'
import type { SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../../platform/login/signed-in-claimant.js'
import { NotFound, StaleClaim } from '../../../platform/problem/problems.js'
import type { FormErrors, FormValues } from '../../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { typed } from './answer-forms.js'
import { AnswerSections, isSection, type Section } from './answer-sections.service.js'
import { HubPage } from './hub.page.js'
import { isLodged, type OwnDraft, OwnDrafts } from './own-drafts.service.js'

@PageController('ajukan/:number')
export class DraftController {
  constructor(
    private readonly drafts: OwnDrafts,
    private readonly answers: DraftAnswers,
    private readonly sections: AnswerSections,
    private readonly documents: DocumentService,
  ) {}

  @Get()
  @Claimant()
  async hub(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const { draft, actor } = await this.drafts.get(number, claimant)
    if (draft.state !== 'draft') return seeOther(`/ajukan/${number}/terkirim`)
    return <HubPage draft={draft} documents={await this.documents.listFor(draft.claimId, actor)} />
  }

  @Get('isi/:section')
  @Claimant()
  async section(
    @Param('number') number: string,
    @Param('section') name: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    if (isLodged(own)) return seeOther(`/ajukan/${number}/terkirim`)
    return this.page(known(name), own)
  }

  @Post('isi/:section')
  @Claimant()
  async save(
    @Param('number') number: string,
    @Param('section') name: string,
    @Body() body: object,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const section = known(name)
    const own = await this.drafts.get(number, claimant)
    const values = typed(body)
    const read = await this.sections.read(section, toldIn(own), standingOn(own, section), values)
    if (!read.ok) return refused(await this.page(section, own, values, read.errors))
    try {
      const { participant, event, claimant: person } = read.answers
      const change = {
        ...(participant ? { participant } : {}),
        ...(event ? { event: { ...own.draft.answers.event, ...event } } : {}),
        ...(person?.name && person.relation
          ? { claimant: { name: person.name, relation: person.relation } }
          : {}),
      }
      await this.answers.change(own.draft.claimId, change, own.actor, Number(values.version))
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      return refused(await this.page(section, own, values, { '': words.stale }))
    }
    return seeOther(`/ajukan/${number}`)
  }

  private page(section: Section, own: OwnDraft, values?: FormValues, errors?: FormErrors): Promise<VNode> {
    return this.sections.page(section, toldIn(own), standingOn(own, section), values, errors)
  }
}

function toldIn({ draft }: OwnDraft): PreDraftAnswers {
  return { type: draft.type, ...draft.answers }
}

function standingOn({ draft }: OwnDraft, section: Section) {
  const at = `/ajukan/${draft.number}`
  return { action: `${at}/isi/${section}`, back: at, version: draft.version }
}

function known(name: string): Section {
  if (!isSection(name)) throw new NotFound()
  return name
}
