import { ApiProperty } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import { yearStates } from '#libs/lifecycle'
import type { ProblemWords } from '../../platform/problem/problem-words.js'
import type { SchoolYearFile } from '../../scholarship/school-year-file.query.js'
import {
  deskYearEvents,
  type DeskYearEvent,
  type OfferedScholarshipStep,
  type YearAtDesk,
} from '../../scholarship/scholarship-staff.service.js'
import {
  type WaitingState,
  waitingStates,
  type WaitingYear,
} from '../../scholarship/school-years-in-branch.query.js'
import { RefusalDto } from '../claims/steps.dto.js'

const LIMIT = { message: 'Tulis bilangan bulat dari 1 sampai 200.' }

/** Which school years a list asks for. */
export class ListSchoolYearsDto {
  /** Left out: those that wait for a verifier. */
  @IsOptional()
  @IsIn(waitingStates, { message: `Pilih keadaan: ${waitingStates.join(', ')}.` })
  state?: WaitingState

  /** From `next` of the page before. */
  @IsOptional()
  @Matches(/^[\w-]{1,200}$/, {
    message: 'Penanda halaman ini tidak dikenal. Mulai lagi dari halaman pertama.',
  })
  cursor?: string

  @IsOptional()
  @Type(() => Number)
  @IsInt(LIMIT)
  @Min(1, LIMIT)
  @Max(200, LIMIT)
  limit?: number
}

export class ListedSchoolYearDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ description: 'The claim that earned the scholarship' })
  claim: string

  @ApiProperty()
  child: string

  @ApiProperty({ example: '2026/2027' })
  schoolYear: string

  @ApiProperty({ enum: waitingStates })
  state: string

  @ApiProperty({ type: 'string', nullable: true })
  level: string | null

  @ApiProperty({ type: 'string', nullable: true })
  grade: string | null

  @ApiProperty({ format: 'date', description: 'First applied for' })
  receivedOn: string

  @ApiProperty({ type: 'integer', nullable: true, description: 'Rupiah, as verified' })
  amount: number | null

  @ApiProperty({ type: [String], description: 'What to look at before deciding' })
  marks: string[]

  @ApiProperty({ type: 'integer', description: 'For If-Match' })
  version: number

  static of(year: WaitingYear): ListedSchoolYearDto {
    const { id, state, level, grade, marks } = year
    return {
      ...{ id, state, level, grade, marks },
      claim: year.claim_number,
      child: year.child_name,
      schoolYear: year.school_year,
      receivedOn: year.received_on,
      amount: year.amount === null ? null : Number(year.amount),
      version: year.seq,
    }
  }
}

export class SchoolYearPageDto {
  @ApiProperty({ type: [ListedSchoolYearDto] })
  items: ListedSchoolYearDto[]

  @ApiProperty({ type: 'string', nullable: true, description: 'The cursor of the next page' })
  next: string | null
}

export class RulingDto {
  @ApiProperty()
  payable: boolean

  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  amount: number

  @ApiProperty({ type: 'string', nullable: true, description: 'The ground as one Indonesian sentence' })
  because: string | null

  @ApiProperty({ type: 'string', nullable: true })
  article: string | null
}

export class LevelCountDto {
  @ApiProperty()
  level: string

  @ApiProperty({ type: 'integer', description: 'Years decided to be paid' })
  taken: number

  @ApiProperty({ type: 'integer', description: 'Years that the law pays' })
  years: number
}

export class SchoolYearDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ format: 'uuid' })
  award: string

  @ApiProperty()
  claim: string

  @ApiProperty()
  child: string

  @ApiProperty({ example: '2026/2027' })
  schoolYear: string

  @ApiProperty({ enum: yearStates })
  state: string

  @ApiProperty()
  stateLabel: string

  @ApiProperty({ type: 'string', nullable: true })
  level: string | null

  @ApiProperty({ type: 'string', nullable: true })
  grade: string | null

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  receivedOn: string | null

  @ApiProperty({ format: 'date', description: 'The last day on which it may still be applied for' })
  catchUpUntil: string

  @ApiProperty({ type: 'integer', nullable: true, description: 'Rupiah, as verified' })
  amount: number | null

  @ApiProperty({ type: RulingDto, nullable: true, description: 'What the law says today' })
  ruling: RulingDto | null

  @ApiProperty({ type: [String], description: 'Codes of papers not given, or to be given again' })
  missing: string[]

  @ApiProperty({ type: [LevelCountDto] })
  counters: LevelCountDto[]

  @ApiProperty({ type: 'integer', description: 'For If-Match' })
  version: number

  static of(file: SchoolYearFile, { ruling, missing }: YearAtDesk, words: ProblemWords): SchoolYearDto {
    const { id, state, level, grade } = file
    return {
      ...{ id, state, level, grade },
      award: file.award_id,
      claim: file.claim_number,
      child: file.child_name,
      schoolYear: file.school_year,
      stateLabel: words.label('scholarship_year_states', state),
      receivedOn: file.received_on,
      catchUpUntil: file.catch_up_until,
      amount: file.amount === null ? null : Number(file.amount),
      ruling: ruling && { ...ruling, amount: Number(ruling.amount) },
      missing: [...missing],
      counters: file.levels.map(({ code, taken, years }) => ({ level: code, taken, years })),
      version: file.seq,
    }
  }
}

export class SchoolYearStepDto {
  @ApiProperty({ enum: deskYearEvents })
  event: string

  @ApiProperty({ example: 'Verifikasi' })
  label: string

  @ApiProperty({ enum: yearStates })
  to: string

  @ApiProperty({ description: 'The role in which this person would do it' })
  role: string

  @ApiProperty()
  allowed: boolean

  @ApiProperty({ type: [RefusalDto], description: 'Everything that stands in the way, all at once' })
  refusals: RefusalDto[]

  @ApiProperty({ type: [String], description: 'Demands on what the person enters with the step' })
  asks: string[]

  static of({ asks, ...step }: OfferedScholarshipStep<DeskYearEvent>): SchoolYearStepDto {
    return { ...step, asks: [...asks] }
  }
}

export class SchoolYearStepsDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: yearStates })
  state: string

  @ApiProperty({ type: 'integer', description: 'For If-Match' })
  version: number

  @ApiProperty({ type: [SchoolYearStepDto] })
  steps: SchoolYearStepDto[]
}

export class TakenSchoolYearStepDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: deskYearEvents })
  event: string

  @ApiProperty({ enum: yearStates })
  to: string

  @ApiProperty({ type: 'integer' })
  version: number

  @ApiProperty({ description: 'The same key had already done this; nothing was done again' })
  repeated: boolean
}
