import { randomUUID } from 'node:crypto'
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common'
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Response } from 'express'
import { BatchesInBranch } from '../../payment/batches-in-branch.query.js'
import { PaymentBatches } from '../../payment/payment-batches.service.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { IdempotencyKey, SecondProof, secondProofHeader } from '../headers.js'
import { V1 } from '../paths.js'
import {
  BatchesDto,
  BatchOnFileDto,
  DeclaredDto,
  FilledBatchDto,
  PaymentBatchDto,
  PaymentInBatchDto,
  ReleasedBatchDto,
  ReopenBatchDto,
} from './payment-batch.dto.js'

const readers = ['releaser', 'reconciler', 'manager', 'auditor'] as const

/** Lists of payments that leave together: filled, counted, closed, released by someone who decided none of them. */
@ApiTags('payment batches')
@Controller(`${V1}/payment-batches`)
export class PaymentBatchesController {
  constructor(
    private readonly batches: PaymentBatches,
    private readonly lists: BatchesInBranch,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...readers)
  @ApiOperation({ summary: 'The batches of the branch, newest first' })
  @ApiOkResponse({ type: BatchesDto })
  async list(@CurrentStaff() staff: SignedIn): Promise<BatchesDto> {
    const items = await this.lists.list(branchInSight(staff))
    return { items: items.map((batch) => PaymentBatchDto.of(batch)) }
  }

  @Post()
  @Roles('releaser')
  @ApiOperation({
    summary: 'Open an empty batch',
    description: 'The same Idempotency-Key opens one batch, however often it is sent.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: PaymentBatchDto })
  async open(
    @CurrentStaff() staff: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PaymentBatchDto> {
    const batch = await this.batches.open(staff.branch.id, actorOf(staff, 'releaser'), key)
    response.location(`/${V1}/payment-batches/${batch.id}`)
    return PaymentBatchDto.of(batch)
  }

  @Get(':id')
  @Roles(...readers)
  @ApiOperation({ summary: 'One batch with its payments' })
  @ApiOkResponse({ type: BatchOnFileDto })
  async read(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<BatchOnFileDto> {
    const batch = await this.batches.inSight(id, branchInSight(staff))
    const payments = await this.lists.payments(batch.id)
    return {
      ...PaymentBatchDto.of(batch),
      payments: payments.map((payment) => PaymentInBatchDto.of(payment)),
    }
  }

  @Post(':id/payments')
  @Roles('releaser')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Add what waits in the queue of the branch',
    description: 'Oldest first, up to a thousand.',
  })
  @ApiOkResponse({ type: FilledBatchDto })
  async addQueued(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<FilledBatchDto> {
    const { batch, added, refused } = await this.batches.addQueued(
      (await this.batches.inSight(id, branchInSight(staff))).id,
      actorOf(staff, 'releaser'),
    )
    const inWords = refused.map(({ paymentId, refusals }) => ({
      paymentId,
      refusals: refusals.map((refusal) => this.words.refusal(refusal)),
    }))
    return { ...PaymentBatchDto.of(batch), added, refused: inWords }
  }

  @Post(':id/close')
  @Roles('releaser')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Close a batch',
    description: 'With the count and the total that the person reached; they must be the computed ones.',
  })
  @ApiOkResponse({ type: PaymentBatchDto })
  async close(
    @Param('id') id: string,
    @Body() dto: DeclaredDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PaymentBatchDto> {
    const declared = { count: dto.count, total: BigInt(dto.total) }
    return PaymentBatchDto.of(
      await this.batches.close(
        (await this.batches.inSight(id, branchInSight(staff))).id,
        declared,
        actorOf(staff, 'releaser'),
      ),
    )
  }

  @Post(':id/reopen')
  @Roles('releaser')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open a closed batch again' })
  @ApiOkResponse({ type: PaymentBatchDto })
  async reopen(
    @Param('id') id: string,
    @Body() dto: ReopenBatchDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PaymentBatchDto> {
    return PaymentBatchDto.of(
      await this.batches.reopen(
        (await this.batches.inSight(id, branchInSight(staff))).id,
        dto.reason,
        actorOf(staff, 'releaser'),
      ),
    )
  }

  @Post(':id/release')
  @Roles('releaser')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Release a closed batch to the bank',
    description:
      'By another person than the one who closed it, with the count and total that he reached himself. Refused as a ' +
      'whole when any claim in it could not go. Sent again, it goes on where it ended.',
  })
  @ApiHeader(secondProofHeader)
  @ApiOkResponse({ type: ReleasedBatchDto })
  async release(
    @Param('id') id: string,
    @Body() dto: DeclaredDto,
    @CurrentStaff() staff: SignedIn,
    @SecondProof() typed: string | undefined,
  ): Promise<ReleasedBatchDto> {
    const { id: subject } = await this.batches.inSight(id, branchInSight(staff))
    await this.proofs.take(staff, { act: 'release', subject, key: randomUUID() }, typed)
    const { batch, released, held } = await this.batches.release(
      subject,
      { count: dto.count, total: BigInt(dto.total) },
      actorOf(staff, 'releaser'),
    )
    return { ...PaymentBatchDto.of(batch), released: released.length, held: held.length }
  }

  @Post(':id/reconcile')
  @Roles('reconciler')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign a batch off',
    description: 'Every payment is answered and every statement line placed; never by the releaser.',
  })
  @ApiOkResponse({ type: PaymentBatchDto })
  async reconcile(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PaymentBatchDto> {
    return PaymentBatchDto.of(
      await this.batches.reconcile(
        (await this.batches.inSight(id, branchInSight(staff))).id,
        actorOf(staff, 'reconciler'),
      ),
    )
  }
}
