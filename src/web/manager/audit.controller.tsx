import { Get, Query, Res } from '@nestjs/common'
import { IsIn, IsOptional, Matches } from 'class-validator'
import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import { claimEvents } from '#libs/lifecycle'
import { type AuditEntry, AuditTrail, reachOf } from '../../claims/audit-trail.query.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { auditId } from '../words/audit.js'
import { AuditPage, type AuditView, otherActions, reasonInWords } from './audit.page.js'

const DATE = { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' }
const calendarDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const SHOWN = 200
const EXPORTED = 50_000

class AuditFilter {
  @IsOptional()
  @Matches(/^[a-z][a-z0-9._-]{1,39}$/, { message: 'Tulis nama pengguna, misalnya dewi.' })
  who?: string

  @IsOptional()
  @Matches(/^[A-Z]{3}-[A-Z]{3}-\d{4}-\d{6,}$/, {
    message: 'Tulis nomor klaim, misalnya JKM-PSR-2611-000014.',
  })
  number?: string

  @IsOptional()
  @IsIn([...claimEvents, ...otherActions], { message: 'Pilih tindakan dari daftar.' })
  action?: string

  @IsOptional()
  @Matches(calendarDate, DATE)
  from?: string

  @IsOptional()
  @Matches(calendarDate, DATE)
  to?: string

  @IsOptional()
  @IsIn(['ya'])
  periksa?: string
}

/** M5: the audit trail, as a page and as a file. */
@PageController('pimpinan')
export class AuditController {
  constructor(
    private readonly trail: AuditTrail,
    private readonly forms: Forms,
    private readonly words: ProblemWords,
  ) {}

  @Get('audit')
  @Roles('auditor', 'manager')
  async show(@Query() query: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const form = await this.forms.read(AuditFilter, query)
    if (!form.ok) return refused(<AuditPage {...this.view([], form.values)} errors={form.errors} />)
    const { periksa, ...filter } = form.input
    const wanted = { ...filter, branchId: branchInSight(staff), limit: SHOWN + 1 }
    const entries = await this.trail.list(wanted)
    const chain = periksa ? await this.trail.verify() : undefined
    return (
      <AuditPage {...this.view(entries, form.values)} lastYear={reachOf(wanted) === 'a year'} chain={chain} />
    )
  }

  @Get('audit.csv')
  @Roles('auditor', 'manager')
  async download(
    @Query() query: object,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | string> {
    const form = await this.forms.read(AuditFilter, query)
    if (!form.ok) return refused(<AuditPage {...this.view([], form.values)} errors={form.errors} />)
    const { periksa: _, ...filter } = form.input
    const entries = await this.trail.list({ ...filter, branchId: branchInSight(staff), limit: EXPORTED })
    response.type('text/csv; charset=utf-8').attachment('jejak-audit.csv').set('Cache-Control', 'no-store')
    return csvOf(entries)
  }

  private view(entries: AuditEntry[], values: FormValues): AuditView {
    const { periksa: _, ...kept } = values
    const query = new URLSearchParams(kept as Record<string, string>).toString()
    return {
      entries: entries.slice(0, SHOWN),
      cut: entries.length > SHOWN,
      values,
      actions: claimEvents.map((event) => ({ value: event, label: this.words.label('claim_events', event) })),
      label: (group, code) => this.words.label(group, code),
      query: query === '' ? '' : `?${query}`,
    }
  }
}

/** A cell that a spreadsheet would take for a formula is marked as text. */
function csvOf(entries: readonly AuditEntry[]): string {
  const header = [
    auditId.at,
    auditId.person,
    auditId.role,
    auditId.number,
    auditId.action,
    auditId.change,
    auditId.reason,
  ]
  const rows = entries.map((one) => [
    one.at,
    one.who,
    one.role,
    one.number,
    one.action,
    [one.from_state, one.to_state].filter(Boolean).join(' > '),
    reasonInWords(one.reason, auditId),
  ])
  return stringify([header, ...rows], { escape_formulas: true, bom: true })
}
