/** W2: the answers before there is a claim, page by page, kept on the server from the first one on. */
import { Body, Get, Param, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { ChecklistService } from '../../../documents/checklist.service.js'
import { type PreDraftAnswers, PreDrafts } from '../../../intake/pre-drafts.service.js'
import { Public } from '../../../platform/login/access.js'
import { NotFound } from '../../../platform/problem/problems.js'
import { Branches } from '../../../staff/branches.query.js'
import { type PageAnswer, refused, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { AlivePage } from './alive.page.js'
import { claimTypeOf, isHappening, typed } from './answer-forms.js'
import {
  AnswerSections,
  isSection,
  type Section,
  sections,
  type Standing,
} from './answer-sections.service.js'
import { EventPage } from './answers.page.js'
import { givePreDraftToken, preDraftTokenOf } from './pre-draft-cookie.js'

@PageController('ajukan')
export class BeginController {
  constructor(
    private readonly preDrafts: PreDrafts,
    private readonly answers: AnswerSections,
    private readonly branches: Branches,
    private readonly checklists: ChecklistService,
  ) {}

  @Get()
  @Public()
  async event(@Req() request: Request): Promise<PageAnswer> {
    const { event } = await this.toldBy(request)
    return <EventPage {...firstPage} values={{ happening: event?.type }} />
  }

  @Post()
  @Public()
  async saveEvent(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const values = typed(body)
    if (values.happening === 'alive') return seeOther('/ajukan/masih-hidup')
    if (!isHappening(values.happening))
      return refused(<EventPage {...firstPage} values={values} errors={{ happening: words.answerThis }} />)
    const { event } = await this.toldBy(request)
    await this.preDrafts.save(givePreDraftToken(request, response), {
      type: claimTypeOf(values.happening),
      // Dates that fitted another happening are asked for again.
      event: event?.type === values.happening ? event : { type: values.happening },
    })
    return seeOther('/ajukan/isi/peserta')
  }

  @Get('masih-hidup')
  @Public()
  async alive(): Promise<PageAnswer> {
    const papers = this.checklists.usuallyAsked('jkk_stmb').map(({ name }) => name)
    return <AlivePage branches={await this.branches.list()} papers={papers} />
  }

  @Get('isi/:section')
  @Public()
  async section(@Param('section') name: string, @Req() request: Request): Promise<PageAnswer> {
    const section = knownSection(name)
    const told = await this.toldBy(request)
    const missing = firstMissing(told)
    // Somebody who comes from elsewhere, or after a day, begins where an answer is missing.
    if (isBefore(missing, section)) return seeOther(addressOf(missing))
    return this.answers.page(section, told, standingOf(section))
  }

  @Post('isi/:section')
  @Public()
  async saveSection(
    @Param('section') name: string,
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const section = knownSection(name)
    const told = await this.toldBy(request)
    const standing = standingOf(section)
    const values = typed(body)
    const read = await this.answers.read(section, told, standing, values)
    if (!read.ok) return refused(await this.answers.page(section, told, standing, values, read.errors))
    const saved = await this.preDrafts.save(givePreDraftToken(request, response), read.answers)
    const missing = firstMissing(saved.answers)
    const next = nextOf(section)
    return seeOther(isBefore(missing, next) ? addressOf(missing) : addressOf(next))
  }

  private async toldBy(request: Request): Promise<PreDraftAnswers> {
    return (await this.preDrafts.find(preDraftTokenOf(request)))?.answers ?? {}
  }
}

const firstPage = { action: '/ajukan', back: '/', step: 1 }

/** The pages in their order; the phone is the last. */
const order = ['kejadian', ...sections, 'hp'] as const
type Step = (typeof order)[number]

export function addressOf(step: Step): string {
  if (step === 'kejadian') return '/ajukan'
  return step === 'hp' ? '/ajukan/hp' : `/ajukan/isi/${step}`
}

/** The first page whose answer is not there yet; the phone's when all are. */
export function firstMissing({ type, participant, event, claimant, branch }: PreDraftAnswers): Step {
  if (type === undefined) return 'kejadian'
  if (participant === undefined) return 'peserta'
  if (event?.eventDate === undefined) return 'tanggal'
  return claimant?.name === undefined || branch === undefined ? 'pemohon' : 'hp'
}

function isBefore(one: Step, other: Step): boolean {
  return order.indexOf(one) < order.indexOf(other)
}

function nextOf(section: Section): Step {
  return order[order.indexOf(section) + 1] ?? 'hp'
}

function standingOf(section: Section): Standing {
  const index = order.indexOf(section)
  return { action: addressOf(section), back: addressOf(order[index - 1] ?? 'kejadian'), step: index + 1 }
}

function knownSection(name: string): Section {
  if (!isSection(name)) throw new NotFound()
  return name
}
