import { ApiProperty } from '@nestjs/swagger'
import { Matches } from 'class-validator'
import { maskNik } from '#libs/nik'
import type { Coverage } from '../../membership/coverage.service.js'

type Answer = Awaited<ReturnType<Coverage['answer']>>

/** In the body, not in the address: addresses are written into logs on the way. */
export class AskCoverageDto {
  @Matches(/^\d{16}$/, { message: 'NIK terdiri dari 16 angka; lihat KTP atau Kartu Keluarga.' })
  nik: string

  /** The day of the accident or death. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, {
    message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.',
  })
  eventDate: string
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
  @ApiProperty({ example: '************0001' })
  nik: string

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

  @ApiProperty({ type: SponsorDto, nullable: true })
  sponsor: SponsorDto | null

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

  static of(nik: string, answer: Answer): CoverageDto {
    const { event_date: eventDate, covered, reason, kpj, participant, sponsor, cure, doubts } = answer
    return {
      ...{ eventDate, covered, reason, sponsor: sponsor ?? null, doubts: [...doubts] },
      nik: maskNik(nik),
      kpj: kpj === undefined ? null : maskNik(kpj),
      segment: participant?.segment ?? null,
      benefitWageBase: participant?.benefit_wage_base ?? null,
      contributionMonths: participant?.contribution_months ?? null,
      membershipStart: participant?.membership_start ?? null,
      paidUntil: participant?.paid_until ?? null,
      fullJkmFrom: answer.full_jkm_from ?? null,
      arrears: cure
        ? { firstMonth: cure.first_month, months: cure.months, amount: cure.amount, lastDay: cure.last_day }
        : null,
    }
  }
}
