import { IsIn, IsString, Length } from 'class-validator'
import type { DifferenceOutcome } from './coverage-differences.service.js'

/** What a verifier says about a correction of the registry. */
export class SettleCoverageDto {
  /** kept: the claim stays with what it was told. adopted: it goes by the registry of today and is calculated anew. */
  @IsIn(['kept', 'adopted'], { message: 'Pilih kept (tetap) atau adopted (ikuti data sekarang).' })
  outcome: DifferenceOutcome

  /** Why, in a sentence for whoever reads the claim later. */
  @IsString({ message: 'Tuliskan alasannya dalam satu kalimat.' })
  @Length(10, 500, { message: 'Tuliskan alasannya dalam satu kalimat, 10 sampai 500 huruf.' })
  reason: string
}
