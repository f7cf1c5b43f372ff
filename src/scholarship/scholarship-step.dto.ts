import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator'
import { type AwardEnding, awardEndings, type AwardFacts, type YearFacts } from '#libs/lifecycle'

const SENTENCE = { message: 'Tulis alasannya dalam 1 sampai 1.000 huruf.' }

/** What may come with a step of a school year; whether something must be given is a guard's to say. */
export class YearStepDto implements Pick<YearFacts['input'], 'reason' | 'groundCode'> {
  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 1000, SENTENCE)
  reason?: string

  @IsOptional()
  @Matches(/^[A-Z0-9_]{1,60}$/, { message: 'Pilih alasan dari daftar.' })
  groundCode?: string
}

/** What may come with a step of a child's scholarship as a whole. */
export class AwardStepDto implements Pick<AwardFacts['input'], 'reason' | 'ending'> {
  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 1000, SENTENCE)
  reason?: string

  @IsOptional()
  @IsIn(awardEndings, { message: 'Pilih sebab dari daftar.' })
  ending?: AwardEnding
}
