import { ApiProperty } from '@nestjs/swagger'
import { claimEvents, claimStates, roles } from '#libs/lifecycle'
import type { HistoryRow } from '../../claims/claim-history.query.js'
import type { ProblemWords } from '../../platform/problem/problem-words.js'

export class HistoryStepDto {
  @ApiProperty({ type: 'integer' })
  seq: number

  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty({ enum: claimEvents })
  event: string

  @ApiProperty()
  eventLabel: string

  @ApiProperty({ enum: claimStates })
  from: string

  @ApiProperty({ enum: claimStates })
  to: string

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ description: 'Name of the person, or Santun for the product itself' })
  actor: string

  @ApiProperty({ enum: roles })
  role: string

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What was entered with the step' })
  input: Record<string, unknown>

  @ApiProperty({ description: 'Digest of the law in force when it was decided' })
  lawDigest: string

  @ApiProperty({ description: 'Covers this row and the hash before it' })
  hash: string

  @ApiProperty({ type: 'string', nullable: true })
  previousHash: string | null

  static of(row: HistoryRow, words: ProblemWords): HistoryStepDto {
    const { seq, at, event, from_state: from, to_state: to, round, input, hash } = row
    return {
      ...{ seq, at, event, from, to, round, input, hash },
      eventLabel: words.label('claim_events', event),
      actor: row.actor ?? 'Santun',
      role: row.actor_role,
      lawDigest: row.law_digest,
      previousHash: row.prev_hash,
    }
  }
}

export class HistoryDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: [HistoryStepDto] })
  steps: HistoryStepDto[]
}
