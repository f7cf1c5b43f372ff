import { Body, Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { type ObjectionEvent, type ObjectionState, objectionTable, rolesFor } from '#libs/lifecycle'
import { ObjectionsOnFile, type WholeObjection } from '../../objections/objections.query.js'
import { type ObjectionInput, Objections } from '../../objections/objections.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, nameIn, readStep } from '../shared/step-form.js'
import { toldAtForm } from '../manager/told-at-form.js'
import { readObjectionInput } from './objection-forms.js'
import { type OfferedObjectionStep, OneObjectionPage } from './objection.page.js'
import { OBJECTIONS, ObjectionsPage } from './objections.page.js'

const readers = ['officer', 'verifier', 'objection_reviewer', 'manager', 'auditor'] as const
const movers = ['objection_reviewer', 'manager'] as const
/** Steps that are taken on this page; the others come with the family or with the claim. */
const taken = [
  'admit',
  'review',
  'uphold',
  'uphold_partly',
  'dismiss',
  'refer_external',
  'leave_late',
] as const
type TakenEvent = (typeof taken)[number]

/** Objections at the desk: who waits for an answer, and one with its words, its course and its next step. */
@PageController('petugas/keberatan')
export class ObjectionsPagesController {
  constructor(
    private readonly onFile: ObjectionsOnFile,
    private readonly objections: Objections,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...readers)
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const objections = await this.onFile.inBranch(branchInSight(staff))
    return <ObjectionsPage objections={objections} stateLabel={this.stateLabel} />
  }

  @Get(':id')
  @Roles(...readers)
  read(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(id, staff)
  }

  @Post(':id/:event')
  @Roles(...movers)
  async take(
    @Param('id') id: string,
    @Param('event') name: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const event = taken.find((each) => each === name)
    if (!event) throw new NotFound()
    await this.get(id, staff)
    const values = valuesOf(body)
    const read = readObjectionInput(event, values)
    if (!read.ok) return refused(await this.page(id, staff, values, read.errors))
    try {
      await this.step(id, event, staff, { ...read.input, ...readStep(values) })
      return seeOther(`${OBJECTIONS}/${id}?hasil=langkah`)
    } catch (error) {
      const told = toldAtForm(error, event, this.words, { field: (field) => nameIn(event, field) })
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(id, staff, values, told.errors))
    }
  }

  private async step(
    id: string,
    event: TakenEvent,
    staff: SignedIn,
    { key, seen, ...input }: ObjectionInput & { key: string; seen: number },
  ): Promise<void> {
    const actor = actorOf(staff, actingRole(staff, rolesFor(objectionTable, event)))
    if (event !== 'admit') await this.objections.step(id, event, actor, input)
    else {
      const { reason } = input
      await this.objections.admit(id, actor, { reason, idempotencyKey: key, expectedVersion: seen })
    }
  }

  private async get(id: string, staff: SignedIn): Promise<WholeObjection> {
    const objection = isUUID(id) ? await this.onFile.find(id, branchInSight(staff)) : undefined
    if (!objection) throw new NotFound('Keberatan ini tidak ditemukan.')
    return objection
  }

  private async page(id: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const objection = await this.get(id, staff)
    return (
      <OneObjectionPage
        {...{ objection, values, errors }}
        claimState={this.words.label('claim_states', objection.claim_state)}
        steps={await this.offered(objection, staff)}
        bodies={this.objections.bodies}
        stateLabel={this.stateLabel}
        eventLabel={this.eventLabel}
        stepKey={freshKey()}
      />
    )
  }

  /** What this person may do in the roles held, each step once. */
  private async offered({ id, reviewer }: WholeObjection, staff: SignedIn): Promise<OfferedObjectionStep[]> {
    const roles = movers.filter((role) => staff.roles.has(role))
    const each = await Promise.all(roles.map((role) => this.objections.stepsFor(id, actorOf(staff, role))))
    const steps = new Map(each.flat().map((step) => [step.event, step]))
    // Its reviewer need not read that another may take it over.
    const own = ({ event, allowed }: { event: ObjectionEvent; allowed: boolean }): boolean =>
      event === 'review' && !allowed && reviewer !== null
    const offered = [...steps.values()].filter((step) => !own(step))
    return offered.map(({ event, refusals }) => ({
      event,
      label: this.eventLabel(event),
      refusals: refusals.map((refusal) => this.words.refusal(refusal).words),
    }))
  }

  private readonly stateLabel = (state: ObjectionState): string => this.words.label('objection_states', state)
  private readonly eventLabel = (event: ObjectionEvent): string => this.words.label('objection_events', event)
}
