import { ApiProperty } from '@nestjs/swagger'
import { decisionLabels, lineLabels } from '#libs/benefits'
import type { CalculationOnFile, StoredLine } from '../../assessment/latest-calculation.query.js'

export class LineDto {
  @ApiProperty({ example: 'JKM_LUMP' })
  code: string

  @ApiProperty({ example: 'Santunan kematian sekaligus' })
  label: string

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  amount: number

  @ApiProperty({ description: 'The article of law that the amount rests on' })
  article: string

  @ApiProperty({ description: 'The arithmetic as one Indonesian sentence' })
  because: string

  @ApiProperty({ required: false })
  child?: string

  static of({ code, amount, article, because, child }: StoredLine): LineDto {
    return {
      code,
      label: lineLabels[code],
      amount,
      article,
      because,
      ...(child === undefined ? {} : { child }),
    }
  }
}

export class RefusedLineDto {
  @ApiProperty()
  code: string

  @ApiProperty()
  label: string

  @ApiProperty()
  reason: string

  @ApiProperty({ required: false })
  child?: string
}

export class ScholarshipPlanDto {
  @ApiProperty({ type: 'integer', enum: [1, 2] })
  slot: number

  @ApiProperty()
  child: string

  @ApiProperty({
    type: 'integer',
    description: 'Rupiah; an estimate over all school years, never a payable amount',
  })
  total: number
}

export class CalculationDto {
  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ description: 'Facts and law are still those it was made of' })
  current: boolean

  @ApiProperty({ example: 'payable' })
  decision: string

  @ApiProperty()
  decisionLabel: string

  @ApiProperty({ type: 'integer', description: 'Rupiah; the sum of the lines' })
  total: number

  @ApiProperty({ type: [LineDto] })
  lines: LineDto[]

  @ApiProperty({ type: [RefusedLineDto] })
  refusedLines: RefusedLineDto[]

  @ApiProperty({ type: [String], description: 'What would have to be otherwise for more to be paid' })
  counterfactuals: string[]

  @ApiProperty({ type: [ScholarshipPlanDto] })
  scholarships: ScholarshipPlanDto[]

  @ApiProperty()
  lawDigest: string

  static of({
    round,
    created_at: createdAt,
    current,
    total,
    law_digest: lawDigest,
    answer,
    scholarships,
  }: CalculationOnFile): CalculationDto {
    return {
      ...{ round, createdAt, current, lawDigest },
      decision: answer.decision,
      decisionLabel: decisionLabels[answer.decision],
      total: Number(total),
      lines: answer.lines.map((line) => LineDto.of(line)),
      refusedLines: (answer.rejected_lines ?? []).map((line) => ({ ...line, label: lineLabels[line.code] })),
      counterfactuals: (answer.counterfactuals ?? []).map(({ because }) => because),
      scholarships: scholarships.map((plan) => ({
        slot: plan.slot,
        child: plan.childName,
        total: plan.total,
      })),
    }
  }
}
