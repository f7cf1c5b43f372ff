import { ApiProperty } from '@nestjs/swagger'
import type { KnownLetter } from '../../letters/letter-check.service.js'
import { type LetterInWords, letterKinds } from '../../letters/letter-shelf.service.js'

const SHA256 = 'SHA-256 of the PDF, hexadecimal'

export class LetterDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ example: '0012/KS/PSR/2022' })
  number: string

  @ApiProperty({ enum: letterKinds })
  kind: string

  @ApiProperty()
  label: string

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ type: 'string', format: 'date' })
  issuedOn: string

  @ApiProperty({ type: 'string', nullable: true, description: `${SHA256}; null while it is being written` })
  sha256: string | null

  @ApiProperty({ type: 'integer', nullable: true, description: 'Bytes' })
  size: number | null

  static of({ id, number, kind, label, round, issuedOn, sha256, size }: LetterInWords): LetterDto {
    return { id, number, kind, label, round, issuedOn, sha256, size }
  }
}

export class LettersDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: [LetterDto] })
  letters: LetterDto[]
}

export class KnownLetterDto {
  @ApiProperty({ example: '0012/KS/PSR/2022' })
  number: string

  @ApiProperty({ enum: letterKinds })
  kind: string

  @ApiProperty()
  label: string

  @ApiProperty({ type: 'string', format: 'date' })
  issuedOn: string

  @ApiProperty({ description: SHA256 })
  sha256: string

  static of({ number, kind, label, issuedOn, sha256 }: KnownLetter): KnownLetterDto {
    return { number, kind, label, issuedOn, sha256 }
  }
}

export class LetterCheckDto {
  @ApiProperty({ description: 'A letter with this code was written here' })
  known: boolean

  @ApiProperty({ type: KnownLetterDto, nullable: true })
  letter: KnownLetterDto | null
}
