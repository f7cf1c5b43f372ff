import { Body, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common'
import type { Response } from 'express'
import { yearOf } from '#libs/local-date'
import { CoverageWatch } from '../../membership/coverage-watch.service.js'
import { SponsorReports } from '../../membership/sponsor-report.query.js'
import { SponsorClaims } from '../../reporting/sponsor-claims.query.js'
import { reportTable } from '../../reporting/sponsor-report-tables.rule.js'
import { SponsorsInSight } from '../../membership/sponsors-in-sight.query.js'
import { Sponsors } from '../../membership/sponsors.service.js'
import { csvOf, xlsxOf } from '../../platform/table-file.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { errorsOf, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { SponsorPage } from './sponsor.page.js'
import { SPONSORS_HOME, WatchPage } from './watch.page.js'

const WITHIN_DAYS = 30
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Cover that ends, and the sponsors who pay for it: an office sees those it looks after. */
@PageController('petugas/perlindungan')
export class SponsorsController {
  constructor(
    private readonly watch: CoverageWatch,
    private readonly inSight: SponsorsInSight,
    private readonly reports: SponsorReports,
    private readonly claims: SponsorClaims,
    private readonly sponsors: Sponsors,
  ) {}

  @Get()
  @Roles('officer', 'manager')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const branchId = branchInSight(staff)
    const options = { withinDays: WITHIN_DAYS, ...(branchId === null ? {} : { branchId }) }
    const [endings, sponsors] = await Promise.all([
      this.watch.endingCohorts(options),
      this.inSight.list(branchId),
    ])
    return <WatchPage {...{ endings, sponsors }} withinDays={WITHIN_DAYS} />
  }

  @Get(':code')
  @Roles('officer', 'manager')
  async sponsor(
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Query('tahun') year?: string,
  ): Promise<PageAnswer> {
    return <SponsorPage {...await this.view(code, staff, year)} />
  }

  @Get(':code/laporan/:file')
  @Roles('officer', 'manager')
  async report(
    @Param('code') code: string,
    @Param('file') file: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const [, year, kind] = /^(20\d\d)\.(csv|xlsx)$/.exec(file) ?? []
    if (!year || !kind) throw new NotFound()
    const { report, claims } = await this.view(code, staff, year)
    const table = reportTable(report, claims)
    response.attachment(`laporan-${report.code}-${year}.${kind}`).set('Cache-Control', 'no-store')
    if (kind === 'xlsx') return new StreamableFile(await xlsxOf(table), { type: XLSX })
    return new StreamableFile(Buffer.from(csvOf(table)), { type: 'text/csv; charset=utf-8' })
  }

  @Post(':code/kontak')
  @Roles('officer', 'manager')
  async contact(
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const view = await this.view(code, staff)
    const values = valuesOf(body)
    try {
      await this.sponsors.keepInTouch(code, { noticeEmail: values['email'] ?? '' })
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(<SponsorPage {...view} values={values} errors={errorsOf(error.errors)} />)
    }
    return seeOther(`${SPONSORS_HOME}/${encodeURIComponent(code)}?hasil=disimpan`)
  }

  private async view(code: string, staff: SignedIn, year?: string) {
    const sponsor = await this.inSight.get(code, branchInSight(staff))
    const of = year && /^20\d\d$/.test(year) ? Number(year) : yearOf(this.watch.today())
    const [report, claims] = await Promise.all([this.reports.report(code, of), this.claims.inYear(code, of)])
    return { sponsor, report, claims }
  }
}
