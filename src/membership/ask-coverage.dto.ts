import { IsOptional, Length, Matches } from 'class-validator'
import { parseKpj } from '#libs/nik'
import { isLocalDate } from '#libs/local-date'
import { InvalidInput } from '../platform/problem/problems.js'
import type { CoverageKey } from './coverage.service.js'

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const DATE_FORM = { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' }

/** Whether somebody was covered on a day. One way of naming the person: nik, kpj, or name with birthDate. */
export class AskCoverageDto {
  @IsOptional()
  @Matches(/^\d{16}$/, { message: 'NIK terdiri dari 16 angka; lihat KTP atau Kartu Keluarga.' })
  nik?: string

  @IsOptional()
  @Matches(/^[\dA-Za-z .-]{11,20}$/, {
    message: 'Nomor KPJ terdiri dari 11 huruf atau angka; lihat kartu peserta.',
  })
  kpj?: string

  @IsOptional()
  @Length(2, 100, { message: 'Tulis nama lengkap, 2 sampai 100 huruf.' })
  name?: string

  @IsOptional()
  @Matches(DATE, DATE_FORM)
  birthDate?: string

  /** The day of the accident or death. */
  @Matches(DATE, DATE_FORM)
  eventDate: string
}

/** @throws InvalidInput naming the field when nobody is named, or somebody in two ways at once */
export function coverageKeyOf({ nik, kpj, name, birthDate }: Omit<AskCoverageDto, 'eventDate'>): CoverageKey {
  const named = [nik, kpj, name ?? birthDate].filter((given) => given !== undefined)
  if (named.length !== 1)
    throw refused('/nik', 'NAME_ONE_WAY', 'Isi salah satu: NIK, nomor KPJ, atau nama dengan tanggal lahir.')
  if (nik !== undefined) return { nik }
  if (kpj !== undefined) {
    const read = parseKpj(kpj)
    if (read.ok) return { kpj: read.kpj }
    throw refused('/kpj', 'WRONG_FORM', 'Nomor KPJ terdiri dari 11 huruf atau angka; lihat kartu peserta.')
  }
  if (name === undefined) throw refused('/name', 'NAME_MISSING', 'Tulis juga nama lengkapnya.')
  if (!isLocalDate(birthDate))
    throw refused(
      '/birthDate',
      'BIRTH_DATE_MISSING',
      'Tulis juga tanggal lahirnya; nama saja dapat milik beberapa orang.',
    )
  return { name, birthDate }
}

function refused(pointer: string, code: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer, code, detail }])
}
