import type { Type } from '@nestjs/common'
import { Type as Nested } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator'
import {
  type ClaimEvent,
  claimEvents,
  type DeathCause,
  deathCauses,
  type ReopeningGround,
  reopeningGrounds,
} from '#libs/lifecycle'

const SENTENCE = { message: 'Tulis 1 sampai 2.000 huruf.' }
const SHORT = { message: 'Tulis 1 sampai 200 huruf.' }
const DATE = { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' }
const ID = { message: 'Isi dengan nomor pengenal (UUID).' }
const calendarDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/**
 * What may come with each event. Only the form is judged here; whether something must be given is a guard's to say, so
 * that a person learns of it together with every other obstacle.
 */
export class NoInput {}

export class ReasonInput {
  /** The sentence that says why. */
  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 2000, SENTENCE)
  reason?: string
}

export class GroundInput {
  @Matches(/^[A-Z][A-Z0-9_]{1,59}$/, { message: 'Tulis kode alasan, misalnya NOT_COVERED.' })
  code: string

  @IsString(SHORT)
  @Length(1, 200, SHORT)
  article: string

  @IsString(SENTENCE)
  @Length(1, 2000, SENTENCE)
  fact: string
}

export class ProposeInput {
  @IsOptional()
  @IsIn(['pay', 'refuse'], { message: 'Pilih pay atau refuse.' })
  proposal?: 'pay' | 'refuse'

  @IsOptional()
  @IsArray({ message: 'Alasan harus berupa daftar.' })
  @ArrayMaxSize(10, { message: 'Paling banyak 10 alasan.' })
  @ValidateNested({ each: true })
  @Nested(() => GroundInput)
  grounds?: GroundInput[]

  /** What would change a refusal, for the family. */
  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 2000, SENTENCE)
  counterfactual?: string
}

export class ReferInput {
  @IsOptional()
  @IsString(SHORT)
  @Length(1, 200, SHORT)
  party?: string

  @IsOptional()
  @IsString(SENTENCE)
  @Length(1, 2000, SENTENCE)
  question?: string

  @IsOptional()
  @Matches(calendarDate, DATE)
  dueOn?: string
}

export class AnswerInput {
  @IsOptional()
  @IsUUID(undefined, ID)
  answerDocumentId?: string
}

export class InvestigateInput extends ReasonInput {
  @IsOptional()
  @IsArray({ message: 'Pertanyaan harus berupa daftar.' })
  @ArrayMaxSize(30, { message: 'Paling banyak 30 pertanyaan.' })
  @IsString({ each: true, ...SENTENCE })
  @Length(1, 2000, { each: true, ...SENTENCE })
  questions?: string[]

  @IsOptional()
  @IsUUID(undefined, ID)
  investigatorId?: string

  @IsOptional()
  @Matches(calendarDate, DATE)
  dueOn?: string
}

export class MergeInput {
  @IsOptional()
  @IsUUID(undefined, ID)
  survivingClaimId?: string
}

export class ReopenInput extends ReasonInput {
  @IsOptional()
  @IsIn(reopeningGrounds, { message: `Pilih dasar: ${reopeningGrounds.join(', ')}.` })
  ground?: ReopeningGround
}

export class ProposeReclassificationInput extends ReasonInput {
  @IsOptional()
  @IsIn(deathCauses, { message: `Pilih sebab: ${deathCauses.join(', ')}.` })
  deathCause?: DeathCause

  /** Of the accident or the diagnosis. */
  @IsOptional()
  @Matches(calendarDate, DATE)
  occurredOn?: string
}

const inputs: Partial<Record<ClaimEvent, Type<object>>> = {
  send_back: ReasonInput,
  recall: ReasonInput,
  object: ReasonInput,
  propose: ProposeInput,
  refer: ReferInput,
  answer_received: AnswerInput,
  investigate: InvestigateInput,
  merge: MergeInput,
  reopen: ReopenInput,
  propose_reclassification: ProposeReclassificationInput,
  suggest_reclassification: ProposeReclassificationInput,
  decline_reclassification: ReasonInput,
}

/** The class of what an event takes. */
export function inputOf(event: ClaimEvent): Type<object> {
  return inputs[event] ?? NoInput
}

export function isClaimEvent(name: string): name is ClaimEvent {
  return (claimEvents as readonly string[]).includes(name)
}

export const eventInputs: readonly Type<object>[] = [...new Set([NoInput, ...Object.values(inputs)])]
