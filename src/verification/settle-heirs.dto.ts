import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator'

export const payeeRelations = [
  'spouse',
  'child',
  'father',
  'mother',
  'grandparent',
  'grandchild',
  'sibling',
  'parent_in_law',
  'named_in_will',
  'burial_arranger',
  // Of what follows from a work accident while the participant lives.
  'participant',
  'employer',
  'facility',
] as const

/** One entitled person, as the verifier settled it from the documents. */
export class PayeeDto {
  @IsString({ message: 'Tulis nama seperti di KTP.' })
  @Length(1, 100, { message: 'Tulis nama seperti di KTP, paling banyak 100 huruf.' })
  name: string

  @IsIn(payeeRelations, { message: `Pilih hubungan: ${payeeRelations.join(', ')}.` })
  relation: (typeof payeeRelations)[number]

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'Tulis tanggal lahir sebagai TTTT-BB-HH.' })
  birthDate?: string

  @Matches(/^\d{3}$/, { message: 'Kode bank terdiri dari tiga angka, misalnya 002 untuk BRI.' })
  bankCode: string

  @Matches(/^\d{8,20}$/, { message: 'Nomor rekening terdiri dari 8 sampai 20 angka, tanpa spasi.' })
  accountNumber: string

  @IsString({ message: 'Tulis nama pemilik rekening seperti di buku tabungan.' })
  @Length(1, 100, { message: 'Tulis nama pemilik rekening, paling banyak 100 huruf.' })
  accountHolder: string

  /** Who disputes this share and why: it waits while the others are paid. */
  @IsOptional()
  @IsString({ message: 'Tulis siapa yang menyengketakan bagian ini, dan mengapa.' })
  @Length(10, 500, { message: 'Tulis sengketanya dalam 10 sampai 500 huruf, atau kosongkan.' })
  dispute?: string

  /** The payee of an earlier round who is this person; left out, it is the one of the same name and relation. */
  @IsOptional()
  @IsUUID(undefined, { message: 'Pilih penerima yang sudah pernah dibayar, atau kosongkan.' })
  sameAs?: string
}

export class SettleHeirsDto {
  @ArrayMinSize(1, { message: 'Sebutkan paling sedikit satu penerima.' })
  @ArrayMaxSize(20, { message: 'Paling banyak 20 penerima.' })
  @ValidateNested({ each: true })
  @Type(() => PayeeDto)
  payees: PayeeDto[]
}
