import { Get, Param, Query, Res, StreamableFile } from '@nestjs/common'
import type { Response } from 'express'
import { addDays, dateOfInstant, isLocalDate, parseInstant } from '#libs/local-date'
import { PaymentWords } from '../../payment/payment-words.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import {
  paymentReports,
  type PaymentReportName,
  PaymentReports,
  type Period,
} from '../../reporting/payment-reports.query.js'
import { csvOf, xlsxOf } from '../../platform/table-file.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { zoneOf } from '../shared/when.js'
import { paymentReportsId } from '../words/payment-reports.js'
import { PaymentReportsPage } from './payment-reports.page.js'
import { reportTable, type ShownReport } from './payment-reports.tables.js'

const readers = ['releaser', 'reconciler', 'manager', 'auditor'] as const
const FIRST_DAYS = 30

interface Asked {
  name: PaymentReportName
  period: Period
  values: FormValues
  errors: FormErrors
}

/** What was paid, what is open and what nobody has explained: of one's branch, or of all for those who see all. */
@PageController('pimpinan/laporan-pembayaran')
export class PaymentReportsController {
  constructor(
    private readonly reports: PaymentReports,
    private readonly clock: Clock,
    private readonly codes: PaymentWords,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...readers)
  async show(@Query() query: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const asked = this.asked(query, staff)
    const { name, values, errors, period } = asked
    const wrong = Object.keys(errors).length > 0
    const table = wrong ? null : await this.table(asked, staff)
    const link = new URLSearchParams({ laporan: name, dari: period.from, sampai: period.to }).toString()
    const page = <PaymentReportsPage {...{ name, table, values, errors }} query={link} />
    return wrong ? refused(page) : page
  }

  @Get('berkas.:kind')
  @Roles(...readers)
  async download(
    @Param('kind') kind: string,
    @Query() query: object,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const asked = this.asked(query, staff)
    if ((kind !== 'csv' && kind !== 'xlsx') || Object.keys(asked.errors).length > 0) throw new NotFound()
    const table = await this.table(asked, staff)
    const content = kind === 'csv' ? Buffer.from(csvOf(table)) : await xlsxOf(table)
    const type =
      kind === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    response.type(type).attachment(`pembayaran-${asked.name}.${kind}`).set('Cache-Control', 'no-store')
    return new StreamableFile(content)
  }

  private table({ name, period }: Asked, staff: SignedIn): Promise<ShownReport> {
    return reportTable(name, this.reports, {
      branchId: branchInSight(staff),
      period,
      now: this.clock.now(),
      words: paymentReportsId,
      labels: {
        entry: (code) => this.codes.label('entries', code),
        note: (code) => this.codes.label('placement_notes', code),
        state: (code) => this.words.label('payment_states', code),
      },
    })
  }

  private asked(query: object, staff: SignedIn): Asked {
    const values = valuesOf(query)
    const today = dateOfInstant(parseInstant(this.clock.now()), zoneOf(staff.branch.zone))
    const name = paymentReports.find((one) => one === values.laporan) ?? 'day-book'
    const from = values.dari ?? addDays(today, -FIRST_DAYS)
    const to = values.sampai ?? today
    const errors: Record<string, string> = {}
    if (!isLocalDate(from)) errors.dari = paymentReportsId.badDate
    if (!isLocalDate(to)) errors.sampai = paymentReportsId.badDate
    else if (isLocalDate(from) && to < from) errors.sampai = paymentReportsId.badOrder
    return { name, period: { from, to }, values: { ...values, dari: from, sampai: to }, errors }
  }
}
