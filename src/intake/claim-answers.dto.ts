import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator'
import { claimTypes, type ClaimType, deathCauses } from '#libs/lifecycle'

const CALENDAR_DATE = {
  pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.',
}
const YES_OR_NO = { message: 'Jawab ya atau tidak.' }
const CAUSE = { message: 'Tulis sebab meninggal, paling banyak 200 huruf.' }
const INSTANT = { message: 'Tulis waktu dengan zona, misalnya 2026-08-17T09:30:00+08:00.' }
const HOLDER = { message: 'Tulis nama pemilik rekening seperti di buku tabungan.' }
const PLACE = { message: 'Tulis tempatnya, paling banyak 100 huruf.' }
const NAME = { message: 'Tulis nama seperti di KTP, paling banyak 100 huruf.' }

export const relations = [
  'spouse',
  'child',
  'father',
  'mother',
  'grandparent',
  'grandchild',
  'sibling',
  'parent_in_law',
  'other',
] as const
/** A claim that follows from a work accident may also be lodged by who was hurt, by the employer or by who cared for him. */
export const claimantRelations = [...relations, 'participant', 'employer', 'facility'] as const
export const eventTypes = deathCauses
export const schoolLevels = ['TK_SD', 'SMP', 'SMA', 'PT'] as const

/** Who was insured: by NIK, or by the number on the membership card where the family has only that. */
export class ParticipantAnswers {
  @ValidateIf(({ nik, kpj }: ParticipantAnswers) => nik !== undefined || kpj === undefined)
  @Matches(/^\d{16}$/, { message: 'NIK terdiri dari 16 angka; lihat KTP atau Kartu Keluarga.' })
  nik?: string

  @IsOptional()
  @Matches(/^[0-9A-Z]{11}$/, { message: 'KPJ terdiri dari 11 huruf atau angka; lihat kartu peserta.' })
  kpj?: string

  @IsString(NAME)
  @Length(1, 100, NAME)
  name: string

  @IsOptional()
  @Matches(/^\d{16}$/, { message: 'Nomor KK terdiri dari 16 angka; lihat kanan atas Kartu Keluarga.' })
  familyCardNumber?: string
}

/** What happened. Dates are calendar dates at the branch. */
export class EventAnswers {
  @IsIn(eventTypes, { message: `Pilih salah satu: ${eventTypes.join(', ')}.` })
  type: (typeof eventTypes)[number]

  @Matches(CALENDAR_DATE.pattern, CALENDAR_DATE)
  eventDate: string

  @IsOptional()
  @Matches(CALENDAR_DATE.pattern, CALENDAR_DATE)
  deathDate?: string

  /** When the accident happened, with offset; needed for the 48-hour rule. */
  @IsOptional()
  @Matches(/(Z|[+-]\d{2}:\d{2})$/, INSTANT)
  @IsISO8601({ strict: true }, INSTANT)
  accidentAt?: string

  /** Village, town or hospital, in the family's words. */
  @IsOptional()
  @IsString(PLACE)
  @Length(1, 100, PLACE)
  place?: string

  /** As the family was told; what the paper says decides. */
  @IsOptional()
  @IsString(CAUSE)
  @Length(1, 200, CAUSE)
  causeOfDeath?: string
}

/** Who lodges the claim. */
export class ClaimantAnswers {
  @IsString(NAME)
  @Length(1, 100, NAME)
  name: string

  @IsIn(claimantRelations, { message: `Pilih hubungan: ${claimantRelations.join(', ')}.` })
  relation: (typeof claimantRelations)[number]

  @Matches(/^(\+62|62|0)[ -]?8[\d -]{7,14}$/, {
    message: 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.',
  })
  phone: string
}

export class ChildAnswers {
  @IsString(NAME)
  @Length(1, 100, NAME)
  name: string

  @Matches(CALENDAR_DATE.pattern, CALENDAR_DATE)
  birthDate: string

  @IsOptional()
  @IsIn(schoolLevels, { message: `Pilih jenjang: ${schoolLevels.join(', ')}.` })
  level?: (typeof schoolLevels)[number]

  @IsOptional()
  @Matches(/^(TK-A|TK-B|[1-9]|1[0-2])$/, { message: 'Tulis kelas, misalnya 5.' })
  grade?: string

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  married?: boolean
}

/** What else decides which documents are needed; what is not answered stays open, it is never taken for a no. */
export class CircumstanceAnswers {
  @IsOptional()
  @IsBoolean(YES_OR_NO)
  payee_named_in_will?: boolean

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  payee_is_minor_without_parent?: boolean

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  traffic_accident_or_violence?: boolean

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  transport_claimed?: boolean

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  facility_not_contracted?: boolean

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  employer_claims_stmb?: boolean
}

/** Where the claimant asks the money to go. The verifier settles the account from the documents; this only saves him the typing. */
export class AccountAnswers {
  /** The claimant has no account yet; the claim goes on without. */
  @IsOptional()
  @IsBoolean(YES_OR_NO)
  none?: boolean

  @ValidateIf(isThere)
  @Matches(/^\d{3}$/, { message: 'Pilih bank Anda.' })
  bankCode?: string

  @ValidateIf(isThere)
  @Matches(/^\d{8,20}$/, { message: 'Nomor rekening terdiri dari 8 sampai 20 angka, tanpa spasi.' })
  accountNumber?: string

  @ValidateIf(isThere)
  @IsString(HOLDER)
  @Length(1, 100, HOLDER)
  accountHolder?: string
}

function isThere({ none }: AccountAnswers): boolean {
  return none !== true
}

export class ClaimAnswers {
  @ValidateNested()
  @Type(() => ParticipantAnswers)
  participant: ParticipantAnswers

  @ValidateNested()
  @Type(() => EventAnswers)
  event: EventAnswers

  @ValidateNested()
  @Type(() => ClaimantAnswers)
  claimant: ClaimantAnswers

  @IsOptional()
  @IsArray({ message: 'Daftar anak harus berupa daftar.' })
  @ArrayMaxSize(20, { message: 'Paling banyak 20 anak.' })
  @ValidateNested({ each: true })
  @Type(() => ChildAnswers)
  children?: ChildAnswers[]

  @IsOptional()
  @ValidateNested()
  @Type(() => CircumstanceAnswers)
  circumstances?: CircumstanceAnswers

  @IsOptional()
  @ValidateNested()
  @Type(() => AccountAnswers)
  account?: AccountAnswers
}

export class CreateClaimDto {
  @IsIn(claimTypes, { message: `Pilih jenis klaim: ${claimTypes.join(', ')}.` })
  type: ClaimType

  @Matches(/^[A-Z]{3}$/, { message: 'Kode kantor terdiri dari tiga huruf, misalnya PSR.' })
  branch: string

  @ValidateNested()
  @Type(() => ClaimAnswers)
  answers: ClaimAnswers
}
