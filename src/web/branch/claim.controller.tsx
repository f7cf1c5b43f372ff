import { Body, Get, Param, Post } from '@nestjs/common'
import { IsString, Length } from 'class-validator'
import { AssessmentService } from '../../assessment/assessment.service.js'
import { ClaimNotes } from '../../claims/claim-notes.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { Forms } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { CalculationPage } from './calculation.page.js'
import { ClaimDesk } from './claim-desk.service.js'
import { ClaimRecords } from './claim-records.js'
import { HistoryPage, NotesPage } from './claim-records.page.js'
import { paths } from './paths.js'
import { claimMovers } from './roles.js'

const NOTE = { message: 'Tulis catatannya, paling banyak 2.000 huruf.' }

class NoteForm {
  @IsString(NOTE)
  @Length(1, 2000, NOTE)
  isi: string
}

/** What has been written on a claim: its calculation, payments, history and notes. */
@PageController('petugas/klaim/:number')
export class ClaimController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly records: ClaimRecords,
    private readonly notes: ClaimNotes,
    private readonly assessment: AssessmentService,
    private readonly forms: Forms,
    private readonly words: ProblemWords,
  ) {}

  @Get('perhitungan')
  @Roles(...claimReaders)
  async calculation(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const calculation = await this.records.calculations.find(claim.file.id)
    const mayDraft = staff.roles.has('verifier') && claim.file.state === 'in_verification'
    return <CalculationPage {...{ claim, calculation, mayDraft }} />
  }

  @Post('perhitungan')
  @Roles('verifier')
  async calculate(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const { file } = await this.desk.open(number, staff)
    if (file.state === 'in_verification') await this.assessment.draft(file.id)
    return seeOther(paths.claim(number, 'perhitungan'))
  }

  @Get('riwayat')
  @Roles(...claimReaders)
  async history(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const rows = await this.records.histories.of(claim.file.id)
    const view = {
      claim,
      steps: rows.map((row) => ({ ...row, label: this.words.label('claim_events', row.event) })),
      assignments: await this.records.assignments.history(claim.file.id),
      letters: await this.records.letters.listFor(claim.file.id, this.desk.reader(staff)),
      openings: (await this.records.openings.of(claim.file.id)).length,
    }
    return <HistoryPage view={view} />
  }

  @Get('catatan')
  @Roles(...claimReaders)
  async listNotes(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    return <NotesPage claim={claim} notes={await this.notes.of(claim.file.id)} mayWrite={mayWrite(staff)} />
  }

  @Post('catatan')
  @Roles(...claimMovers)
  async addNote(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const form = await this.forms.read(NoteForm, body)
    if (!form.ok) {
      const claim = await this.desk.open(number, staff)
      const notes = await this.notes.of(claim.file.id)
      return refused(
        <NotesPage claim={claim} notes={notes} mayWrite values={form.values} errors={form.errors} />,
      )
    }
    await this.notes.add(await this.desk.idOf(number, staff), staff.staffId, form.input.isi)
    return seeOther(paths.claim(number, 'catatan?hasil=catatan'))
  }
}

function mayWrite(staff: SignedIn): boolean {
  return claimMovers.some((role) => staff.roles.has(role))
}
