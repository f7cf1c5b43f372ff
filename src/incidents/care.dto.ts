import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'
import { calendarDate } from './notice.dto.js'

const DATE = { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' }
const WORDS = { message: 'Tulis 1 sampai 2.000 huruf.' }
const DOCTOR = { message: 'Tulis nama dokter, paling banyak 100 huruf.' }
const AMOUNT = { message: 'Tulis jumlah dalam rupiah penuh, lebih dari nol.' }
const REASON = { message: 'Tulis alasannya, 1 sampai 500 huruf.' }
const PARTS = { message: 'Pilih bagian tubuh dari tabel cacat.' }
const PERCENT = { message: 'Tulis persen antara 1 dan 100.' }

export const noteKinds = ['progress', 'return_to_work'] as const
/** The names of the case format of the benefit library. */
export const billKinds = [
  'medical',
  'transport_land',
  'transport_sea',
  'transport_air',
  'homecare',
  'dentures',
  'hearing_aid',
  'glasses',
  'orthosis_reference_price',
  'prosthesis_reference_price',
] as const
export const stmbPayees = ['participant', 'employer'] as const
export const billPayees = ['participant', 'employer', 'facility'] as const

/** How the treatment goes, or what is planned for the return to work. */
export class CareNoteDto {
  @IsIn(noteKinds, { message: `Pilih salah satu: ${noteKinds.join(', ')}.` })
  kind: (typeof noteKinds)[number]

  @Matches(calendarDate, DATE)
  notedOn: string

  @IsString(WORDS)
  @Length(1, 2000, WORDS)
  body: string
}

/** Days on which a doctor certified that the participant could not work; both days count. */
export class StmbPeriodDto {
  @Matches(calendarDate, DATE)
  from: string

  @Matches(calendarDate, DATE)
  to: string

  /** The employer where it went on paying the wage. */
  @IsIn(stmbPayees, { message: `Pilih salah satu: ${stmbPayees.join(', ')}.` })
  payee: (typeof stmbPayees)[number]

  @IsString(DOCTOR)
  @Length(1, 100, DOCTOR)
  doctor: string
}

export class VoidPeriodDto {
  @IsString(REASON)
  @Length(1, 500, REASON)
  reason: string
}

export class CareBillDto {
  @IsIn(billKinds, { message: `Pilih salah satu: ${billKinds.join(', ')}.` })
  kind: (typeof billKinds)[number]

  /** Who paid, or who is owed. */
  @IsIn(billPayees, { message: `Pilih salah satu: ${billPayees.join(', ')}.` })
  payee: (typeof billPayees)[number]

  @IsString(DOCTOR)
  @Length(1, 100, { message: 'Tulis siapa yang menerbitkan, paling banyak 100 huruf.' })
  issuer: string

  @IsString(DOCTOR)
  @Length(1, 60, { message: 'Tulis nomor tagihan atau kuitansi, paling banyak 60 huruf.' })
  number: string

  @Matches(calendarDate, DATE)
  issuedOn: string

  /** Whole rupiah. */
  @IsInt(AMOUNT)
  @Min(1, AMOUNT)
  @Max(100_000_000_000, AMOUNT)
  amount: number
}

export class JudgeBillDto {
  /** Whole rupiah; none means refused. */
  @IsInt(AMOUNT)
  @Min(0, AMOUNT)
  @Max(100_000_000_000, AMOUNT)
  accepted: number

  /** Needed where less than the whole is accepted. */
  @IsOptional()
  @IsString(REASON)
  @Length(1, 500, REASON)
  why?: string
}

/** One entry of the law's table of disabilities. */
export class DisabledPartDto {
  @IsString(PARTS)
  @Length(1, 60, PARTS)
  code: string

  /** What of the function is lost, for a functional disability. */
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 2 }, PERCENT)
  @Min(0.01, PERCENT)
  @Max(100, PERCENT)
  functionLossPercent?: number

  @IsOptional()
  @IsIn(['L', 'R'], { message: 'Pilih kiri (L) atau kanan (R).' })
  side?: 'L' | 'R'
}

export class FindingDto {
  @IsString(DOCTOR)
  @Length(1, 100, DOCTOR)
  doctor: string

  @IsArray(PARTS)
  @ArrayMinSize(1, PARTS)
  @ArrayMaxSize(20, PARTS)
  @ValidateNested({ each: true })
  @Type(() => DisabledPartDto)
  parts: DisabledPartDto[]
}

/** The medical adviser's word on what another doctor found. */
export class ConfirmFindingDto {
  @IsBoolean({ message: 'Jawab ya atau tidak.' })
  confirmed: boolean
}
