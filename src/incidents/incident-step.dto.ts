import { IsIn, IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator'
import {
  type IncidentInput,
  type IncidentOutcome,
  incidentOutcomes,
  type OtherScheme,
  otherSchemes,
} from '#libs/lifecycle'
import { calendarDate } from './notice.dto.js'

const SENTENCE = { message: 'Tulis 1 sampai 2.000 huruf.' }
const SHORT = { message: 'Tulis 1 sampai 200 huruf.' }
const INSTANT = { message: 'Tulis tanggal dan jam dengan zona, misalnya 2026-08-17T09:30:00+08:00.' }
const offset = /(Z|[+-]\d{2}:\d{2})$/

/** What may come with a step; whether something must be given is a guard's to say, so that every obstacle is told at once. */
export class IncidentStepDto implements IncidentInput {
  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 2000, SENTENCE)
  reason?: string

  @IsOptional()
  @Matches(offset, INSTANT)
  @IsISO8601({ strict: true }, INSTANT)
  receivedAt?: string

  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 2000, SENTENCE)
  latenessReason?: string

  @IsOptional()
  @IsString(SHORT)
  @Length(1, 200, SHORT)
  facility?: string

  @IsOptional()
  @IsString(SHORT)
  @Length(1, 200, SHORT)
  reference?: string

  @IsOptional()
  @IsIn(incidentOutcomes, { message: `Pilih salah satu: ${incidentOutcomes.join(', ')}.` })
  outcome?: IncidentOutcome

  @IsOptional()
  @Matches(offset, INSTANT)
  @IsISO8601({ strict: true }, INSTANT)
  statedAt?: string

  @IsOptional()
  @Matches(calendarDate, { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' })
  deathDate?: string

  @IsOptional()
  @IsIn(otherSchemes, { message: `Pilih salah satu: ${otherSchemes.join(', ')}.` })
  scheme?: OtherScheme
}
