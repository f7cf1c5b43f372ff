import { ApiProperty } from '@nestjs/swagger'
import { ballHolder, claimStates, claimTypes, interruptions, publicStep, publicSteps } from '#libs/lifecycle'
import { maskNik } from '#libs/nik'
import type { ClaimOnFile } from '../../claims/claim-by-number.query.js'
import { ChildAnswers, EventAnswers } from '../../intake/claim-answers.dto.js'
import type { ProblemWords } from '../../platform/problem/problem-words.js'
import { BranchDto } from '../sessions/session.dto.js'

export class ParticipantDto {
  @ApiProperty({ example: '************0001', description: 'All but the last four digits hidden' })
  nik: string

  @ApiProperty()
  name: string
}

export class PartyDto {
  @ApiProperty({ enum: ['heir', 'representative', 'employer', 'facility', 'officer', 'contact'] })
  kind: string

  @ApiProperty()
  name: string

  @ApiProperty({ type: 'string', nullable: true })
  relation: string | null

  @ApiProperty({ type: 'string', nullable: true, description: 'All but the last four digits hidden' })
  phone: string | null
}

export class RunningClockDto {
  @ApiProperty({ example: 'service' })
  name: string

  @ApiProperty({ example: 'Waktu layanan' })
  label: string

  @ApiProperty({ format: 'date-time' })
  startedAt: string

  @ApiProperty({ format: 'date-time' })
  dueAt: string

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  pausedAt: string | null
}

export class AttentionDto {
  @ApiProperty({ example: 'documents.check' })
  topic: string

  @ApiProperty({ description: 'The role that owns the work now' })
  owner: string

  @ApiProperty({ format: 'date-time' })
  since: string
}

export class PublicStepDto {
  @ApiProperty({ type: 'integer', nullable: true, description: '1 to 6, as the family sees it' })
  number: number | null

  @ApiProperty({ type: 'string', enum: publicSteps, nullable: true })
  name: string | null

  @ApiProperty({ type: 'string', enum: interruptions, nullable: true })
  interruption: string | null

  @ApiProperty()
  ended: boolean
}

/** One claim as staff see it. Numbers of people are masked here; whoever needs one whole holds the paper. */
export class ClaimDto {
  @ApiProperty({ example: 'JKM-PSR-2210-000001' })
  number: string

  @ApiProperty({ enum: claimTypes })
  type: string

  @ApiProperty({ enum: claimStates })
  state: string

  @ApiProperty({ example: 'Verifikasi berkas' })
  stateLabel: string

  @ApiProperty({ type: 'integer', description: 'Goes up with every step; equals the ETag' })
  version: number

  @ApiProperty({ type: 'integer' })
  round: number

  @ApiProperty()
  branch: BranchDto

  @ApiProperty({ type: ParticipantDto, nullable: true })
  participant: ParticipantDto | null

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  eventDate: string | null

  @ApiProperty({ type: EventAnswers, required: false })
  event?: EventAnswers

  @ApiProperty({ type: [ChildAnswers] })
  children: ChildAnswers[]

  @ApiProperty({ type: [PartyDto] })
  parties: PartyDto[]

  @ApiProperty()
  publicStep: PublicStepDto

  @ApiProperty({ type: 'string', nullable: true, description: 'Who owes the next step' })
  ballHolder: string | null

  @ApiProperty({ type: [RunningClockDto] })
  clocks: RunningClockDto[]

  @ApiProperty({ type: [AttentionDto], description: 'Work that a machine gave up and a person owns' })
  attention: AttentionDto[]

  @ApiProperty({ type: 'string', nullable: true })
  assignedTo: string | null

  @ApiProperty({ type: 'string', nullable: true, description: 'The claim that this one was joined to' })
  joinedTo: string | null

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  submittedAt: string | null

  @ApiProperty({ format: 'date-time' })
  movedAt: string

  static of(claim: ClaimOnFile, words: ProblemWords): ClaimDto {
    const { number, type, state, version, round, branch, answers } = claim
    const since = { round, requestsThisRound: claim.requests_this_round }
    return {
      ...{ number, type, state, version, round, branch },
      stateLabel: words.label('claim_states', state),
      participant: participantOf(claim),
      eventDate: claim.event_date,
      event: answers.event as EventAnswers | undefined,
      children: (answers.children as ChildAnswers[] | undefined) ?? [],
      parties: claim.parties.map((party) => ({ ...party, phone: party.phone && maskNik(party.phone) })),
      publicStep: publicStep(state, since),
      ballHolder: ballHolder(state),
      clocks: claim.clocks.map((clock) => ({ ...clock, label: words.label('clocks', clock.name) })),
      attention: claim.attention.map(({ topic, owner, since: opened }) => ({ topic, owner, since: opened })),
      assignedTo: claim.assigned_to,
      joinedTo: claim.joined_to,
      createdAt: claim.created_at,
      submittedAt: claim.submitted_at,
      movedAt: claim.moved_at,
    }
  }
}

function participantOf({ participant_nik: nik, participant_name: name }: ClaimOnFile): ParticipantDto | null {
  return nik !== null && name !== null ? { nik: maskNik(nik), name } : null
}
