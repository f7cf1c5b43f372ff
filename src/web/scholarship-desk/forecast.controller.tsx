import { Get, Param, Res, StreamableFile } from '@nestjs/common'
import type { Response } from 'express'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { csvOf, xlsxOf } from '../../platform/table-file.js'
import { forecastTable, ScholarshipForecast } from '../../scholarship/scholarship-forecast.query.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ForecastPage } from './forecast.page.js'
import { scholarshipDeciders } from './roles.js'
import { ScholarshipLabels } from './scholarship-labels.js'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** What the children's scholarships will still cost: of one's branch, or of all for those who see all. */
@PageController('pimpinan/beasiswa/perkiraan')
export class ScholarshipForecastController {
  constructor(
    private readonly forecast: ScholarshipForecast,
    private readonly labels: ScholarshipLabels,
  ) {}

  @Get()
  @Roles(...scholarshipDeciders)
  async show(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <ForecastPage rows={await this.forecast.list(branchInSight(staff))} labels={this.labels} />
  }

  @Get('berkas.:kind')
  @Roles(...scholarshipDeciders)
  async download(
    @Param('kind') kind: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    if (kind !== 'csv' && kind !== 'xlsx') throw new NotFound()
    const table = forecastTable(await this.forecast.list(branchInSight(staff)))
    const content = kind === 'csv' ? Buffer.from(csvOf(table)) : await xlsxOf(table)
    response.type(types[kind]).attachment(`perkiraan-beasiswa.${kind}`).set('Cache-Control', 'no-store')
    return new StreamableFile(content)
  }
}
