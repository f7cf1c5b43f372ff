import { Readable } from 'node:stream'
import { Body, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { stringify } from 'csv-stringify/sync'
import type { Request, Response } from 'express'
import { columnHeadings, participantColumns, readHeader } from '#libs/participant-row'
import { Cohorts } from '../../membership/cohorts.query.js'
import { ImportHeadings } from '../../membership/import-headings.service.js'
import {
  HeadingsRefused,
  type ImportReport,
  ParticipantImport,
} from '../../membership/participant-import.service.js'
import { ImportUndo } from '../../membership/import-undo.service.js'
import { RecentImports } from '../../membership/recent-imports.query.js'
import { RefusedRows } from '../../membership/refused-rows.query.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { noFile, type StreamedFile, streamForm } from '../../platform/streamed-file.js'
import { type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { answersOf, columnsToAsk, ImportColumnsPage } from './import-columns.page.js'
import { ACCEPTANCE, ImportPage, type ImportView, NO_COHORT } from './import.page.js'

const RECENT = 5
const SHOWN = 50
const steps = ['periksa', 'terapkan']

const cohortIdOf = (chosen: string): string | null => (chosen === NO_COHORT ? null : chosen)
const isManager = (staff: SignedIn): boolean => staff.roles.has('manager')

/** P9: participants from a CSV; nothing is changed before somebody has seen what would change. */
@PageController('petugas/impor')
export class ImportController {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly imports: ParticipantImport,
    private readonly refusedRows: RefusedRows,
    private readonly headings: ImportHeadings,
    private readonly recent: RecentImports,
    private readonly undone: ImportUndo,
  ) {}

  @Get()
  @Roles('officer', 'manager')
  async show(@CurrentStaff() staff: SignedIn, @Query('kelompok') chosen?: string): Promise<PageAnswer> {
    return this.page(staff, await this.known(chosen, staff))
  }

  @Get('contoh.csv')
  @Roles('officer', 'manager')
  sample(@Res({ passthrough: true }) response: Response): string {
    response.type('text/csv; charset=utf-8').attachment('contoh-peserta.csv')
    return stringify([participantColumns.map((column) => columnHeadings[column][0])], { bom: true })
  }

  @Get('ditolak/:file')
  @Roles('officer', 'manager')
  async refusedFile(
    @Param('file') file: string,
    @CurrentStaff() { staffId }: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const batch = /^(\d{1,18})\.csv$/.exec(file)?.[1]
    if (!batch || !(await this.refusedRows.isKnown(BigInt(batch), staffId))) throw new NotFound()
    response
      .type('text/csv; charset=utf-8')
      .attachment(`ditolak-${batch}.csv`)
      .set('Cache-Control', 'no-store')
    return new StreamableFile(Readable.from(this.refusedRows.csv(BigInt(batch))))
  }

  @Post(':cohort/kolom')
  @Roles('officer', 'manager')
  async keepColumns(
    @Param('cohort') cohort: string,
    @CurrentStaff() staff: SignedIn,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const chosen = await this.getKnown(cohort, staff)
    const values = valuesOf(body)
    const { headings, samples, choices } = answersOf(values)
    const header = readHeader(headings, choices)
    if (!header.ok)
      return refused(
        <ImportColumnsPage {...{ chosen, headings, samples, values }} refusals={header.refusals} />,
      )
    await this.headings.keep(cohortIdOf(chosen), choices, staff.staffId)
    return seeOther(`/petugas/impor?kelompok=${chosen}&hasil=kolom`)
  }

  @Post(':cohort/lupakan')
  @Roles('officer', 'manager')
  async forgetColumns(@Param('cohort') cohort: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const chosen = await this.getKnown(cohort, staff)
    await this.headings.forget(cohortIdOf(chosen))
    return seeOther(`/petugas/impor?kelompok=${chosen}&hasil=lupa`)
  }

  /** Takes a whole file back: whoever answers for the office does, not whoever sent it by mistake. */
  @Post(':cohort/batal/:batch')
  @Roles('manager')
  async undo(
    @Param('cohort') cohort: string,
    @Param('batch') batch: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const chosen = await this.getKnown(cohort, staff)
    const id = /^\d{1,18}$/.test(batch) ? BigInt(batch) : undefined
    if (id === undefined || !(await this.recent.has(cohortIdOf(chosen), id))) throw new NotFound()
    try {
      await this.undone.undo(id, staff.staffId)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.page(staff, chosen, { errors: { '': error.message } }))
    }
    return seeOther(`/petugas/impor?kelompok=${chosen}&hasil=batal`)
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
    const chosen = await this.getKnown(cohort, staff)
    if (!steps.includes(step)) throw new NotFound()
    let values: FormValues = {}
    try {
      const report = await streamForm(request, response, (fields, file) => {
        values = valuesOf(fields)
        return this.take(chosen, step, staff, values, file)
      })
      const rows = await this.refusedRows.list(report.batchId, 'refused', SHOWN)
      const mayDownload = await this.refusedRows.isKnown(report.batchId, staff.staffId)
      return await this.page(staff, chosen, { report, refused: rows, mayDownload })
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      if (error instanceof HeadingsRefused && error.headings.length > 0) {
        const asked = columnsToAsk(error.headings, error.firstRows)
        return refused(<ImportColumnsPage {...asked} chosen={chosen} />)
      }
      const told = error.message || error.errors.map(({ detail }) => detail).join(' ')
      const field = error.errors.some(({ code }) => code === 'TOO_MANY_REFUSED') && isManager(staff)
      return refused(
        await this.page(staff, chosen, { values, errors: { [field ? ACCEPTANCE : 'file']: told } }),
      )
    }
  }

  private take(
    chosen: string,
    step: string,
    staff: SignedIn,
    values: FormValues,
    file?: StreamedFile,
  ): Promise<ImportReport> {
    if (!file) throw noFile()
    return this.imports.run({
      source: file.content,
      fileName: file.name,
      cohortId: cohortIdOf(chosen),
      uploaded: true,
      dryRun: step === 'periksa',
      ...(isManager(staff) ? { acceptRefusals: values[ACCEPTANCE] } : {}),
      by: staff.staffId,
    })
  }

  private async page(staff: SignedIn, chosen: string | undefined, view: Partial<ImportView> = {}) {
    const cohorts = await this.cohorts.list(branchInSight(staff))
    const remembered = chosen === undefined ? [] : await this.headings.list(cohortIdOf(chosen))
    const recent = chosen === undefined ? [] : await this.recent.list(cohortIdOf(chosen), RECENT)
    const manager = isManager(staff)
    return <ImportPage {...{ cohorts, chosen, remembered, recent }} {...view} {...{ manager }} />
  }

  /** @throws NotFound also for a group of another office */
  private async getKnown(cohort: string, staff: SignedIn): Promise<string> {
    const chosen = await this.known(cohort, staff)
    if (!chosen) throw new NotFound()
    return chosen
  }

  private async known(cohort: string | undefined, staff: SignedIn): Promise<string | undefined> {
    if (cohort === undefined || cohort === NO_COHORT) return cohort
    const inSight = isUUID(cohort) && (await this.cohorts.has(cohort, branchInSight(staff)))
    return inSight ? cohort : undefined
  }
}
