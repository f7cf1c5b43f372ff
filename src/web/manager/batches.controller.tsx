import { Body, Get, Param, Post } from '@nestjs/common'
import { batchStates, paymentStates } from '#libs/lifecycle'
import { BankList } from '../../intake/bank-list.service.js'
import { BatchAtBankQuery } from '../../payment/batch-at-bank.query.js'
import { BatchesInBranch } from '../../payment/batches-in-branch.query.js'
import type { PaymentBatch } from '../../payment/payment-batch-gate.service.js'
import { type Declared, PaymentBatches } from '../../payment/payment-batches.service.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { TransitionRefused } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, STEP_KEY } from '../shared/step-form.js'
import { paymentsId } from '../words/payments.js'
import { proofErrors, typedProof } from './proof.js'
import { BatchesPage, BatchPage, type BatchView, type Labels } from './batches.page.js'

const readers = ['releaser', 'reconciler', 'manager', 'auditor'] as const
const HOME = '/pimpinan/pembayaran'

interface BatchStep {
  batch: PaymentBatch
  name: string
  values: FormValues
  staff: SignedIn
}

/** M3: payment batches; filled, counted and closed by one person, counted again and released by another. */
@PageController('pimpinan/pembayaran')
export class BatchesController {
  private readonly batchLabels: Labels
  private readonly paymentLabels: Labels

  constructor(
    private readonly batches: PaymentBatches,
    private readonly lists: BatchesInBranch,
    private readonly atBank: BatchAtBankQuery,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
    private readonly banks: BankList,
  ) {
    const labels = (group: 'batch_states' | 'payment_states', codes: readonly string[]) =>
      Object.fromEntries(codes.map((code) => [code, words.label(group, code)]))
    this.batchLabels = labels('batch_states', batchStates)
    this.paymentLabels = labels('payment_states', paymentStates)
  }

  @Get()
  @Roles(...readers)
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const batches = await this.lists.list(branchInSight(staff))
    return <BatchesPage batches={batches} labels={this.batchLabels} stepKey={freshKey()} />
  }

  @Post()
  @Roles('releaser')
  async open(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const key = valuesOf(body)[STEP_KEY] ?? freshKey()
    const { id } = await this.batches.open(staff.branch.id, actorOf(staff, 'releaser'), key)
    return seeOther(`${HOME}/${id}?hasil=open`)
  }

  @Get(':id')
  @Roles(...readers)
  async read(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(await this.batches.inSight(id, branchInSight(staff)), staff)
  }

  @Post(':id/fill')
  @Roles('releaser')
  async fill(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const { batch, refused: left } = await this.batches.addQueued(
      (await this.batches.inSight(id, branchInSight(staff))).id,
      actorOf(staff, 'releaser'),
    )
    if (left.length === 0) return seeOther(`${HOME}/${id}?hasil=fill`)
    const sentences = left.flatMap(({ refusals }) =>
      refusals.map((refusal) => this.words.refusal(refusal).words),
    )
    return this.page(batch, staff, { refused: [...new Set(sentences)] })
  }

  @Post(':id/close')
  @Roles('releaser')
  close(@Param('id') id: string, @Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.counted('close', id, body, staff)
  }

  @Post(':id/release')
  @Roles('releaser')
  release(
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.counted('release', id, body, staff)
  }

  @Post(':id/reopen')
  @Roles('releaser')
  async reopen(
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const batch = await this.batches.inSight(id, branchInSight(staff))
    const values = valuesOf(body)
    const reason = values.reason
    if (!reason) {
      const errors = { reason: paymentsId.needReason }
      return refused(await this.page(batch, staff, { values, errors }))
    }
    return this.step({ batch, name: 'reopen', values, staff }, () =>
      this.batches.reopen(batch.id, reason, actorOf(staff, 'releaser')),
    )
  }

  @Post(':id/reconcile')
  @Roles('reconciler')
  async reconcile(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const batch = await this.batches.inSight(id, branchInSight(staff))
    return this.step({ batch, name: 'reconcile', values: {}, staff }, () =>
      this.batches.reconcile(batch.id, actorOf(staff, 'reconciler')),
    )
  }

  /** Closing and releasing ask the same of a person: to have counted. */
  private async counted(
    step: 'close' | 'release',
    id: string,
    body: object,
    staff: SignedIn,
  ): Promise<PageAnswer> {
    const batch = await this.batches.inSight(id, branchInSight(staff))
    const values = valuesOf(body)
    const declared = declaredIn(values)
    if ('errors' in declared)
      return refused(await this.page(batch, staff, { values, errors: declared.errors }))
    return this.step({ batch, name: step, values, staff }, async () => {
      if (step === 'release') await this.prove(batch, body, staff)
      await this.batches[step](batch.id, declared, actorOf(staff, 'releaser'))
    })
  }

  private async prove({ id }: PaymentBatch, body: object, staff: SignedIn): Promise<void> {
    const key = valuesOf(body)[STEP_KEY] ?? freshKey()
    await this.proofs.take(staff, { act: 'release', subject: id, key }, typedProof(body, 'release'))
  }

  /** Does a step and shows the batch; what stands in the way is told on the page, with what was typed. */
  private async step(
    { batch, name, values, staff }: BatchStep,
    work: () => Promise<unknown>,
  ): Promise<PageAnswer> {
    try {
      await work()
      return seeOther(`${HOME}/${batch.id}?hasil=${name}`)
    } catch (error) {
      const unproven = proofErrors(error, name)
      const errors = unproven ?? this.toldAtTheForm(error)
      if (!errors) throw error
      return new PageWithStatus(unproven ? 422 : 409, await this.page(batch, staff, { values, errors }))
    }
  }

  private toldAtTheForm(error: unknown): FormErrors | undefined {
    if (!(error instanceof TransitionRefused)) return undefined
    const sentences = error.refusals.map((refusal) => this.words.refusal(refusal).words)
    return { '': sentences.join(' ') || (this.words.find(error.code)?.text ?? error.code) }
  }

  private async page(
    batch: PaymentBatch,
    staff: SignedIn,
    told: Pick<BatchView, 'values' | 'errors' | 'refused'> = {},
  ) {
    const [payments, proof, atBank] = await Promise.all([
      this.lists.payments(batch.id),
      this.proofs.kindFor(staff),
      this.atBank.read(batch.id),
    ])
    const { batchLabels, paymentLabels } = this
    const view = { batch, payments, proof, atBank, batchLabels, paymentLabels, stepKey: freshKey() }
    return <BatchPage {...view} {...told} bankName={this.banks.nameOf} />
  }
}

/** Dots between the digits are how people write sums. */
function declaredIn(values: FormValues): Declared | { errors: FormErrors } {
  const [count, total] = [values.count, values.total].map((text) => text?.replace(/[.\s]/g, ''))
  const errors = {
    ...(/^\d{1,7}$/.test(count ?? '') ? {} : { count: paymentsId.notNumber }),
    ...(/^\d{1,15}$/.test(total ?? '') ? {} : { total: paymentsId.notNumber }),
  }
  return Object.keys(errors).length > 0 ? { errors } : { count: Number(count), total: BigInt(total ?? 0) }
}
