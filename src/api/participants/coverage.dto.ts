import { ApiProperty } from '@nestjs/swagger'
import { maskNik } from '#libs/nik'
import type { Coverage } from '../../membership/coverage.service.js'

type Answer = Awaited<ReturnType<Coverage['answer']>>

export class EmployerDto {
  @ApiProperty()
  number: string

  @ApiProperty()
  name: string
}

export class GapDto {
  @ApiProperty({ format: 'date', description: 'First day of the first unpaid month' })
  from: string

  @ApiProperty({ type: 'integer' })
  months: number
}

export class SponsorDto {
  @ApiProperty()
  code: string

  @ApiProperty()
  name: string
}

export class ArrearsDto {
  @ApiProperty({ format: 'date', description: 'First day of the first unpaid month' })
  firstMonth: string

  @ApiProperty({ type: 'integer' })
  months: number

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  amount: number

  @ApiProperty({ format: 'date' })
  lastDay: string
}

export class CoverageDto {
  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '************0001',
    description: 'As it was asked, masked; null where it was not asked by NIK',
  })
  nik: string | null

  @ApiProperty({ format: 'date' })
  eventDate: string

  @ApiProperty()
  covered: boolean

  @ApiProperty({
    enum: ['COVERED', 'IN_GRACE', 'LAPSED', 'ENDED', 'NOT_STARTED', 'NOT_REGISTERED', 'BEFORE_RULES'],
  })
  reason: string

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Card number; all but the last four digits hidden',
  })
  kpj: string | null

  @ApiProperty({ type: 'string', enum: ['PU', 'BPU'], nullable: true })
  segment: string | null

  @ApiProperty({ type: 'integer', nullable: true, description: 'Rupiah a month' })
  benefitWageBase: number | null

  @ApiProperty({ type: 'integer', nullable: true })
  contributionMonths: number | null

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  membershipStart: string | null

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  paidUntil: string | null

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'Last day on which arrears may be settled and membership goes on',
  })
  graceUntil: string | null

  @ApiProperty({ type: [GapDto], description: 'Unpaid months between paid ones, the earliest first' })
  gaps: GapDto[]

  @ApiProperty({ type: SponsorDto, nullable: true })
  sponsor: SponsorDto | null

  @ApiProperty({ type: EmployerDto, nullable: true, description: 'Of a wage earner, on the day' })
  employer: EmployerDto | null

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Months the employer had left unpaid by the day',
  })
  employerArrearsMonths: number | null

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'From this day a death gives the full JKM',
  })
  fullJkmFrom: string | null

  @ApiProperty({
    type: ArrearsDto,
    nullable: true,
    description: 'What must be paid, and by when, while arrears can be settled',
  })
  arrears: ArrearsDto | null

  @ApiProperty({ type: [String], description: 'What a verifier should look at; none of it decides anything' })
  doubts: string[]

  static of(nik: string | undefined, answer: Answer): CoverageDto {
    const { event_date: eventDate, covered, reason, kpj, participant, sponsor, employer, cure } = answer
    return {
      ...{ eventDate, covered, reason, sponsor: sponsor ?? null, employer: employer ?? null },
      nik: nik === undefined ? null : maskNik(nik),
      kpj: kpj === undefined ? null : maskNik(kpj),
      segment: participant?.segment ?? null,
      benefitWageBase: participant?.benefit_wage_base ?? null,
      contributionMonths: participant?.contribution_months ?? null,
      membershipStart: participant?.membership_start ?? null,
      paidUntil: participant?.paid_until ?? null,
      graceUntil: answer.grace_until ?? null,
      gaps: (answer.gaps ?? []).map(({ from, months }) => ({ from, months })),
      employerArrearsMonths: participant?.arrears_months ?? null,
      fullJkmFrom: answer.full_jkm_from ?? null,
      arrears: cure
        ? { firstMonth: cure.first_month, months: cure.months, amount: cure.amount, lastDay: cure.last_day }
        : null,
      doubts: [...answer.doubts],
    }
  }
}
