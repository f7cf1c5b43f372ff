import { Body, Get, Post, Query } from '@nestjs/common'
import { ClaimAssignments } from '../../claims/claim-assignment.service.js'
import { ClaimQueue, deskStates, type QueueWanted } from '../../claims/claim-queue.query.js'
import { Clock } from '../../platform/clock/clock.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { isInstant } from '#libs/local-date'
import type { FormErrors } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { fill } from '../shared/words.js'
import { queueId } from '../words/branch-queue.js'
import { listOf } from './form-lists.js'
import { paths } from './paths.js'
import { filtersFrom, placeFrom, type QueueFilters, typesOf } from './queue-address.js'
import { QueuePage, type QueueView } from './queue.page.js'
import { queueRoles } from './roles.js'
import { dateAt } from './when.js'

const PAGE = 50
const AT_MOST = 200

@PageController('petugas/antrean')
export class QueueController {
  constructor(
    private readonly queue: ClaimQueue,
    private readonly assignments: ClaimAssignments,
    private readonly clock: Clock,
    private readonly law: LawInForce,
  ) {}

  @Get()
  @Roles(...queueRoles)
  async list(@Query() query: Record<string, unknown>, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <QueuePage view={await this.view(query, staff)} />
  }

  /** A line for a page that is open already: how many claims came since it was read. */
  @Get('baru')
  @Roles(...queueRoles)
  async arrived(@Query('sejak') since: unknown, @CurrentStaff() staff: SignedIn): Promise<string> {
    if (!isInstant(since)) return ''
    const count = await this.queue.arrivedSince(staff.branch.id, since)
    return count === 0 ? '' : fill(queueId.arrived, { count })
  }

  @Post('berikutnya')
  @Roles('verifier')
  async takeNext(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const number = await this.assignments.takeNext(ownBranch(staff, 'verifier'))
    return seeOther(number ? paths.claim(number) : `${paths.queue}?hasil=kosong`)
  }

  /** Gives, takes or lays back the claims that were ticked. */
  @Post('petugas')
  @Roles(...queueRoles)
  async changeHands(
    @Body() body: Record<string, unknown>,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const numbers = listOf(body, 'klaim').slice(0, AT_MOST)
    if (numbers.length === 0) return this.again(staff, { klaim: queueId.chooseFirst })
    const actor = ownBranch(staff, actingRole(staff, ['manager', 'verifier', 'officer', 'investigator']))
    if (body.tindakan === 'kembalikan') {
      const laidBack = await this.assignments.release(numbers, 'desk', actor)
      return seeOther(`${paths.queue}?hasil=${laidBack.length > 0 ? 'dikembalikan' : 'tetap'}`)
    }
    const person = body.tindakan === 'serahkan' ? body.petugas : staff.staffId
    if (typeof person !== 'string' || person === '')
      return this.again(staff, { petugas: queueId.choosePerson })
    const given = await this.assignments.assign(numbers, person, 'desk', actor)
    return seeOther(`${paths.queue}?hasil=${given.length > 0 ? 'diserahkan' : 'tetap'}`)
  }

  private async again(staff: SignedIn, errors: FormErrors): Promise<PageAnswer> {
    return refused(<QueuePage view={{ ...(await this.view({}, staff)), errors }} />)
  }

  private async view(query: Readonly<Record<string, unknown>>, staff: SignedIn): Promise<QueueView> {
    const filters = filtersFrom(query)
    const after = placeFrom(query.sesudah)
    const asOf = this.clock.now()
    const wanted = wantedOf(filters, staff, asOf)
    const [claims, counts, colleagues] = await Promise.all([
      this.queue.list(wanted, PAGE + 1, after),
      this.queue.counts(wanted),
      staff.roles.has('manager') ? this.assignments.colleagues(staff.branch.id) : [],
    ])
    const shown = claims.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      claims: shown.map((claim) => ({ ...claim, daysLeft: this.daysLeft(claim.due_at, staff, asOf) })),
      counts,
      filters,
      next: last && claims.length > PAGE ? { dueAt: last.due_exact, id: last.id } : undefined,
      further: after !== undefined,
      asOf,
      mayTakeNext: staff.roles.has('verifier'),
      colleagues,
    }
  }

  private daysLeft(dueAt: string | null, { branch }: SignedIn, now: string): number | null {
    if (dueAt === null) return null
    return this.law.deadlines.workingDaysBetween(dateAt(now, branch.zone), dateAt(dueAt, branch.zone))
  }
}

function wantedOf(filters: QueueFilters, staff: SignedIn, now: string): QueueWanted {
  const { stage, program, flag, whose } = filters
  return {
    branchId: staff.branch.id,
    staffId: staff.staffId,
    states: stage ? [stage] : deskStates,
    types: typesOf(program),
    flag,
    whose,
    now,
  }
}

/** The desk is the own branch's, whatever else a person may look at. */
function ownBranch(staff: SignedIn, role: Parameters<typeof actorOf>[1]) {
  return { ...actorOf(staff, role), branchId: staff.branch.id }
}
