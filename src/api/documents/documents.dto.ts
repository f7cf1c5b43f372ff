import { ApiProperty } from '@nestjs/swagger'
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator'
import { type Alternative, alternativeApprovals, defectCodes, necessities } from '#libs/checklist'
import { documentItemStates } from '#libs/lifecycle'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'

const SENTENCE = { message: 'Tulis 1 sampai 1.000 huruf.' }
const CODE = { message: 'Tulis kodenya dengan huruf besar, misalnya NOT_SUPPLIED.' }
const code = /^[A-Z][A-Z0-9_]{1,59}$/

export const documentDecisions = ['accept', 'defective', 'waive', 'check_by_hand', 'retry_checks'] as const

/** What a person decides about one document; each decision uses its own few fields. */
export class DecideDocumentDto {
  @IsIn(documentDecisions, { message: `Pilih putusan: ${documentDecisions.join(', ')}.` })
  decision: (typeof documentDecisions)[number]

  /** accept, waive: the lawful alternative that was given instead. */
  @IsOptional()
  @Matches(code, CODE)
  alternative?: string

  /** accept: the verifier held the original in his hands. */
  @IsOptional()
  @IsBoolean({ message: 'Jawab true atau false.' })
  originalSeen?: boolean

  /** defective */
  @IsOptional()
  @IsIn(defectCodes, { message: `Pilih kode kekurangan: ${defectCodes.join(', ')}.` })
  defectCode?: (typeof defectCodes)[number]

  /** defective: a word for the family. */
  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 1000, SENTENCE)
  note?: string

  /** waive, check_by_hand: why. */
  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 1000, SENTENCE)
  reason?: string
}

export class DeclareMissingDto {
  /** Why the family does not have it, in its own words. */
  @IsString(SENTENCE)
  @Length(1, 1000, SENTENCE)
  reason: string
}

export class CheckResultDto {
  @ApiProperty()
  kind: string

  @ApiProperty({ description: 'pass, fail, unsure, unavailable; pending and stalled are not results' })
  outcome: string
}

export class FileDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  name: string

  @ApiProperty({ example: 'image/jpeg' })
  mediaType: string

  @ApiProperty({ type: 'integer', description: 'Bytes' })
  size: number

  @ApiProperty({ format: 'date-time' })
  receivedAt: string

  @ApiProperty({ type: [CheckResultDto] })
  checks: CheckResultDto[]
}

export class DefectDto {
  @ApiProperty({ enum: defectCodes })
  code: string

  @ApiProperty()
  words: string

  @ApiProperty({ description: 'What the family can do about it' })
  cure: string
}

export class AlternativeDto {
  @ApiProperty()
  code: string

  @ApiProperty()
  name: string

  @ApiProperty({ enum: alternativeApprovals, description: 'Who must agree that it stands in' })
  approval: string

  static of({ code: alternative, name, approval }: Alternative): AlternativeDto {
    return { code: alternative, name, approval }
  }
}

export class DocumentDto {
  @ApiProperty({ example: 'AKTA_KEMATIAN' })
  code: string

  @ApiProperty()
  name: string

  @ApiProperty({ description: 'Why it is asked for' })
  why: string

  @ApiProperty({ description: 'Who makes it out' })
  issuer: string

  @ApiProperty({ type: [String], description: 'What it shows that the claim needs' })
  shows: string[]

  @ApiProperty({ description: 'How a good photo of it looks' })
  photo: string

  @ApiProperty({
    type: [AlternativeDto],
    description: 'What may lawfully stand in for it on the day of application, the easiest to approve first',
  })
  alternatives: AlternativeDto[]

  @ApiProperty({
    enum: necessities,
    description: 'if_applies: it depends on a circumstance that nobody has stated yet',
  })
  necessity: string

  @ApiProperty({ type: 'string', nullable: true, description: 'The circumstance that it depends on' })
  condition: string | null

  @ApiProperty({ description: 'The article or practice that asks for it' })
  basis: string

  @ApiProperty({ enum: documentItemStates })
  state: string

  @ApiProperty()
  stateLabel: string

  @ApiProperty({ type: DefectDto, nullable: true })
  defect: DefectDto | null

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The lawful alternative under which it was accepted or waived',
  })
  acceptedAlternative: string | null

  @ApiProperty()
  originalSeen: boolean

  @ApiProperty({ type: 'string', nullable: true })
  note: string | null

  @ApiProperty({ type: [FileDto] })
  files: FileDto[]

  static of(item: DocumentOfClaim): DocumentDto {
    const { name, why, issuer, photo, necessity, state, defect, acceptedAlternative, originalSeen, note } =
      item
    return {
      ...{ code: item.code, name, why, issuer, photo, necessity, state, defect },
      ...{ acceptedAlternative, originalSeen, note },
      shows: [...item.shows],
      condition: item.condition?.words ?? null,
      basis: item.basis.article,
      stateLabel: item.stateInWords,
      alternatives: item.alternatives.map((other) => AlternativeDto.of(other)),
      files: item.files.map((file) => ({
        ...file,
        checks: file.checks.map(({ kind, outcome }) => ({ kind, outcome })),
      })),
    }
  }
}

export class DocumentsDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: [DocumentDto] })
  documents: DocumentDto[]
}

export class ReceivedFileDto {
  @ApiProperty({ format: 'uuid' })
  fileId: string

  @ApiProperty({ description: 'The same content was already there; nothing was stored again' })
  repeated: boolean
}

export class MarkedMissingDto {
  @ApiProperty({ type: [String], description: 'Codes of the documents that were marked as not supplied' })
  codes: string[]
}
