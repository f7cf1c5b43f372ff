import { ApiProperty } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'
import { type RecoveryState, recoveryStates } from '#libs/lifecycle'
import type { RecoveryInput, RecoveryOnFile } from '../../payment/recoveries.service.js'

const RUPIAH = { message: 'Tulis jumlah rupiah sebagai angka bulat di atas nol.' }
const MOST = 1_000_000_000_000
const REASON = { message: 'Tulis alasannya dalam satu kalimat, 10 sampai 1000 huruf.' }
const DATE = { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' }
const calendarDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

export class FoundDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID(undefined, { message: 'Sebutkan penerimanya.' })
  payeeId: string

  @ApiProperty({ type: 'integer', description: 'Rupiah paid too much' })
  @IsInt(RUPIAH)
  @Min(1, RUPIAH)
  @Max(MOST, RUPIAH)
  amount: number

  @ApiProperty({ description: 'What was wrong' })
  @IsString(REASON)
  @Length(10, 1000, REASON)
  reason: string
}

export class InstalmentDto {
  @ApiProperty({ format: 'date' })
  @Matches(calendarDate, DATE)
  dueOn: string

  @ApiProperty({ type: 'integer' })
  @IsInt(RUPIAH)
  @Min(1, RUPIAH)
  @Max(MOST, RUPIAH)
  amount: number
}

export class RecoveryStepDto {
  @ApiProperty({ required: false, description: 'confirm, dispute, uphold, waive, write_off' })
  @IsOptional()
  @IsString(REASON)
  @Length(10, 1000, REASON)
  reason?: string

  @ApiProperty({ required: false, type: [InstalmentDto], description: 'arrange' })
  @IsOptional()
  @IsArray({ message: 'Tulis cicilan sebagai daftar.' })
  @ArrayMaxSize(120, { message: 'Paling banyak 120 cicilan.' })
  @ValidateNested({ each: true })
  @Type(() => InstalmentDto)
  plan?: InstalmentDto[]

  @ApiProperty({ required: false, type: 'integer', description: 'receive: what came back' })
  @IsOptional()
  @IsInt(RUPIAH)
  @Min(1, RUPIAH)
  @Max(MOST, RUPIAH)
  amount?: number

  @ApiProperty({ required: false, description: 'receive: the bank’s reference, which counts once' })
  @IsOptional()
  @Matches(/^[\w./-]{4,64}$/, { message: 'Tulis referensi bank, 4 sampai 64 huruf atau angka.' })
  reference?: string

  @ApiProperty({ required: false, format: 'date', description: 'receive: when the money arrived' })
  @IsOptional()
  @Matches(calendarDate, DATE)
  valueDate?: string

  static inputOf({ plan, amount, ...rest }: RecoveryStepDto): RecoveryInput {
    return {
      ...rest,
      ...(amount === undefined ? {} : { amount: BigInt(amount) }),
      ...(plan ? { plan: plan.map((part) => ({ dueOn: part.dueOn, amount: BigInt(part.amount) })) } : {}),
    }
  }
}

export class RecoveryDto {
  @ApiProperty({ format: 'uuid' }) id: string
  @ApiProperty() payee: string
  @ApiProperty({ type: 'integer' }) amount: number
  @ApiProperty({ type: 'integer', description: 'Still to come back' }) open: number
  @ApiProperty({ enum: recoveryStates }) state: RecoveryState
  @ApiProperty({ nullable: true, type: String, description: 'Null where it follows from a later decision' })
  reason: string | null
  @ApiProperty({ nullable: true, type: 'integer', description: 'The round of that decision' })
  decidedIn: number | null

  static of({ id, payee, amount, open, state, reason, decided_in }: RecoveryOnFile): RecoveryDto {
    return {
      id,
      payee,
      amount: Number(amount),
      open: Number(open),
      state,
      reason,
      decidedIn: decided_in,
    }
  }
}

export class RecoveriesDto {
  @ApiProperty() number: string
  @ApiProperty({ type: [RecoveryDto] }) items: RecoveryDto[]
}
