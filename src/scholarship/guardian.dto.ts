import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator'

const NAME = { message: 'Tulis namanya seperti di KTP, paling banyak 100 huruf.' }
const RELATION = { message: 'Tulis hubungannya dengan anak, misalnya paman.' }
const HOLDER = { message: 'Tulis nama pemilik rekening seperti di buku tabungan.' }

/** The account into which a child's scholarship goes: the child's own, or the guardian's. */
export class AccountOfChildDto {
  @IsIn(['child', 'guardian'], { message: 'Pilih rekening siapa.' })
  owner: 'child' | 'guardian'

  @Matches(/^\d{3}$/, { message: 'Pilih banknya.' })
  bankCode: string

  @Matches(/^\d{8,20}$/, { message: 'Nomor rekening terdiri dari 8 sampai 20 angka, tanpa spasi.' })
  accountNumber: string

  @IsString(HOLDER)
  @Length(1, 100, HOLDER)
  accountHolder: string
}

/** The first account of a child, and who of the claim's people acts for it. */
export class FirstAccountDto extends AccountOfChildDto {
  @IsOptional()
  @IsUUID(undefined, { message: 'Pilih wali dari orang pada klaim.' })
  guardianId?: string
}

/** A new guardian with the account that goes with him. */
export class NewGuardianDto extends AccountOfChildDto {
  @IsString(NAME)
  @Length(1, 100, NAME)
  name: string

  @IsString(RELATION)
  @Length(1, 40, RELATION)
  relation: string

  @IsString({ message: 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.' })
  phone: string
}
