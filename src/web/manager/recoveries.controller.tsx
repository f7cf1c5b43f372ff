import { Body, Get, Param, Post, Query } from '@nestjs/common'
import { isUUID } from 'class-validator'
import {
  recoveryDecisions,
  type RecoveryEvent,
  recoveryEvents,
  recoveryTable,
  type RecoveryState,
  type Role,
  rolesFor,
  stepsFrom,
} from '#libs/lifecycle'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { PaymentsOfClaim } from '../../payment/payments-of-claim.query.js'
import { RecoveriesInBranch, type WholeRecovery } from '../../payment/recoveries-in-branch.query.js'
import { finders, Recoveries } from '../../payment/recoveries.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, nameIn, readStep, STEP_KEY } from '../shared/step-form.js'
import { recoveriesWords } from '../words/recoveries.js'
import { typedProof } from './proof.js'
import { RECOVERIES, RecordRecoveryPage, RecoveriesPage } from './recoveries.page.js'
import { readStepInput, rupiahIn } from './recovery-forms.js'
import { type OfferedRecoveryStep, RecoveryPage } from './recovery.page.js'
import { toldAtForm } from './told-at-form.js'

const readers = ['officer', 'verifier', 'reconciler', 'objection_reviewer', 'manager', 'auditor'] as const
const movers = ['officer', 'reconciler', 'manager'] as const
const LEAST = 10

/** What was paid too much and how it comes back: every step on a page, each decision over money with a proof. */
@PageController('pimpinan/kelebihan-bayar')
export class RecoveriesPagesController {
  constructor(
    private readonly branch: RecoveriesInBranch,
    private readonly recoveries: Recoveries,
    private readonly claims: ClaimByNumber,
    private readonly payments: PaymentsOfClaim,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...readers)
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const recoveries = await this.branch.list(branchInSight(staff))
    const mayRecord = finders.some((role) => staff.roles.has(role))
    return <RecoveriesPage {...{ recoveries, mayRecord }} stateLabel={this.stateLabel} />
  }

  @Get('catat')
  @Roles(...finders)
  async recordForm(@Query('klaim') number: unknown, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.recordPage(numberOf(number), staff)
  }

  @Post('catat')
  @Roles(...finders)
  async record(
    @Query('klaim') asked: unknown,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const number = numberOf(asked) ?? ''
    const claim = await this.claims.get(number, branchInSight(staff))
    const { payeeId = '', reason = '' } = values
    const amount = rupiahIn(values.amount ?? '')
    const { key } = readStep(values)
    if (!isUUID(key)) throw new NotFound()
    if (amount === undefined || reason.length < LEAST || !isUUID(payeeId)) {
      const errors = {
        ...(!isUUID(payeeId) && { payeeId: recoveriesWords.id.payeeMissing }),
        ...(amount === undefined && { amount: recoveriesWords.id.receivedMissing }),
        ...(reason.length < LEAST && { reason: recoveriesWords.id.reasonMissing }),
      }
      return refused(await this.recordPage(number, staff, values, errors))
    }
    try {
      await this.recoveries.identify(
        claim.id,
        { payeeId, amount, reason },
        actorOf(staff, actingRole(staff, finders)),
        key,
      )
      return seeOther(`${RECOVERIES}?hasil=catat`)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.recordPage(number, staff, values, errorsOf(error.errors)))
    }
  }

  @Get(':id')
  @Roles(...readers)
  async read(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
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
    const event = recoveryEvents.find((each) => each === name)
    if (!event) throw new NotFound()
    const values = valuesOf(body)
    const recovery = await this.get(id, staff)
    const read = readStepInput(event, values, recovery.open)
    if (!read.ok) return refused(await this.page(id, staff, values, read.errors))
    try {
      if (recoveryDecisions.includes(event)) {
        const act = { act: 'decide_recovery', subject: id, key: values[STEP_KEY] ?? freshKey() } as const
        await this.proofs.take(staff, act, typedProof(body, 'decide_recovery', event))
      }
      await this.recoveries.step(
        id,
        event,
        actorOf(staff, actingRole(staff, rolesFor(recoveryTable, event))),
        read.input,
      )
      return seeOther(`${RECOVERIES}/${id}?hasil=langkah`)
    } catch (error) {
      const told = toldAtForm(error, 'decide_recovery', this.words, {
        own: event,
        field: (name) => nameIn(event, name),
      })
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(id, staff, values, told.errors))
    }
  }

  private async get(id: string, staff: SignedIn): Promise<WholeRecovery> {
    const recovery = isUUID(id) ? await this.branch.find(id, branchInSight(staff)) : undefined
    if (!recovery) throw new NotFound('Kelebihan bayar ini tidak ditemukan.')
    return recovery
  }

  private async page(id: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const recovery = await this.get(id, staff)
    return (
      <RecoveryPage
        {...{ recovery, values, errors }}
        steps={this.offered(recovery, staff)}
        stateLabel={this.stateLabel}
        eventLabel={this.eventLabel}
        proof={await this.proofs.kindFor(staff)}
        stepKey={freshKey()}
      />
    )
  }

  private offered({ state, identified_by, open }: WholeRecovery, staff: SignedIn): OfferedRecoveryStep[] {
    const events = [...new Set(recoveryTable.filter((row) => row.from === state).map(({ event }) => event))]
    return events.flatMap((event) => {
      const role = rolesFor(recoveryTable, event).find((each) =>
        (staff.roles as ReadonlyMap<Role, unknown>).has(each),
      )
      if (!role) return []
      const facts = {
        actor: { id: staff.staffId, role },
        identifiedBy: identified_by,
        open: String(open),
        input: {},
      }
      const step = stepsFrom(recoveryTable, state, role, facts).find((each) => each.event === event)
      const refusals = (step?.refusals ?? []).map((refusal) => this.words.refusal(refusal).words)
      return [{ event, label: this.eventLabel(event), refusals }]
    })
  }

  private async recordPage(
    number: string | undefined,
    staff: SignedIn,
    values?: FormValues,
    errors?: FormErrors,
  ) {
    const claim = number === undefined ? undefined : await this.claims.get(number, branchInSight(staff))
    const payments = claim
      ? (await this.payments.list(claim.id)).filter(({ state }) => state === 'settled')
      : []
    return <RecordRecoveryPage {...{ number, payments, values, errors }} stepKey={freshKey()} />
  }

  private readonly stateLabel = (state: RecoveryState): string => this.words.label('recovery_states', state)
  private readonly eventLabel = (event: RecoveryEvent): string => this.words.label('recovery_events', event)
}

function numberOf(asked: unknown): string | undefined {
  return typeof asked === 'string' && asked.trim() !== '' ? asked.trim().toUpperCase() : undefined
}
