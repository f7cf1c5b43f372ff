import { ApiProperty } from '@nestjs/swagger'
import { yearEvents, yearStates } from '#libs/lifecycle'
import { RefusalDto } from '../claims/steps.dto.js'

export class FamilyStepDto {
  @ApiProperty({ enum: yearEvents })
  event: string

  @ApiProperty({ enum: yearStates })
  to: string

  @ApiProperty()
  allowed: boolean

  @ApiProperty({ type: [RefusalDto], description: 'Everything that stands in the way, all at once' })
  refusals: RefusalDto[]

  @ApiProperty({ type: [String], description: 'Demands on what is entered with the step' })
  asks: string[]
}

export class FamilyStepsDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: yearStates })
  state: string

  @ApiProperty({ type: 'integer', description: 'For If-Match' })
  version: number

  @ApiProperty({ type: [FamilyStepDto] })
  steps: FamilyStepDto[]
}
