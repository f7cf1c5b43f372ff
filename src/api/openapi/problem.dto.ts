import { ApiProperty } from '@nestjs/swagger'
import { problemCodes } from '../../platform/problem/problem-words.js'
import { RefusalDto } from '../claims/steps.dto.js'

export class FieldErrorDto {
  @ApiProperty({ example: '/answers/event/eventDate', description: 'JSON pointer to the field' })
  pointer: string

  @ApiProperty({ example: 'WRONG_FORM', description: 'Never changes' })
  code: string

  @ApiProperty({ description: 'In Indonesian' })
  detail: string
}

/** RFC 9457: every answer that is not a success. */
export class ProblemDto {
  @ApiProperty({ format: 'uri', description: 'A page that explains it' })
  type: string

  @ApiProperty()
  title: string

  @ApiProperty({ type: 'integer' })
  status: number

  @ApiProperty({ description: 'What happened and what to do, in Indonesian' })
  detail: string

  @ApiProperty({ description: 'The address that was asked for' })
  instance: string

  @ApiProperty({ enum: problemCodes, description: 'Never changes' })
  code: string

  @ApiProperty({ type: [FieldErrorDto], required: false, description: 'Every field that needs mending' })
  errors?: FieldErrorDto[]

  @ApiProperty({
    type: [RefusalDto],
    required: false,
    description: 'Everything that stands in the way of the step',
  })
  refusals?: RefusalDto[]

  @ApiProperty({ type: [String], required: false, description: 'Events that are possible now' })
  allowed?: string[]

  @ApiProperty({ type: 'integer', required: false })
  expectedVersion?: number

  @ApiProperty({ type: 'integer', required: false })
  currentVersion?: number

  @ApiProperty({ required: false, description: 'Under this number our log has the fault' })
  errorId?: string
}
