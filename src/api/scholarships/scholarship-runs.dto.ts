import { ApiProperty } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator'
import type { ForecastRow } from '../../scholarship/scholarship-forecast.query.js'
import type { RunKind, RunPreview, RunStanding } from '../../scholarship/scholarship-runs.service.js'

export const runKinds = ['open', 'lift_hold'] as const satisfies readonly RunKind[]
const YEAR = { message: 'Tulis tahun ajaran seperti 2026/2027.' }
const REASON = { message: 'Tulis alasannya dalam 1 sampai 1.000 huruf.' }

/** For which children a run is asked. */
export class AskedRunDto {
  @IsIn(runKinds, { message: `Pilih langkah: ${runKinds.join(', ')}.` })
  kind: RunKind

  @Matches(/^\d{4}\/\d{4}$/, YEAR)
  schoolYear: string
}

export class BegunRunDto extends AskedRunDto {
  /** Why the hold is lifted. */
  @IsOptional()
  @IsString(REASON)
  @Length(1, 1000, REASON)
  reason?: string
}

export class PreviewRowDto {
  @ApiProperty()
  branch: string

  @ApiProperty({ type: 'string', nullable: true })
  level: string | null

  @ApiProperty({ type: 'integer' })
  children: number

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  expected: number

  static of({ expected, ...row }: RunPreview): PreviewRowDto {
    return { ...row, expected: Number(expected) }
  }
}

export class RunPreviewDto {
  @ApiProperty({ type: [PreviewRowDto] })
  items: PreviewRowDto[]
}

export class RunDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: runKinds })
  kind: string

  @ApiProperty({ example: '2026/2027' })
  schoolYear: string

  @ApiProperty({ type: 'string', nullable: true, description: 'Null: every branch' })
  branch: string | null

  @ApiProperty({ format: 'date-time' })
  askedAt: string

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null

  @ApiProperty({ type: 'integer' })
  total: number

  @ApiProperty({ type: 'integer' })
  waiting: number

  @ApiProperty({ type: 'integer' })
  done: number

  @ApiProperty({ type: 'integer', description: 'A rule said no' })
  refused: number

  @ApiProperty({ type: 'integer', description: 'Something else went wrong' })
  failed: number

  static of({ id, kind, branch, total, waiting, done, refused, failed, ...run }: RunStanding): RunDto {
    return {
      ...{ id, kind, branch, total, waiting, done, refused, failed },
      schoolYear: run.school_year,
      askedAt: run.asked_at,
      finishedAt: run.finished_at,
    }
  }
}

export class RunsDto {
  @ApiProperty({ type: [RunDto] })
  items: RunDto[]
}

export class ForecastRowDto {
  @ApiProperty({ example: '2026/2027' })
  schoolYear: string

  @ApiProperty()
  branch: string

  @ApiProperty()
  level: string

  @ApiProperty({ type: 'integer' })
  children: number

  @ApiProperty({ type: 'integer', description: 'Rupiah decided and not yet paid' })
  owed: number

  @ApiProperty({ type: 'integer', description: 'An estimate in rupiah' })
  expected: number

  static of({ school_year: schoolYear, owed, expected, ...row }: ForecastRow): ForecastRowDto {
    return { ...row, schoolYear, owed: Number(owed), expected: Number(expected) }
  }
}

export class ForecastDto {
  @ApiProperty({ type: [ForecastRowDto] })
  items: ForecastRowDto[]
}
