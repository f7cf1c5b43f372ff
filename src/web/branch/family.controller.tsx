import { Body, Get, Param, Post } from '@nestjs/common'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { FamilyDto, familyRelations } from '../../verification/family.dto.js'
import { HeirSets } from '../../verification/heir-sets.service.js'
import { dateOf, dateParts } from '../shared/components/fields.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { FamilyPage, MOST_RELATIVES } from './family.page.js'
import { fieldErrors, rowField, rowsWanted } from './field-errors.js'
import { paths } from './paths.js'

/** Writing down the family, before anybody is settled as a payee. */
@PageController('petugas/klaim/:number/keluarga')
export class FamilyController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly heirSets: HeirSets,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('verifier')
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const set = await this.heirSets.latest(claim.file.id)
    const family = set?.stated ? set.family : statedBy(claim.file.answers)
    const rows = Math.max(family.relatives.length, 1)
    return <FamilyPage view={{ claim, rows, values: valuesFrom(family) }} />
  }

  @Post()
  @Roles('verifier')
  async keep(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const rows = rowsWanted(values.baris, 1, MOST_RELATIVES)
    const claimId = await this.desk.idOf(number, staff)
    if (values.tambah) return this.page(number, staff, { rows: Math.min(rows + 1, MOST_RELATIVES), values })
    try {
      const dto = await validInput(FamilyDto, familyFrom(values, rows), this.words)
      await this.heirSets.keep(claimId, dto, actorOf(staff, 'verifier'))
      return seeOther(paths.claim(number, 'ahli-waris?hasil=keluarga'))
    } catch (error) {
      const errors = fieldErrors(error, this.words, fieldOf)
      return refused(await this.page(number, staff, { rows, values, errors }))
    }
  }

  private async page(
    number: string,
    staff: SignedIn,
    typed: { rows: number; values: FormValues; errors?: FormErrors },
  ) {
    return <FamilyPage view={{ claim: await this.desk.open(number, staff), ...typed }} />
  }
}

const ofRelative = rowField('relatives')
const fieldOf = (pointer: string): string =>
  ofRelative(pointer) || pointer.replace(/^\/(will\/)?/, '').replace(/\/.*$/, '')

/** What the family stated; a verifier confirms each from the documents and adds who is missing. */
function statedBy(answers: Record<string, unknown>): FamilyDto {
  const { claimant, children = [] } = answers as Partial<ClaimAnswers>
  const relation = familyRelations.find((each) => each === claimant?.relation)
  return {
    relatives: [
      ...(claimant && relation ? [{ name: claimant.name, relation }] : []),
      ...children
        .filter(({ name }) => name !== claimant?.name)
        .map(({ name, birthDate, married }) => ({ name, relation: 'child' as const, birthDate, married })),
    ],
  }
}

function valuesFrom({ relatives, will, ...others }: FamilyDto): FormValues {
  const rows = relatives.map(({ name, relation, birthDate, alive, married }, index) => {
    const place = index + 1
    return {
      [`name-${place}`]: name,
      [`relation-${place}`]: relation,
      ...dateParts(`birthDate-${place}`, birthDate),
      ...(alive === false && { [`dead-${place}`]: 'ya' }),
      ...(married === true && { [`married-${place}`]: 'ya' }),
    }
  })
  return Object.assign({}, ...rows, others, will) as FormValues
}

/** Rows without a name and a relation are left out; those behind them keep their place in the form's errors. */
function familyFrom(values: FormValues, rows: number): object {
  const { representative, guardian, burialArranger, beneficiary, deed } = values
  const relatives = Array.from({ length: rows }, (_, index) => {
    const of = (name: string): string | undefined => values[`${name}-${index + 1}`]
    return {
      name: of('name'),
      relation: of('relation'),
      birthDate: dateOf(values, `birthDate-${index + 1}`),
      alive: of('dead') !== 'ya',
      married: of('married') === 'ya',
    }
  })
  const last = relatives.findLastIndex(({ name, relation }) => name !== undefined || relation !== undefined)
  return {
    relatives: relatives.slice(0, last + 1),
    ...{ representative, guardian, burialArranger },
    ...(beneficiary && { will: { beneficiary, deed } }),
  }
}
