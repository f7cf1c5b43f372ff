import { ApiProperty } from '@nestjs/swagger'
import type { CoverageDifference } from '../../membership/coverage-differences.service.js'

type Answer = CoverageDifference['before']

/** What the registry answered, without the numbers of the person. */
export class CoverageThenDto {
  @ApiProperty()
  covered: boolean

  @ApiProperty({ description: 'Code, for example COVERED, IN_GRACE, LAPSED' })
  reason: string

  @ApiProperty({ type: 'string', nullable: true, format: 'date' })
  membershipStart: string | null

  @ApiProperty({ type: 'string', nullable: true, format: 'date' })
  paidUntil: string | null

  @ApiProperty({ type: 'integer', nullable: true })
  contributionMonths: number | null

  @ApiProperty({ type: 'integer', nullable: true, description: 'Rupiah a month' })
  benefitWageBase: number | null

  @ApiProperty({ type: [String] })
  doubts: string[]

  static of({ covered, reason, participant, doubts }: Answer): CoverageThenDto {
    return {
      ...{ covered, reason, doubts: [...doubts] },
      membershipStart: participant?.membership_start ?? null,
      paidUntil: participant?.paid_until ?? null,
      contributionMonths: participant?.contribution_months ?? null,
      benefitWageBase: participant?.benefit_wage_base ?? null,
    }
  }
}

export class CoverageDifferenceDto {
  @ApiProperty({ type: 'string' })
  id: string

  @ApiProperty({ type: CoverageThenDto, description: 'What the claim was told' })
  before: CoverageThenDto

  @ApiProperty({ type: CoverageThenDto, description: 'What the registry says since' })
  after: CoverageThenDto

  @ApiProperty({ format: 'date-time' })
  foundAt: string

  @ApiProperty({
    type: 'string',
    enum: ['kept', 'adopted', 'superseded'],
    nullable: true,
    description: 'Null: open',
  })
  outcome: string | null

  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  settledAt: string | null

  static of({
    id,
    before,
    after,
    foundAt,
    outcome,
    reason,
    settledAt,
  }: CoverageDifference): CoverageDifferenceDto {
    return {
      ...{ id: String(id), foundAt, outcome, reason, settledAt },
      before: CoverageThenDto.of(before),
      after: CoverageThenDto.of(after),
    }
  }
}

export class CoverageDifferencesDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: [CoverageDifferenceDto], description: 'The earliest first' })
  differences: CoverageDifferenceDto[]
}
