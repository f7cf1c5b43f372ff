import { randomUUID } from 'node:crypto'
import { Body, Get, Param, Post } from '@nestjs/common'
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator'
import { formatDateId } from '#libs/local-date'
import { claimantActor, type OwnClaim } from '../../claims/claims-of-claimant.query.js'
import { WHOLE_FILE } from '../../documents/break-glass.service.js'
import { type OpeningOnRecord, Openings } from '../../documents/openings.service.js'
import { type DataRequestKind, dataRequestKinds, DataRequests } from '../../intake/data-requests.service.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { type FormErrors, Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { dataWords as words } from '../words/claimant-data.js'
import { dateAt, timeAt } from './claimant-dates.js'
import { DATA_WORDS_LENGTH, MyDataPage, type OpeningShown } from './my-data.page.js'
import { ClaimCases } from './status-case.js'

const SHOWN = 20

class DataRequestForm {
  @IsIn(dataRequestKinds, { message: words.askKindMissing })
  minta: DataRequestKind

  @IsOptional()
  @IsString()
  @Length(1, DATA_WORDS_LENGTH, { message: words.askWordsTooLong })
  keterangan?: string

  @IsUUID()
  kunci: string
}

@PageController('k/:number/data')
export class MyDataController {
  constructor(
    private readonly cases: ClaimCases,
    private readonly openings: Openings,
    private readonly requests: DataRequests,
    private readonly words: ProblemWords,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Claimant()
  async show(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.page(await this.cases.ownWhole(number, claimant))
  }

  @Post()
  @Claimant()
  async ask(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const claim = await this.cases.ownWhole(number, claimant)
    const form = await this.forms.read(DataRequestForm, body)
    if (!form.ok) return refused(await this.page(claim, form.values, form.errors))
    const { minta, keterangan, kunci } = form.input
    const partyId = claimantActor(claim).id.replace('party:', '')
    await this.requests.ask({ claimId: claim.id, partyId }, minta, keterangan ?? null, kunci)
    return seeOther(`/k/${claim.number}/data?hasil=diminta`)
  }

  private async page(claim: OwnClaim, values?: FormValues, errors?: FormErrors) {
    const [openings, requests] = await Promise.all([this.openings.of(claim.id), this.requests.of(claim.id)])
    const own = `party:${claim.party_id}`
    return (
      <MyDataPage
        number={claim.number}
        stepKey={values?.kunci ?? randomUUID()}
        openings={openings.slice(0, SHOWN).map((opening) => this.shown(opening, own))}
        more={openings.length > SHOWN}
        requests={requests}
        answerHours={this.requests.answerHours}
        {...{ values, errors }}
      />
    )
  }

  /** Officers by their task, not by name: it is the office that answers for them. */
  private shown({ at, actorId, actorRole, fileId, field }: OpeningOnRecord, own: string): OpeningShown {
    return {
      when: `${formatDateId(dateAt(at))}, ${timeAt(at)}`,
      who: actorId === own ? words.openedSelf : this.words.label('roles', actorRole),
      what: whatWasOpened(fileId, field),
    }
  }
}

function whatWasOpened(fileId: string | null, field: string | null): string {
  if (fileId !== null) return words.openedFile
  if (field === WHOLE_FILE) return words.openedWhole
  return field?.startsWith('letter ') ? words.openedLetter : words.openedValue
}
