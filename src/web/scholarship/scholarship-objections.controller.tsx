/** A year that was denied, or a scholarship that ended: a sentence is enough, and other people look at it. */
import { Body, Get, Param, Post } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { StaleClaim } from '../../platform/problem/problems.js'
import { type Objecting, ScholarshipObjections } from '../../scholarship/scholarship-objections.service.js'
import { answerDays, ObjectionForm } from '../claimant/objection.controller.js'
import { ObjectionPage } from '../claimant/objection.page.js'
import { type FormErrors, Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey } from '../shared/step-form.js'
import { fill } from '../shared/words.js'
import { scholarshipWords as words } from '../words/claimant-scholarship.js'
import { type OwnAward, OwnScholarshipCases } from './own-scholarships.service.js'
import { childPath, listPath, yearPath } from './paths.js'
import { yearTitle } from './scholarships.page.js'

/** What can be objected to now, where its page is, and what doing so does. */
interface Objectionable {
  /** The year or the child it is about. */
  caption: string
  at: string
  back: string
  version: number
  /** Null when there is nothing to object to, or not by this person. */
  until: LocalDate | null
  object: (reason: string, step: Objecting) => Promise<unknown>
}

@PageController('k/:number/beasiswa')
export class ScholarshipObjectionsController {
  constructor(
    private readonly own: OwnScholarshipCases,
    private readonly objections: ScholarshipObjections,
    private readonly law: LawInForce,
    private readonly forms: Forms,
  ) {}

  @Get(':year/keberatan')
  @Claimant()
  async yearForm(
    @Param('number') number: string,
    @Param('year') year: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.page(await this.ofYear(number, year, claimant))
  }

  @Post(':year/keberatan')
  @Claimant()
  async objectToYear(
    @Param('number') number: string,
    @Param('year') year: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    return this.file(await this.ofYear(number, year, claimant), body)
  }

  @Get('anak/:award/keberatan')
  @Claimant()
  async endForm(
    @Param('number') number: string,
    @Param('award') award: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.page(this.ofEnd(await this.own.award(number, award, claimant)))
  }

  @Post('anak/:award/keberatan')
  @Claimant()
  async objectToEnd(
    @Param('number') number: string,
    @Param('award') award: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    return this.file(this.ofEnd(await this.own.award(number, award, claimant)), body)
  }

  private async ofYear(number: string, yearId: string, claimant: SignedInClaimant): Promise<Objectionable> {
    const { year, award, actor } = await this.own.year(number, yearId, claimant)
    const { duty, next } = year.progress
    return {
      caption: yearTitle(award, year),
      at: yearPath(number, year.id, 'keberatan'),
      back: yearPath(number, year.id),
      version: year.seq,
      until: duty === 'may_object' && award.may_act ? next.date : null,
      object: (reason, step) => this.objections.toYear(year.id, reason, actor, step),
    }
  }

  private ofEnd({ claim, award, actor }: OwnAward): Objectionable {
    return {
      caption: fill(words.endOf, { child: award.child_name }),
      at: childPath(claim.number, award.id, 'keberatan'),
      back: listPath(claim.number),
      version: award.seq,
      until: award.may_act ? award.objectUntil : null,
      object: (reason, step) => this.objections.toEnd(award.id, reason, actor, step),
    }
  }

  private async file(of: Objectionable, body: object): Promise<PageAnswer> {
    const form = await this.forms.read(ObjectionForm, body)
    if (!form.ok) return this.page(of, form.values, form.errors)
    const { alasan, kunci, versi } = form.input
    try {
      await of.object(alasan, { idempotencyKey: kunci, expectedSeq: Number(versi) })
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      return seeOther(`${of.back}?hasil=berubah`)
    }
    return seeOther(`${of.back}?hasil=keberatan`)
  }

  /** Nothing to object to, or no longer: its own page says how it stands. */
  private page(of: Objectionable, values?: FormValues, errors?: FormErrors): PageAnswer {
    const { caption, at, back, version, until } = of
    const about = { caption, who: words.objectWho, more: words.objectPapers }
    if (until === null) return seeOther(back)
    const asked = { at, back, version, until, about, stepKey: values?.kunci ?? freshKey(), values, errors }
    const page = <ObjectionPage {...asked} answerDays={answerDays(this.law)} />
    return errors ? refused(page) : page
  }
}
