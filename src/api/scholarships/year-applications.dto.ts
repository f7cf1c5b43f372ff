import { ApiProperty } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'
import { awardStates, yearStates } from '#libs/lifecycle'
import type { ScholarshipOfFamily, YearOfFamily } from '../../scholarship/family-scholarships.service.js'
import type { YearApplication } from '../../scholarship/year-applications.service.js'
import { DocumentDto } from '../documents/documents.dto.js'

const YES_OR_NO = { message: 'Jawab true atau false.' }
const SHORT = { message: 'Tulis 1 sampai 100 huruf.' }
const MONTHS = { message: 'Tulis jumlah bulan, 0 sampai 999.' }
const CODE = { message: 'Tulis kode jenjang atau kelas, misalnya SMP dan 8.' }
const segments = ['PU', 'BPU', 'intern'] as const

export class EmploymentOfChildDto {
  @IsIn(segments, { message: `Pilih: ${segments.join(', ')}.` })
  segment: (typeof segments)[number]

  /** PU: for how many months in a row. */
  @IsOptional()
  @IsInt(MONTHS)
  @Min(0, MONTHS)
  @Max(999, MONTHS)
  consecutiveMonths?: number
}

/** What the guardian states for one school year. Left out: not stated yet. */
export class YearApplicationDto {
  /** A level of the law, e.g. SMP. */
  @IsOptional()
  @IsString(CODE)
  @Length(1, 20, CODE)
  level?: string

  /** A grade of that level, e.g. 8; `pelatihan` for vocational training. */
  @IsOptional()
  @IsString(CODE)
  @Length(1, 20, CODE)
  grade?: string

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  repeated?: boolean

  @IsOptional()
  @IsString(SHORT)
  @Length(1, 100, SHORT)
  school?: string

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  married?: boolean

  /** false: the child does not work; where it does, `employment` says how. */
  @IsOptional()
  @IsBoolean(YES_OR_NO)
  working?: boolean

  @IsOptional()
  @ValidateNested()
  @Type(() => EmploymentOfChildDto)
  employment?: EmploymentOfChildDto
}

export function applicationOf({ employment, ...said }: YearApplicationDto): YearApplication {
  if (employment === undefined) return { ...said }
  const { segment, consecutiveMonths: months } = employment
  return { ...said, employment: { segment, ...(months === undefined ? {} : { consecutive_months: months }) } }
}

export class YearOfChildDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ example: '2026/2027' })
  schoolYear: string

  @ApiProperty({ enum: yearStates })
  state: string

  @ApiProperty({ type: 'integer', description: 'For If-Match' })
  version: number

  @ApiProperty({ format: 'date', description: 'The day of its last step' })
  since: string

  @ApiProperty({ enum: ['family', 'branch', 'approver', 'finance', 'bank', 'nobody'] })
  waitsFor: string

  @ApiProperty({ enum: ['apply', 'mend', 'catch_up', 'account', 'may_object', 'none'] })
  familyMay: string

  @ApiProperty({ enum: ['from', 'until', 'by', 'since'], description: 'How `nextOn` is meant' })
  nextIs: string

  @ApiProperty({ format: 'date' })
  nextOn: string

  @ApiProperty({ format: 'date', description: 'The last day on which a missed year may be caught up' })
  catchUpUntil: string

  @ApiProperty({ type: String, nullable: true, example: 'SMP' })
  level: string | null

  @ApiProperty({ type: String, nullable: true, example: '8' })
  grade: string | null

  @ApiProperty({ type: 'integer', nullable: true, description: 'Rupiah; null until it was verified' })
  amount: number | null

  @ApiProperty({ type: 'integer', description: 'Rupiah; an estimate, never a payable amount' })
  expectedAmount: number

  @ApiProperty({ type: String, format: 'date', nullable: true })
  paidOn: string | null

  static of(year: YearOfFamily): YearOfChildDto {
    const { id, state, seq, since, level, grade, amount, progress } = year
    return {
      id,
      state,
      since,
      schoolYear: year.school_year,
      version: seq,
      waitsFor: progress.ball,
      familyMay: progress.duty,
      nextIs: progress.next.kind,
      nextOn: progress.next.date,
      catchUpUntil: year.catch_up_until,
      level: level ?? year.expected_level,
      grade: level === null ? year.expected_grade : grade,
      amount: amount === null ? null : Number(amount),
      expectedAmount: Number(year.expected_amount),
      paidOn: year.paid_on,
    }
  }
}

export class ScholarshipDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  child: string

  @ApiProperty({ format: 'date' })
  birthDate: string

  @ApiProperty({ enum: awardStates })
  state: string

  @ApiProperty({ type: 'integer' })
  version: number

  @ApiProperty({ format: 'date' })
  since: string

  @ApiProperty({ type: String, nullable: true, description: 'Null: everybody who acts on the claim' })
  guardian: string | null

  @ApiProperty({ type: 'integer', description: 'Rupiah paid so far' })
  paid: number

  @ApiProperty({ type: 'integer', description: 'Rupiah; an estimate of what is still to come' })
  expected: number

  @ApiProperty({ type: [YearOfChildDto] })
  years: YearOfChildDto[]

  static of(award: ScholarshipOfFamily): ScholarshipDto {
    const { id, state, seq, since, guardian, paid, expected, years } = award
    return {
      id,
      state,
      since,
      guardian,
      child: award.child_name,
      birthDate: award.child_birth_date,
      version: seq,
      paid: Number(paid),
      expected: Number(expected),
      years: years.map((year) => YearOfChildDto.of(year)),
    }
  }
}

export class ScholarshipsDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: [ScholarshipDto] })
  scholarships: ScholarshipDto[]
}

export class YearApplicationOnFileDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: YearOfChildDto })
  year: YearOfChildDto

  @ApiProperty({ type: YearApplicationDto, description: 'What was stated so far' })
  application: YearApplicationDto

  @ApiProperty({ type: [DocumentDto], description: 'The papers that the stated grade asks for' })
  papers: DocumentDto[]

  static of(number: string, year: YearOfFamily, papers: DocumentDto[]): YearApplicationOnFileDto {
    const { employment, ...said } = year.application
    const { segment, consecutive_months: consecutiveMonths } = employment ?? {}
    const application = { ...said, ...(segment ? { employment: { segment, consecutiveMonths } } : {}) }
    return { number, year: YearOfChildDto.of(year), application, papers }
  }
}

export class SentApplicationDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: yearStates })
  to: string

  @ApiProperty({ type: 'integer' })
  version: number

  @ApiProperty({ description: 'The same key had already sent it; nothing was done again' })
  repeated: boolean
}
