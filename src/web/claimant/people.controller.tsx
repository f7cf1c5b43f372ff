import { Body, Get, Param, Post } from '@nestjs/common'
import { IsIn, IsString, Length, Matches } from 'class-validator'
import { claimantActor, type OwnClaim } from '../../claims/claims-of-claimant.query.js'
import { type HelperKind, helperKinds, PeopleOfClaim } from '../../claims/people-of-claim.service.js'
import { DocumentService } from '../../documents/document.service.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { errorsOf, type FormErrors, Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { peopleWords as words } from '../words/claimant-people.js'
import { isGiven } from './draft/document-status.js'
import { NAME_LENGTH, PeoplePage } from './people.page.js'
import { ClaimCases } from './status-case.js'

const LETTER = 'SURAT_KUASA'

class HelperForm {
  @IsIn(helperKinds, { message: words.kindMissing })
  boleh: HelperKind

  @IsString({ message: words.whoNameMissing })
  @Length(1, NAME_LENGTH, { message: words.whoNameMissing })
  nama: string

  @Matches(/^[\d +().-]{9,20}$/, { message: words.whoPhoneMissing })
  hp: string
}

/** The people on a claim, as the family sees and names them. */
@PageController('k/:number/orang')
export class PeopleController {
  constructor(
    private readonly cases: ClaimCases,
    private readonly people: PeopleOfClaim,
    private readonly documents: DocumentService,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Claimant()
  async show(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.page(await this.whole(number, claimant))
  }

  @Post()
  @Claimant()
  async name(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const claim = await this.whole(number, claimant)
    const form = await this.forms.read(HelperForm, body)
    if (!form.ok) return refused(await this.page(claim, form.values, form.errors))
    const { boleh: kind, nama: name, hp: phone } = form.input
    try {
      await this.people.name(claim.id, { kind, name, phone }, claimantActor(claim))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const errors = errorsOf(error.errors, { '/phone': 'hp', '/kind': 'boleh' })
      return refused(await this.page(claim, form.values, errors))
    }
    return seeOther(`/k/${claim.number}/orang?hasil=dicatat`)
  }

  @Post(':person/cabut')
  @Claimant()
  async takeBack(
    @Param('number') number: string,
    @Param('person') person: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const claim = await this.whole(number, claimant)
    await this.people.takeBack(claim.id, person, claimantActor(claim))
    return seeOther(`/k/${claim.number}/orang?hasil=dicabut`)
  }

  /** Whoever only follows the claim does not read who else is on it. @throws NotFound */
  private async whole(number: string, claimant: SignedInClaimant): Promise<OwnClaim> {
    const claim = await this.cases.ownWhole(number, claimant)
    if (claim.party_id === null) throw new NotFound()
    return claim
  }

  private async page(claim: OwnClaim, values?: FormValues, errors?: FormErrors) {
    const [people, documents] = await Promise.all([
      this.people.list(claim.id),
      this.documents.listFor(claim.id, claimantActor(claim)),
    ])
    const letter = documents.find(({ code }) => code === LETTER)
    return (
      <PeoplePage
        number={claim.number}
        people={people.filter(
          ({ ended, kind, came_with: joined, acts }) =>
            !ended && kind !== 'officer' && (joined === null || acts),
        )}
        mayName={claim.party_kind === 'heir'}
        letter={letter ? { given: isGiven(letter) } : null}
        {...{ values, errors }}
      />
    )
  }
}
