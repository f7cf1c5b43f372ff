import { Type } from 'class-transformer'
import {
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator'

export const eventTypes = ['work_accident', 'occupational_disease', 'sudden_death_at_work'] as const
export const partyKinds = ['participant', 'family', 'employer', 'facility', 'other'] as const
export type PartyKind = (typeof partyKinds)[number]

const DATE = { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' }
const NAME = { message: 'Tulis nama, paling banyak 100 huruf.' }
const INSTANT = { message: 'Tulis waktu dengan zona, misalnya 2026-08-17T09:30:00+08:00.' }
const WORDS = { message: 'Tulis 1 sampai 2.000 huruf.' }
export const calendarDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Somebody who reports an incident, or who has to. */
export class PartyDto {
  @IsIn(partyKinds, { message: `Pilih salah satu: ${partyKinds.join(', ')}.` })
  kind: PartyKind

  @IsString(NAME)
  @Length(1, 100, NAME)
  name: string

  /** To the participant, where it is family. */
  @IsOptional()
  @IsString(NAME)
  @Length(1, 40, NAME)
  relation?: string

  @Matches(/^(\+62|62|0)[ -]?8[\d -]{7,14}$/, {
    message: 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.',
  })
  phone: string
}

/** The first word of an accident: who, when, where. Whatever else is known may come later. */
export class NoticeDto {
  @Matches(/^[A-Z]{3}$/, { message: 'Kode kantor terdiri dari tiga huruf, misalnya PSR.' })
  branch: string

  @IsIn(eventTypes, { message: `Pilih salah satu: ${eventTypes.join(', ')}.` })
  eventType: (typeof eventTypes)[number]

  /** Of the accident, or of the diagnosis. */
  @Matches(calendarDate, DATE)
  eventDate: string

  /** With offset; leave it out when nobody knows the hour. */
  @IsOptional()
  @Matches(/(Z|[+-]\d{2}:\d{2})$/, INSTANT)
  @IsISO8601({ strict: true }, INSTANT)
  accidentAt?: string

  @ValidateIf(({ nik, kpj }: NoticeDto) => nik !== undefined || kpj === undefined)
  @Matches(/^\d{16}$/, { message: 'NIK terdiri dari 16 angka; lihat KTP atau Kartu Keluarga.' })
  nik?: string

  @IsOptional()
  @Matches(/^[0-9A-Z]{11}$/, { message: 'KPJ terdiri dari 11 huruf atau angka; lihat kartu peserta.' })
  kpj?: string

  @IsString(NAME)
  @Length(1, 100, NAME)
  participantName: string

  @IsString(WORDS)
  @Length(1, 200, WORDS)
  place: string

  /** How it happened and what was hurt, in the words of who reports. */
  @IsString(WORDS)
  @Length(1, 2000, WORDS)
  chronology: string

  @ValidateNested()
  @Type(() => PartyDto)
  reporter: PartyDto
}
