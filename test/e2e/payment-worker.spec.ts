import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Module, type OnModuleInit } from '@nestjs/common'
import { Test, type TestingModule } from '@nestjs/testing'
import { claimTable } from '#libs/lifecycle'
import { ClaimFactsParts } from '../../src/claims/claim-facts.port.js'
import { ClaimRecordMakers } from '../../src/claims/claim-records.port.js'
import { ClaimsModule } from '../../src/claims/claims.module.js'
import { PaymentWorkerModule } from '../../src/payment/payment.worker.module.js'
import { SendPaymentsProcessor } from '../../src/payment/send-payments.processor.js'
import { DatabaseModule } from '../../src/platform/database/database.module.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import { MASTER_KEYS } from '../support/personal-data.js'
import { otherFacts, ownRecords, PaymentDesk } from './payment-desk.js'

@Module({ imports: [ClaimsModule] })
class OtherStages implements OnModuleInit {
  constructor(
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
  ) {}

  onModuleInit(): void {
    for (const [name, sql] of Object.entries(otherFacts)) {
      this.parts.register({ name: name as keyof typeof otherFacts, sql })
    }
    const wanted = claimTable.flatMap(({ effects }) =>
      effects.flatMap((e) =>
        e.kind === 'record' && ![...ownRecords, 'reclassification'].includes(e.record) ? [e.record] : [],
      ),
    )
    for (const record of new Set(wanted)) this.makers.register({ record, sql: 'select 1 from moved' })
  }
}

describe('the worker of payment.send', () => {
  let desk: PaymentDesk
  let worker: TestingModule
  beforeAll(async () => {
    desk = await PaymentDesk.open()
    const imports = [
      DatabaseModule.for(desk.database.application, desk.clock),
      PaymentWorkerModule,
      OtherStages,
    ]
    worker = await Test.createTestingModule({ imports })
      .overrideProvider(KeyRing)
      .useValue(KeyRing.parse(MASTER_KEYS))
      .compile()
    await worker.init()
  })
  afterAll(async () => {
    await worker.close()
    await desk.close()
  })

  it('sends what a message is about, once, though the message is delivered several times at once', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    const message = await desk.sql.first<{ id: string }>(
      `select id from outbox where claim_id = $1 and topic = 'payment.send'`,
      [claimId],
    )
    const job = { data: { outboxIds: [message?.id ?? ''] } }
    const processor = worker.get(SendPaymentsProcessor)
    await Promise.all(Array.from({ length: 4 }, () => processor.process(job)))
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(await desk.transfers(claimId)).toBe(1)
    const handled = await desk.sql.first<{ handled_at: string | null }>(
      'select handled_at from outbox where id = $1',
      [message?.id],
    )
    expect(handled?.handled_at).not.toBeNull()
  })
})
