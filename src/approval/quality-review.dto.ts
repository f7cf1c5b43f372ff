import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator'

const REASON = { message: 'Tulis alasan Anda, 1 sampai 2.000 huruf.' }

/** What a third person would have decided, not knowing what was. */
export class QualityReviewDto {
  @IsIn(['pay', 'refuse'], { message: 'Pilih bayar atau tolak.' })
  verdict: 'pay' | 'refuse'

  /** Whole rupiah; asked for a verdict to pay. */
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'Tulis jumlahnya dengan angka saja, dalam rupiah.' })
  total?: string

  @IsString(REASON)
  @Length(1, 2000, REASON)
  reason: string
}
