import { Body, Get, Param, Post } from '@nestjs/common'
import { IsString, Length } from 'class-validator'
import { Openings } from '../../documents/openings.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { NotFound } from '../../platform/problem/problems.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { Forms } from '../shared/form.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { fill } from '../shared/words.js'
import { claimId } from '../words/branch-claim.js'
import { ClaimDesk, type OpenClaim } from './claim-desk.service.js'
import { SeePage } from './claim-records.page.js'

const REASON = { message: 'Tulis alasannya dalam satu kalimat.' }

class SeeForm {
  @IsString(REASON)
  @Length(3, 500, REASON)
  alasan: string
}

interface HiddenValue {
  label: string
  value: string
  /** Its name on record. */
  field: string
}

/** A hidden number of a person is shown to whoever says why. */
@PageController('petugas/klaim/:number/lihat/:data')
export class ClaimSeeController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly payees: PayeesOfClaim,
    private readonly openings: Openings,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async ask(
    @Param('number') number: string,
    @Param('data') data: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const { label, value: hidden } = await this.hidden(claim, data)
    return <SeePage {...{ claim, label, data, hidden }} />
  }

  /** Shown in the answer to the form alone: never in an address, never kept by the browser. */
  @Post()
  @Roles(...claimReaders)
  async see(
    @Param('number') number: string,
    @Param('data') data: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const { label, value, field } = await this.hidden(claim, data)
    const form = await this.forms.read(SeeForm, body)
    const page = { claim, label, data, hidden: value }
    if (!form.ok) return refused(<SeePage {...page} values={form.values} errors={form.errors} />)
    await this.openings.unmask(claim.file.id, field, form.input.alasan, this.desk.reader(staff))
    return <SeePage {...page} value={value} />
  }

  /** @throws NotFound */
  private async hidden({ file }: OpenClaim, data: string): Promise<HiddenValue> {
    const [, kind, position] = /^(nik|telepon|rekening)(?:-(\d{1,2}))?$/.exec(data) ?? []
    const index = Number(position ?? 1) - 1
    if (kind === 'nik' && file.participant_nik)
      return { label: claimId.nik, value: file.participant_nik, field: 'participant_nik' }
    const party = kind === 'telepon' ? file.parties[index] : undefined
    if (party?.phone) {
      const label = fill(claimId.phoneOf, { name: party.name })
      return { label, value: party.phone, field: `party_phone:${index + 1}` }
    }
    const payee = kind === 'rekening' ? (await this.payees.list(file.id))[index] : undefined
    if (!payee) throw new NotFound()
    const label = fill(claimId.accountOf, { name: payee.name })
    return { label, value: payee.account_number, field: `payee_account:${index + 1}` }
  }
}
