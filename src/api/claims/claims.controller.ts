import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common'
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Response } from 'express'
import { claimStates } from '#libs/lifecycle'
import { ClaimByNumber, type ClaimOnFile } from '../../claims/claim-by-number.query.js'
import { ClaimsInBranch, type ListedClaim } from '../../claims/claims-in-branch.query.js'
import { CreateClaimDto } from '../../intake/claim-answers.dto.js'
import { IntakeService } from '../../intake/intake.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { NotAllowed } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { giveVersion, IdempotencyKey, versionHeader } from '../headers.js'
import { V1 } from '../paths.js'
import { ClaimDto } from './claim.dto.js'
import { ClaimPageDto, ListClaimsDto, type ListedClaimDto } from './list-claims.dto.js'
import { cursorOf, placeOf } from './list-cursor.js'

const PAGE = 50

/** Claims: opened, read, listed. What moves them is beside this, in the steps. */
@ApiTags('claims')
@Controller(`${V1}/claims`)
export class ClaimsController {
  constructor(
    private readonly intake: IntakeService,
    private readonly claims: ClaimByNumber,
    private readonly lists: ClaimsInBranch,
    private readonly words: ProblemWords,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Roles('officer')
  @ApiOperation({
    summary: 'Open a draft',
    description: 'With what the family tells at the counter. Nothing is claimed before "submit".',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Chosen by the caller, e.g. a UUID' })
  @ApiCreatedResponse({
    type: ClaimDto,
    headers: { ...versionHeader, Location: { description: 'Of the draft', schema: { type: 'string' } } },
  })
  async create(
    @Body() dto: CreateClaimDto,
    @CurrentStaff() staff: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ClaimDto> {
    if (dto.branch !== staff.branch.code) throw new NotAllowed('Klaim dibuka di kantor cabang Anda sendiri.')
    const draft = await this.intake.createDraft(dto, actorOf(staff, 'officer'), key)
    response.location(`/${V1}/claims/${draft.number}`)
    return this.given(draft.file ?? (await this.claims.file(draft.number, branchInSight(staff))), response)
  }

  @Get()
  @Roles(...staffRoles)
  @ApiOperation({
    summary: 'List claims',
    description: 'The longest unmoved first, a page at a time; auditors and administrators see every branch.',
  })
  @ApiOkResponse({ type: ClaimPageDto })
  async list(@Query() query: ListClaimsDto, @CurrentStaff() staff: SignedIn): Promise<ClaimPageDto> {
    const limit = query.limit ?? PAGE
    const found = await this.lists.list({
      branchId: branchInSight(staff),
      states: query.state ?? claimStates,
      types: query.type,
      assignedTo: query.assigned === 'me' ? staff.staffId : query.assigned,
      ...this.due(query.due),
      after: query.cursor === undefined ? undefined : placeOf(query.cursor),
      limit: limit + 1,
    })
    const rows = found.slice(0, limit)
    const last = found.length > limit ? rows.at(-1) : undefined
    const next = last ? cursorOf({ movedAt: last.moved_at_exact, id: last.id }) : null
    return { items: rows.map((row) => this.listed(row)), next }
  }

  @Get(':number')
  @Roles(...staffRoles)
  @ApiOperation({
    summary: 'Read one claim',
    description: 'A claim of another branch is answered like one that does not exist.',
  })
  @ApiOkResponse({ type: ClaimDto, headers: versionHeader })
  async read(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ClaimDto> {
    return this.given(await this.claims.file(number, branchInSight(staff)), response)
  }

  private given(claim: ClaimOnFile, response: Response): ClaimDto {
    giveVersion(response, claim.version)
    return ClaimDto.of(claim, this.words)
  }

  private due(wanted: string | undefined): { dueBefore?: string; dueThrough?: string } {
    if (wanted === undefined) return {}
    return wanted === 'overdue' ? { dueBefore: this.clock.now() } : { dueThrough: wanted }
  }

  private listed(row: ListedClaim): ListedClaimDto {
    const { number, type, state, round, version } = row
    return {
      ...{ number, type, state, round, version },
      stateLabel: this.words.label('claim_states', state),
      branch: row.branch_code,
      participantName: row.participant_name,
      eventDate: row.event_date,
      submittedAt: row.submitted_at,
      movedAt: row.moved_at,
      dueAt: row.due_at,
      assignedTo: row.assigned_to,
    }
  }
}
