import { Body, Get, Param, Post } from '@nestjs/common'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { ChildContacts } from '../../scholarship/child-contacts.service.js'
import { errorsOf, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ChildPhonePage } from './child-phone.page.js'
import { type OwnAward, OwnScholarshipCases } from './own-scholarships.service.js'
import { listPath } from './paths.js'

@PageController('k/:number/beasiswa/anak/:award/hp')
export class ChildPhoneController {
  constructor(
    private readonly own: OwnScholarshipCases,
    private readonly children: ChildContacts,
  ) {}

  @Get()
  @Claimant()
  async form(
    @Param('number') number: string,
    @Param('award') award: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const of = await this.own.award(number, award, claimant)
    return mayBeNamed(of) ? <ChildPhonePage of={of} /> : seeOther(listPath(number))
  }

  @Post()
  @Claimant()
  async save(
    @Param('number') number: string,
    @Param('award') award: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const of = await this.own.award(number, award, claimant)
    const values = valuesOf(body)
    try {
      await this.children.name(of.award.id, values.hp ?? '', of.actor)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(
        <ChildPhonePage
          {...{ of, values }}
          errors={errorsOf(error.errors, { '/phone': 'hp', '/kind': 'hp' })}
        />,
      )
    }
    return seeOther(`${listPath(number)}?hasil=nomor`)
  }
}

function mayBeNamed({ award }: OwnAward): boolean {
  return award.may_act && award.mayBeTold && !award.child_told
}
