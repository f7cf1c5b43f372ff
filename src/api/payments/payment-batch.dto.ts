import { ApiProperty } from '@nestjs/swagger'
import { IsInt, IsString, Length, Max, Min } from 'class-validator'
import { batchStates, paymentStates } from '#libs/lifecycle'
import { maskNik } from '#libs/nik'
import type { ListedBatch, PaymentInBatch } from '../../payment/batches-in-branch.query.js'
import type { PaymentBatch } from '../../payment/payment-batch-gate.service.js'
import { RefusalDto } from '../claims/steps.dto.js'

const WHOLE = { message: 'Tulis bilangan bulat, nol atau lebih.' }
const SENTENCE = { message: 'Tulis alasannya, 1 sampai 1.000 huruf.' }

/** What the person counted; compared with what the product counts. */
export class DeclaredDto {
  @IsInt(WHOLE)
  @Min(0, WHOLE)
  @Max(1_000_000, WHOLE)
  count: number

  /** Whole rupiah. */
  @IsInt(WHOLE)
  @Min(0, WHOLE)
  @Max(Number.MAX_SAFE_INTEGER, WHOLE)
  total: number
}

export class ReopenBatchDto {
  @IsString(SENTENCE)
  @Length(1, 1000, SENTENCE)
  reason: string
}

export class PaymentBatchDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ type: 'integer', description: 'Running number, for people' })
  number: number

  @ApiProperty({ enum: batchStates })
  state: string

  @ApiProperty({ type: 'integer', description: 'Payments in it now' })
  count: number

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  total: number

  static of({ id, number, state, count, total }: PaymentBatch | ListedBatch): PaymentBatchDto {
    return { id, number: Number(number), state, count, total: Number(total) }
  }
}

export class PaymentInBatchDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ example: 'JKM-PSR-2210-000001' })
  claim: string

  @ApiProperty({ enum: paymentStates })
  state: string

  @ApiProperty({ type: 'integer', description: 'Rupiah' })
  amount: number

  @ApiProperty({ example: '002' })
  bankCode: string

  @ApiProperty({ description: 'All but the last four digits hidden' })
  accountNumber: string

  @ApiProperty()
  accountHolder: string

  @ApiProperty({ type: 'string', nullable: true, description: 'The child and school year that it pays' })
  scholarship: string | null

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  valueDate: string | null

  @ApiProperty({ type: 'string', nullable: true, description: 'Why the bank refused or returned it' })
  outcomeReason: string | null

  static of(payment: PaymentInBatch): PaymentInBatchDto {
    const { id, state, scholarship, claim_number: claim } = payment
    const { bank_code: bankCode, account_holder: accountHolder } = payment
    return {
      ...{ id, claim, scholarship, state, bankCode, accountHolder },
      amount: Number(payment.amount),
      accountNumber: maskNik(payment.account_number),
      valueDate: payment.value_date,
      outcomeReason: payment.outcome_reason,
    }
  }
}

export class BatchOnFileDto extends PaymentBatchDto {
  @ApiProperty({ type: [PaymentInBatchDto] })
  payments: PaymentInBatchDto[]
}

export class BatchesDto {
  @ApiProperty({ type: [PaymentBatchDto], description: 'The newest hundred' })
  items: PaymentBatchDto[]
}

export class NotAddedDto {
  @ApiProperty({ format: 'uuid' })
  paymentId: string

  @ApiProperty({ type: [RefusalDto] })
  refusals: RefusalDto[]
}

export class FilledBatchDto extends PaymentBatchDto {
  @ApiProperty({ type: 'integer', description: 'Payments that joined now' })
  added: number

  @ApiProperty({ type: [NotAddedDto], description: 'Payments that may not join yet, and why' })
  refused: NotAddedDto[]
}

export class ReleasedBatchDto extends PaymentBatchDto {
  @ApiProperty({ type: 'integer', description: 'Claims that went into payment now' })
  released: number

  @ApiProperty({ type: 'integer', description: 'Claims that may not yet; each has a row with an owner' })
  held: number
}
