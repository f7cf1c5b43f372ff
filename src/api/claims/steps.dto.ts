import { ApiProperty } from '@nestjs/swagger'
import { claimEvents, claimStates } from '#libs/lifecycle'
import { staffRoles } from '../../platform/login/staff-roles.js'

export class RefusalDto {
  @ApiProperty({ example: 'HEIRS_NOT_SETTLED', description: 'Never changes' })
  code: string

  @ApiProperty({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  params: Readonly<Record<string, string | number>>

  @ApiProperty({ description: 'What stands in the way and how to clear it, in Indonesian' })
  words: string
}

export class StepDto {
  @ApiProperty({ enum: claimEvents })
  event: string

  @ApiProperty({ example: 'Usulkan keputusan' })
  label: string

  @ApiProperty({ enum: claimStates })
  to: string

  @ApiProperty()
  toLabel: string

  @ApiProperty({ enum: staffRoles, description: 'The role in which this person would do it' })
  role: string

  @ApiProperty()
  allowed: boolean

  @ApiProperty({ type: [RefusalDto], description: 'Everything that stands in the way, all at once' })
  refusals: RefusalDto[]

  @ApiProperty({ type: [String], description: 'Demands on what the person enters with the step' })
  asks: string[]

  @ApiProperty({ type: [String], description: 'Fields that the body of the event may hold' })
  accepts: string[]
}

export class StepsDto {
  @ApiProperty()
  number: string

  @ApiProperty({ enum: claimStates })
  state: string

  @ApiProperty()
  stateLabel: string

  @ApiProperty({ type: 'integer', description: 'For If-Match' })
  version: number

  @ApiProperty({ type: [StepDto] })
  steps: StepDto[]
}

export class FiredStepDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: 'integer', description: 'Place in the history of the claim' })
  seq: number

  @ApiProperty({ enum: claimEvents })
  event: string

  @ApiProperty({ enum: claimStates })
  from: string

  @ApiProperty({ enum: claimStates })
  to: string

  @ApiProperty()
  toLabel: string

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty({ type: 'integer' })
  version: number

  @ApiProperty({ description: 'The same key had already done this; nothing was done again' })
  repeated: boolean
}
