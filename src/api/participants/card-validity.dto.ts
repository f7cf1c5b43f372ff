import { ApiProperty } from '@nestjs/swagger'
import type { CardValidity } from '../../membership/participation-cards.service.js'

/** Nothing of who holds the card. */
export class CardValidityDto {
  @ApiProperty({
    description: 'Whether the card gives cover on the day; false as well for a code nobody was given',
  })
  valid: boolean

  @ApiProperty({ format: 'date', description: 'The day the answer holds for: today' })
  asOf: string

  @ApiProperty({ type: [String], enum: ['JKK', 'JKM'], isArray: true })
  programs: string[]

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'Last day that is paid for; null for a wage earner, who is covered while employed',
  })
  validUntil: string | null

  static of({ valid, asOf, programs, validUntil }: CardValidity): CardValidityDto {
    return { valid, asOf, programs: [...programs], validUntil }
  }
}
