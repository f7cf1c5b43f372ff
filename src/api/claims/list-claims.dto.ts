import { ApiProperty } from '@nestjs/swagger'
import { Transform, Type } from 'class-transformer'
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import { type ClaimState, claimStates, type ClaimType, claimTypes } from '#libs/lifecycle'

const separated = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',') : value,
)

/** What a worklist asks for; every filter lives in the address, so that a list can be kept and shared. */
export class ListClaimsDto {
  /** One or more, with commas between. */
  @IsOptional()
  @separated
  @IsIn(claimStates, { each: true, message: `Pilih keadaan: ${claimStates.join(', ')}.` })
  state?: ClaimState[]

  /** One or more, with commas between. */
  @IsOptional()
  @separated
  @IsIn(claimTypes, { each: true, message: `Pilih jenis klaim: ${claimTypes.join(', ')}.` })
  type?: ClaimType[]

  /** `me` for my own claims, `none` for claims that nobody has taken. */
  @IsOptional()
  @IsIn(['me', 'none'], { message: 'Pilih me atau none.' })
  assigned?: 'me' | 'none'

  /** `overdue`, or a date: claims with a deadline up to that day at their branch. */
  @IsOptional()
  @Matches(/^(overdue|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/, {
    message: 'Tulis overdue atau tanggal, misalnya 2026-08-17.',
  })
  due?: string

  /** From `next` of the page before. */
  @IsOptional()
  @Matches(/^[\w-]{1,200}$/, {
    message: 'Penanda halaman ini tidak dikenal. Mulai lagi dari halaman pertama.',
  })
  cursor?: string

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Tulis bilangan bulat dari 1 sampai 200.' })
  @Min(1, { message: 'Tulis bilangan bulat dari 1 sampai 200.' })
  @Max(200, { message: 'Tulis bilangan bulat dari 1 sampai 200.' })
  limit?: number
}

export class ListedClaimDto {
  @ApiProperty({ example: 'JKM-PSR-2210-000001' })
  number: string

  @ApiProperty({ enum: claimTypes })
  type: string

  @ApiProperty({ enum: claimStates })
  state: string

  @ApiProperty({ example: 'Verifikasi berkas' })
  stateLabel: string

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ type: 'integer' })
  version: number

  @ApiProperty({ example: 'PSR' })
  branch: string

  @ApiProperty({ type: 'string', nullable: true })
  participantName: string | null

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  eventDate: string | null

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  submittedAt: string | null

  @ApiProperty({ format: 'date-time', description: 'When the claim last moved' })
  movedAt: string

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'The nearest deadline that runs',
  })
  dueAt: string | null

  @ApiProperty({ type: 'string', nullable: true })
  assignedTo: string | null
}

export class ClaimPageDto {
  @ApiProperty({ type: [ListedClaimDto], description: 'The longest unmoved first' })
  items: ListedClaimDto[]

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Cursor of the next page; null on the last one',
  })
  next: string | null
}
