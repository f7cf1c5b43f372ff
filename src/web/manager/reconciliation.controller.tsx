import { Body, Get, Post, Query, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { isInstant } from '#libs/local-date'
import { PaymentWords } from '../../payment/payment-words.service.js'
import { StatementImport, type StatementReport } from '../../payment/statement-import.service.js'
import { StatementInbox } from '../../payment/statement-inbox.service.js'
import { LINES_A_PAGE, UnmatchedLines } from '../../payment/unmatched-lines.query.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { streamFile } from '../../platform/streamed-file.js'
import { type FormErrors, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import {
  addressOf,
  HOME,
  LinePage,
  ReconciliationPage,
  type ReconciliationView,
} from './reconciliation.page.js'

const readers = ['reconciler', 'manager', 'auditor'] as const

/** Statements of the bank and the lines that nobody expected: read by managers, worked on by reconcilers. */
@PageController('pimpinan/rekonsiliasi')
export class ReconciliationController {
  constructor(
    private readonly lines: UnmatchedLines,
    private readonly inbox: StatementInbox,
    private readonly statements: StatementImport,
    private readonly words: PaymentWords,
  ) {}

  @Get()
  @Roles(...readers)
  async show(
    @CurrentStaff() staff: SignedIn,
    @Query('sejak') since?: string,
    @Query('sesudah') id?: string,
  ): Promise<PageAnswer> {
    const after = isInstant(since) && id ? { since, id } : null
    return <ReconciliationPage {...await this.view(staff, after)} />
  }

  @Post()
  @Roles('reconciler')
  async import(
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const actor = actorOf(staff, 'reconciler')
    try {
      const report = await streamFile<StatementReport>(request, response, ({ name, content }) =>
        this.statements.importArriving({ name, content }, actor),
      )
      return <ReconciliationPage {...await this.view(staff, null)} report={report} />
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const told = error.message || error.errors.map(({ detail }) => detail).join(' ')
      return refused(<ReconciliationPage {...await this.view(staff, null, { file: told })} />)
    }
  }

  @Get('baris')
  @Roles(...readers)
  async line(@CurrentStaff() staff: SignedIn, @Query('baris') id?: string): Promise<PageAnswer> {
    const line = await this.inSight(id, staff)
    return <LinePage line={line} why={this.why(line.note)} />
  }

  @Post('baris/ambil')
  @Roles('reconciler')
  async take(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const line = await this.inSight(valuesOf(body).baris, staff)
    await this.inbox.take(line.id, actorOf(staff, 'reconciler'))
    return seeOther(`${addressOf(line)}&hasil=take`)
  }

  @Post('baris/jelaskan')
  @Roles('reconciler')
  async explain(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(body)
    const line = await this.inSight(values.baris, staff)
    try {
      await this.inbox.explain(line.id, values.explanation ?? '', actorOf(staff, 'reconciler'))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const errors = { explanation: error.message }
      return refused(<LinePage line={line} why={this.why(line.note)} values={values} errors={errors} />)
    }
    return seeOther(`${HOME}?hasil=explain`)
  }

  private why(note: string): { label: string; text: string } {
    return {
      label: this.words.label('placement_notes', note),
      text: this.words.text('placement_notes', note),
    }
  }

  private async view(
    staff: SignedIn,
    after: { since: string; id: string } | null,
    errors?: FormErrors,
  ): Promise<ReconciliationView> {
    const branch = branchInSight(staff)
    const [statements, lines, open] = await Promise.all([
      this.lines.statements(),
      this.lines.list(branch, after),
      this.lines.count(branch),
    ])
    const last = lines[LINES_A_PAGE - 1]
    const next =
      lines.length > LINES_A_PAGE && last
        ? `${HOME}?sejak=${last.since}&sesudah=${encodeURIComponent(last.id)}`
        : null
    return {
      statements,
      lines: lines.slice(0, LINES_A_PAGE),
      open,
      next,
      why: (note) => this.why(note).label,
      errors,
    }
  }

  /** A line of another branch is answered like one that does not exist. */
  private async inSight(id: string | undefined, staff: SignedIn) {
    const line = id ? await this.lines.find(id, branchInSight(staff)) : undefined
    if (!line) throw new NotFound('Baris ini tidak ada di kotak baris yang belum cocok.')
    return line
  }
}
