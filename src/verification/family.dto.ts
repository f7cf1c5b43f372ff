import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator'

export const familyRelations = [
  'spouse',
  'child',
  'father',
  'mother',
  'grandparent',
  'grandchild',
  'sibling',
  'parent_in_law',
] as const

const NAME = { message: 'Tulis nama seperti di KTP, paling banyak 100 huruf.' }
const DATE = { message: 'Tulis tanggal sebagai TTTT-BB-HH.' }
const YES_OR_NO = { message: 'Jawab ya atau tidak.' }

export class RelativeDto {
  @IsString(NAME)
  @Length(1, 100, NAME)
  name: string

  @IsIn(familyRelations, { message: `Pilih hubungan: ${familyRelations.join(', ')}.` })
  relation: (typeof familyRelations)[number]

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DATE)
  birthDate?: string

  /** Absent means alive on the day of death. */
  @IsOptional()
  @IsBoolean(YES_OR_NO)
  alive?: boolean

  @IsOptional()
  @IsBoolean(YES_OR_NO)
  married?: boolean
}

export class WillDto {
  @IsString(NAME)
  @Length(1, 100, NAME)
  beneficiary: string

  @IsOptional()
  @IsString({ message: 'Tulis bentuk wasiatnya, misalnya akta notaris nomor 12.' })
  @Length(1, 200, { message: 'Tulis bentuk wasiatnya, paling banyak 200 huruf.' })
  deed?: string

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DATE)
  date?: string
}

/** Everybody of the family who may matter, as the papers show it. */
export class FamilyDto {
  @ArrayMaxSize(40, { message: 'Paling banyak 40 anggota keluarga.' })
  @ValidateNested({ each: true })
  @Type(() => RelativeDto)
  relatives: RelativeDto[]

  @IsOptional()
  @ValidateNested()
  @Type(() => WillDto)
  will?: WillDto

  /** Who holds the power of attorney of the others. */
  @IsOptional()
  @IsString(NAME)
  @Length(1, 100, NAME)
  representative?: string

  /** Who arranged the burial, where nobody of the family is entitled. */
  @IsOptional()
  @IsString(NAME)
  @Length(1, 100, NAME)
  burialArranger?: string

  /** Who receives for minors without a parent, by a decision of a court. */
  @IsOptional()
  @IsString(NAME)
  @Length(1, 100, NAME)
  guardian?: string
}
