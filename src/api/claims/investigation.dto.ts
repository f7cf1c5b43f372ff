import { ApiProperty } from '@nestjs/swagger'

export class InvestigationAnswerOnFileDto {
  @ApiProperty()
  answer: string

  @ApiProperty({ type: 'string', nullable: true, description: 'Who said so, when and where' })
  source: string | null

  @ApiProperty({ type: 'string', nullable: true, description: 'Name of the file that says it' })
  fileName: string | null

  @ApiProperty()
  by: string

  @ApiProperty({ format: 'date-time' })
  at: string
}

export class InvestigationQuestionDto {
  @ApiProperty()
  question: string

  @ApiProperty({
    type: [InvestigationAnswerOnFileDto],
    description: 'The latest last; it is the one that counts',
  })
  answers: InvestigationAnswerOnFileDto[]
}

export class InvestigationDto {
  @ApiProperty()
  reason: string

  @ApiProperty({ description: 'The officer who was named' })
  investigator: string

  @ApiProperty()
  openedBy: string

  @ApiProperty({ format: 'date-time' })
  openedAt: string

  @ApiProperty({ format: 'date' })
  dueOn: string

  @ApiProperty({ type: [InvestigationQuestionDto] })
  questions: InvestigationQuestionDto[]
}

export class InvestigationsDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: [InvestigationDto], description: 'The latest first' })
  investigations: InvestigationDto[]
}
