import { ApiProperty } from '@nestjs/swagger'
import { claimStates, claimTypes, incidentEvents, incidentStates } from '#libs/lifecycle'
import { billKinds, billPayees, stmbPayees } from '../../incidents/care.dto.js'
import type { IncidentFile } from '../../incidents/incident-file.query.js'
import type { IncidentStanding } from '../../incidents/incident-standing.query.js'
import { eventTypes } from '../../incidents/notice.dto.js'
import { RefusalDto } from '../claims/steps.dto.js'

export class IncidentClockDto {
  @ApiProperty({ example: 'stage_1' })
  name: string

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ type: 'string', format: 'date-time' })
  startedAt: string

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  dueAt: string | null

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  stoppedAt: string | null
}

export class CertifiedPeriodDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ type: 'string', format: 'date' })
  from: string

  @ApiProperty({ type: 'string', format: 'date' })
  to: string

  @ApiProperty({ type: 'integer' })
  days: number

  @ApiProperty({ enum: stmbPayees })
  payee: string

  @ApiProperty({ type: 'string', nullable: true, description: 'The claim that asks for these days' })
  claimNumber: string | null
}

export class BillLineDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: billKinds })
  kind: string

  @ApiProperty({ enum: billPayees })
  payee: string

  @ApiProperty()
  number: string

  @ApiProperty({ type: 'integer', description: 'Whole rupiah' })
  amount: number

  @ApiProperty({ type: 'integer', nullable: true, description: 'Whole rupiah; null until it is judged' })
  accepted: number | null

  @ApiProperty({ type: 'string', nullable: true })
  claimNumber: string | null
}

export class ClaimOfIncidentDto {
  @ApiProperty()
  number: string

  @ApiProperty({ enum: claimTypes })
  type: string

  @ApiProperty({ enum: claimStates })
  state: string
}

export class IncidentStepOfferedDto {
  @ApiProperty({ enum: incidentEvents })
  event: string

  @ApiProperty()
  label: string

  @ApiProperty()
  allowed: boolean

  @ApiProperty({ type: [RefusalDto] })
  refusals: RefusalDto[]
}

export class IncidentDto {
  @ApiProperty({ example: 'KK-PSR-2402-000001' })
  number: string

  @ApiProperty({ enum: incidentStates })
  state: string

  @ApiProperty()
  stateLabel: string

  @ApiProperty({ type: 'integer', description: 'Also the ETag; send it in If-Match with a step' })
  version: number

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ enum: eventTypes })
  eventType: string

  @ApiProperty({ type: 'string', format: 'date' })
  eventDate: string

  @ApiProperty()
  participantName: string

  @ApiProperty({ type: 'string', nullable: true })
  employerName: string | null

  @ApiProperty({ description: 'By the law and the registry, on the day of the event' })
  covered: boolean

  @ApiProperty({ type: [IncidentClockDto] })
  clocks: IncidentClockDto[]

  @ApiProperty({ type: [CertifiedPeriodDto] })
  stmbPeriods: CertifiedPeriodDto[]

  @ApiProperty({ type: [BillLineDto] })
  bills: BillLineDto[]

  @ApiProperty({ type: [ClaimOfIncidentDto] })
  claims: ClaimOfIncidentDto[]

  @ApiProperty({ type: [IncidentStepOfferedDto], description: 'What this person may do now, and why not' })
  steps: IncidentStepOfferedDto[]

  /** What was hurt, how it happened and who said what stays on the pages: a machine has no use for it. */
  static of(file: IncidentFile, stateLabel: string, steps: IncidentStepOfferedDto[]): IncidentDto {
    const { number, state, seq, round, eventType, eventDate, participantName, employerName, covered } = file
    return {
      ...{ number, state, stateLabel, version: seq, round, eventType, eventDate, participantName },
      ...{ employerName, covered, clocks: file.clocks, claims: file.claims, steps },
      stmbPeriods: file.periods.map(({ id, from, to, days, payee, claimNumber }) => {
        return { id, from, to, days, payee, claimNumber }
      }),
      bills: file.bills.map(({ id, kind, payee, number: bill, amount, accepted, claimNumber }) => {
        const taken = accepted === null ? null : Number(accepted)
        return { id, kind, payee, number: bill, amount: Number(amount), accepted: taken, claimNumber }
      }),
    }
  }
}

export class OwnClaimDto extends ClaimOfIncidentDto {
  @ApiProperty({ type: 'integer', description: 'Whole rupiah that reached an account' })
  paid: number
}

export class ReportedIncidentDto {
  @ApiProperty({ example: 'KK-PSR-2402-000001' })
  number: string

  @ApiProperty({ enum: incidentStates })
  state: string

  @ApiProperty()
  stateLabel: string

  @ApiProperty({ type: 'integer', description: 'Also the ETag; send it in If-Match with a step' })
  version: number

  @ApiProperty()
  participantName: string

  @ApiProperty({ type: 'string', format: 'date' })
  eventDate: string

  @ApiProperty({ type: 'string', format: 'date-time', description: 'Since when it stands so' })
  since: string

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'End of the time that runs',
  })
  dueAt: string | null

  @ApiProperty({
    enum: incidentEvents,
    isArray: true,
    description: 'What the holder of the code may send now',
  })
  allowed: string[]

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Certified days; for the worker and family alone',
  })
  stmbDays: number | null

  @ApiProperty({ type: [OwnClaimDto], nullable: true, description: 'For the worker and family alone' })
  claims: OwnClaimDto[] | null

  static claimsOf({ care }: IncidentStanding): OwnClaimDto[] | null {
    return care && care.claims.map(({ paid, ...claim }) => ({ ...claim, paid: Number(paid) }))
  }
}

export class IncidentStepTakenDto {
  @ApiProperty()
  number: string

  @ApiProperty({ type: 'integer' })
  seq: number

  @ApiProperty({ enum: incidentEvents })
  event: string

  @ApiProperty({ enum: incidentStates })
  from: string

  @ApiProperty({ enum: incidentStates })
  to: string

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty({ type: 'string', format: 'date-time' })
  at: string

  @ApiProperty({ description: 'The same key had done this before' })
  repeated: boolean
}

export class WrittenDto {
  @ApiProperty({ description: 'Of the note, the period or the bill' })
  id: string
}

export class NoticedDto {
  @ApiProperty({ example: 'KK-PSR-2402-000001' })
  number: string

  @ApiProperty({ description: 'Somebody had reported the same event; this reporter was joined' })
  joined: boolean
}
