import { Body, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common'
import { isUUID } from 'class-validator'
import type { Request, Response } from 'express'
import { isLocalDate } from '#libs/local-date'
import { BankFiles } from '../../payment/bank-files.service.js'
import { BatchAtBankQuery } from '../../payment/batch-at-bank.query.js'
import { PaymentBatches } from '../../payment/payment-batches.service.js'
import { PaymentEvidence } from '../../payment/payment-evidence.service.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput, NotAllowed, NotFound, TransitionRefused } from '../../platform/problem/problems.js'
import { streamForm } from '../../platform/streamed-file.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { paymentHandId } from '../words/payment-hand.js'
import { BatchPaymentPage, paymentAddress } from './batch-payment.page.js'

const readers = ['releaser', 'reconciler', 'manager', 'auditor'] as const

/** Which payment of which batch, as in the address. */
interface PaymentAddress {
  id: string
  payment: string
}

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

interface Told {
  values?: FormValues
  errors?: FormErrors
}

/** What people do with one payment of a batch, and with the batch's files: each step by those whose duty it is. */
@PageController('pimpinan/pembayaran')
export class BatchPaymentController {
  constructor(
    private readonly batches: PaymentBatches,
    private readonly atBank: BatchAtBankQuery,
    private readonly files: BankFiles,
    private readonly evidence: PaymentEvidence,
    private readonly words: ProblemWords,
  ) {}

  @Get(':id/bayar/:payment')
  @Roles(...readers)
  async show(@Param() at: PaymentAddress, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(at, staff)
  }

  @Post(':id/bayar/:payment/keluarkan')
  @Roles('releaser')
  async remove(
    @Param() at: PaymentAddress,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    assertPayment(at.payment)
    const values = valuesOf(body)
    const { reason } = values
    if (!reason) return this.again(at, staff, { values, errors: { reason: paymentHandId.needReason } })
    const actor = actorOf(staff, 'releaser')
    return this.doing(at, staff, values, async () => {
      // A closed list that lost a payment is no longer what was counted.
      const batch = await this.batches.inSight(at.id, branchInSight(staff))
      await this.batches.remove(batch.id, at.payment, reason, actor)
      if (batch.state === 'closed') await this.batches.reopen(batch.id, reason, actor)
      return seeOther(`/pimpinan/pembayaran/${batch.id}?hasil=remove`)
    })
  }

  @Post(':id/bayar/:payment/bukti')
  @Roles('reconciler')
  async record(
    @Param() at: PaymentAddress,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    assertPayment(at.payment)
    return streamForm(request, response, async (body, file) => {
      const values = valuesOf(body)
      const { outcome, valueDate, letter = '', reason = '' } = values
      const errors = {
        ...(outcome === 'settled' || outcome === 'refused' ? {} : { outcome: paymentHandId.badOutcome }),
        ...(valueDate === undefined || isLocalDate(valueDate) ? {} : { valueDate: paymentHandId.badDate }),
        ...(file ? {} : { file: paymentHandId.needFile }),
      }
      if (Object.keys(errors).length > 0 || !file) return this.again(at, staff, { values, errors })
      return this.doing(at, staff, values, async () => {
        await this.batches.inSight(at.id, branchInSight(staff))
        const decided = outcome as 'settled' | 'refused'
        const said = { outcome: decided, valueDate, letter, reason, file: file.content }
        await this.evidence.record(at.payment, said, actorOf(staff, 'reconciler'))
        return seeOther(`${paymentAddress(at.id, at.payment)}?hasil=bukti`)
      })
    })
  }

  @Get(':id/bayar/:payment/surat/:letter')
  @Roles('reconciler')
  async letter(
    @Param() { id, payment, letter }: PaymentAddress & { letter: string },
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    await this.batches.inSight(id, branchInSight(staff))
    if (!isUUID(payment) || !isUUID(letter)) throw new NotFound('Surat bank ini tidak ditemukan.')
    const { type, content } = await this.evidence.letter(
      { paymentId: payment, evidenceId: letter },
      actorOf(staff, 'reconciler'),
    )
    response
      .type(type)
      .attachment(`surat-bank.${ENDINGS[type] ?? 'bin'}`)
      .set('Cache-Control', 'no-store')
    return new StreamableFile(content)
  }

  @Post(':id/bayar/:payment/setujui-bukti')
  @Roles('reconciler')
  async act(
    @Param() at: PaymentAddress,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { bukti = '' } = valuesOf(body)
    if (!isUUID(bukti) || !isUUID(at.payment)) throw new NotFound('Bukti bank ini tidak ditemukan.')
    return this.doing(at, staff, {}, async () => {
      await this.batches.inSight(at.id, branchInSight(staff))
      await this.evidence.act({ paymentId: at.payment, evidenceId: bukti }, actorOf(staff, 'reconciler'))
      return seeOther(`/pimpinan/pembayaran/${at.id}?hasil=bukti`)
    })
  }

  @Post(':id/berkas')
  @Roles('releaser')
  async writeFile(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const batch = await this.batches.inSight(id, branchInSight(staff))
    await this.files.write(batch.id, actorOf(staff, 'releaser'))
    return seeOther(`/pimpinan/pembayaran/${batch.id}?hasil=berkas`)
  }

  @Get(':id/berkas/:message.xml')
  @Roles('releaser')
  async readFile(
    @Param('message') messageId: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { xml } = await this.files.content(messageId, actorOf(staff, 'releaser'))
    response.type('application/xml').attachment(`${messageId}.xml`).set('Cache-Control', 'no-store')
    return new StreamableFile(Buffer.from(xml))
  }

  /** What stands in the way is told on the page, with what was typed. */
  private async doing(
    at: PaymentAddress,
    staff: SignedIn,
    values: FormValues,
    work: () => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof InvalidInput || error instanceof NotAllowed)
        return this.again(at, staff, { values, errors: { '': error.message } })
      if (!(error instanceof TransitionRefused)) throw error
      const sentences = error.refusals.map((refusal) => this.words.refusal(refusal).words)
      const told = sentences.join(' ') || (this.words.find(error.code)?.text ?? error.code)
      return this.again(at, staff, { values, errors: { '': told } })
    }
  }

  private async again(at: PaymentAddress, staff: SignedIn, told: Told): Promise<PageAnswer> {
    return new PageWithStatus(422, await this.page(at, staff, told))
  }

  private async page(at: PaymentAddress, staff: SignedIn, told: Told = {}) {
    const batch = await this.batches.inSight(at.id, branchInSight(staff))
    assertPayment(at.payment)
    const payment = await this.atBank.payment(batch.id, at.payment)
    if (!payment) throw new NotFound('Pembayaran ini tidak ada di daftar bayar ini.')
    const letters = await this.atBank.letters(payment.id)
    const stateLabel = this.words.label('payment_states', payment.state)
    return <BatchPaymentPage {...{ batch, payment, letters, stateLabel }} {...told} />
  }
}

/** @throws NotFound for what is no number of a payment at all */
function assertPayment(id: string): void {
  if (!isUUID(id)) throw new NotFound('Pembayaran ini tidak ada di daftar bayar ini.')
}
