/** W6: the participant's children, one a page. */
import { Body, Get, Param, Post } from '@nestjs/common'
import { addYears, isLocalDate, parseLocalDate } from '#libs/local-date'
import { type ChildAnswers, schoolLevels } from '../../../intake/claim-answers.dto.js'
import { DraftAnswers } from '../../../intake/draft-answers.service.js'
import { Claimant } from '../../../platform/login/access.js'
import { LawInForce } from '../../../platform/law-loader/law-in-force.js'
import type { SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../../platform/login/signed-in-claimant.js'
import { NotFound, StaleClaim } from '../../../platform/problem/problems.js'
import { dateOf, dateParts } from '../../shared/components/fields.js'
import type { FormValues } from '../../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { type Reading, reading, typed, wrongDate, wrongName } from './answer-forms.js'
import { AnswerSections } from './answer-sections.service.js'
import { AnyChildrenPage, ChildPage, ChildrenPage, type ListedChild } from './children.page.js'
import { isLodged, type OwnDraft, OwnDrafts } from './own-drafts.service.js'

const NEW = 'baru'
const MOST = 20

@PageController('ajukan/:number/anak')
export class DraftChildrenController {
  constructor(
    private readonly drafts: OwnDrafts,
    private readonly answers: DraftAnswers,
    private readonly sections: AnswerSections,
    private readonly law: LawInForce,
  ) {}

  @Get()
  @Claimant()
  async list(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    if (isLodged(own)) return seeOther(`/ajukan/${number}/terkirim`)
    const children = own.draft.answers.children ?? []
    if (children.length === 0) return <AnyChildrenPage {...shownOf(own)} />
    return <ChildrenPage {...shownOf(own)} listed={children.map((child) => this.listed(own, child))} />
  }

  @Post()
  @Claimant()
  async any(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    switch (typed(body).any) {
      case 'ya':
        return seeOther(`/ajukan/${number}/anak/${NEW}`)
      case 'tidak':
        await this.answers.change(own.draft.claimId, { children: [] }, own.actor, own.draft.version)
        return seeOther(`/ajukan/${number}/rekening`)
      case 'lewati':
        return seeOther(`/ajukan/${number}/rekening`)
      default:
        return refused(<AnyChildrenPage {...shownOf(own)} errors={{ any: words.answerThis }} />)
    }
  }

  @Get(':place')
  @Claimant()
  async child(
    @Param('number') number: string,
    @Param('place') place: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    if (isLodged(own)) return seeOther(`/ajukan/${number}/terkirim`)
    const child = childAt(own, place)
    const values = child && { ...dateParts('birth', child.birthDate), name: child.name, level: child.level }
    return <ChildPage {...shownOf(own)} {...{ place, values }} />
  }

  @Post(':place')
  @Claimant()
  async save(
    @Param('number') number: string,
    @Param('place') place: string,
    @Body() body: object,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const before = childAt(own, place)
    const values = typed(body)
    const read = this.read(values)
    if (!read.ok) return refused(<ChildPage {...shownOf(own)} {...{ place, values }} errors={read.errors} />)
    const child = { ...before, ...read.answers }
    const children = own.draft.answers.children ?? []
    const saved = before ? children.map((one) => (one === before ? child : one)) : withNew(children, child)
    return this.change(own, saved, place, values, 'tersimpan')
  }

  @Post(':place/hapus')
  @Claimant()
  async remove(
    @Param('number') number: string,
    @Param('place') place: string,
    @Body() body: object,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const before = childAt(own, place)
    const left = (own.draft.answers.children ?? []).filter((one) => one !== before)
    return this.change(own, left, place, typed(body), 'dihapus')
  }

  private async change(
    own: OwnDraft,
    children: ChildAnswers[],
    place: string,
    values: FormValues,
    outcome: string,
  ): Promise<PageAnswer> {
    const { claimId, number } = own.draft
    try {
      await this.answers.change(claimId, { children }, own.actor, Number(values.version))
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      return refused(<ChildPage {...shownOf(own)} {...{ place, values }} errors={{ '': words.stale }} />)
    }
    return seeOther(`/ajukan/${number}/anak?hasil=${outcome}`)
  }

  private read(values: FormValues): Reading<ChildAnswers> {
    const birthDate = dateOf(values, 'birth') ?? ''
    const errors = {
      name: wrongName(values.name, words.childNameMissing),
      birth: wrongDate(birthDate, this.sections.today),
    }
    const level = schoolLevels.find((one) => one === values.level)
    return reading(errors, () => ({ name: values.name ?? '', birthDate, level }))
  }

  private listed({ draft }: OwnDraft, child: ChildAnswers): ListedChild {
    const eventDate = parseLocalDate(draft.answers.event.eventDate)
    const limit = this.law.book.findInteger('scholarship.age_limit', eventDate)
    const known = limit && isLocalDate(child.birthDate)
    const grown = known ? addYears(parseLocalDate(child.birthDate), limit.value) <= eventDate : false
    return { ...child, grown }
  }
}

function shownOf({ draft }: OwnDraft) {
  return { number: draft.number, version: draft.version, participant: draft.answers.participant.name }
}

/** A page sent twice adds one child: whoever has this name and birthday is on the list already. */
function withNew(children: readonly ChildAnswers[], child: ChildAnswers): ChildAnswers[] {
  const others = children.filter(
    ({ name, birthDate }) => name !== child.name || birthDate !== child.birthDate,
  )
  return [...others, child].slice(0, MOST)
}

function childAt({ draft }: OwnDraft, place: string): ChildAnswers | undefined {
  if (place === NEW) return undefined
  const child = draft.answers.children?.[Number(place) - 1]
  if (!child) throw new NotFound()
  return child
}
