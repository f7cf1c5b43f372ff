import { Readable } from 'node:stream'
import { Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { stringify } from 'csv-stringify/sync'
import type { Request, Response } from 'express'
import { columnHeadings, participantColumns } from '#libs/participant-row'
import { Cohorts } from '../../membership/cohorts.query.js'
import { ParticipantImport } from '../../membership/participant-import.service.js'
import { RefusedRows } from '../../membership/refused-rows.query.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { streamFile } from '../../platform/streamed-file.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ImportPage, NO_COHORT } from './import.page.js'

const SHOWN = 50
const steps = ['periksa', 'terapkan']

/** P9: participants from a CSV; nothing is changed before somebody has seen what would change. */
@PageController('petugas/impor')
export class ImportController {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly imports: ParticipantImport,
    private readonly refusedRows: RefusedRows,
  ) {}

  @Get()
  @Roles('officer', 'manager')
  async show(@Query('kelompok') chosen?: string): Promise<PageAnswer> {
    return <ImportPage cohorts={await this.cohorts.list()} chosen={this.known(chosen)} />
  }

  @Get('contoh.csv')
  @Roles('officer', 'manager')
  sample(@Res({ passthrough: true }) response: Response): string {
    response.type('text/csv; charset=utf-8').attachment('contoh-peserta.csv')
    return stringify([participantColumns.map((column) => columnHeadings[column][0])], { bom: true })
  }

  @Get('ditolak/:file')
  @Roles('officer', 'manager')
  refusedFile(@Param('file') file: string, @Res({ passthrough: true }) response: Response): StreamableFile {
    const batch = /^(\d{1,18})\.csv$/.exec(file)?.[1]
    if (!batch) throw new NotFound()
    response
      .type('text/csv; charset=utf-8')
      .attachment(`ditolak-${batch}.csv`)
      .set('Cache-Control', 'no-store')
    return new StreamableFile(Readable.from(this.refusedRows.csv(BigInt(batch))))
  }

  @Post(':cohort/:step')
  @Roles('officer', 'manager')
  async run(
    @Param('cohort') cohort: string,
    @Param('step') step: string,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const chosen = this.known(cohort)
    if (!chosen || !steps.includes(step)) throw new NotFound()
    const cohorts = await this.cohorts.list()
    try {
      const report = await streamFile(request, response, ({ name, content }) =>
        this.imports.run({
          source: content,
          fileName: name,
          cohortId: chosen === NO_COHORT ? null : chosen,
          uploaded: true,
          dryRun: step === 'periksa',
          by: staff.staffId,
        }),
      )
      const rows = await this.refusedRows.list(report.batchId, 'refused', SHOWN)
      return <ImportPage {...{ cohorts, chosen, report }} refused={rows} />
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const told = error.message || error.errors.map(({ detail }) => detail).join(' ')
      return refused(<ImportPage {...{ cohorts, chosen }} errors={{ file: told }} />)
    }
  }

  private known(cohort: string | undefined): string | undefined {
    return cohort === NO_COHORT || isUUID(cohort) ? cohort : undefined
  }
}
