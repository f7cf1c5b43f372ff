import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator'

const ANSWER = { message: 'Tulis jawabannya, 1 sampai 2.000 huruf.' }
const SOURCE = { message: 'Tulis dari siapa, kapan, dan di mana Anda mengetahuinya, 1 sampai 500 huruf.' }
const POSITION = { message: 'Sebutkan nomor pertanyaan yang dijawab.' }

/** What an investigator found on one question, and how he knows. */
export class InvestigationAnswerDto {
  /** Which question, counted from 1. */
  @IsInt(POSITION)
  @Min(1, POSITION)
  @Max(30, POSITION)
  position: number

  @IsString(ANSWER)
  @Length(1, 2000, ANSWER)
  answer: string

  /** Who was asked, when and where; needed where no file says it. */
  @IsOptional()
  @IsString(SOURCE)
  @Length(1, 500, SOURCE)
  source?: string

  /** A file of this claim that says it. */
  @IsOptional()
  @IsUUID(undefined, { message: 'Pilih berkas dari klaim ini.' })
  fileId?: string
}
