/**
 * The whole product in one process on a database of its own: every stage and every worker, wired as the product wires
 * them. Only three things are a test's own: a clock that it moves, a folder for documents, and how soon a message
 * without an outcome is handed over again.
 */
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WorkerHost } from '@nestjs/bullmq'
import type { Abstract, Type } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { Test, type TestingModule } from '@nestjs/testing'
import { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import { DeadlineSweep } from '../../src/claims/deadline-sweep.service.js'
import { DocumentDecisions } from '../../src/documents/document-decisions.service.js'
import { DocumentService } from '../../src/documents/document.service.js'
import { DiskDocumentStore } from '../../src/documents/storage/disk-document-store.js'
import { DocumentStore } from '../../src/documents/storage/document-store.port.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import { IntakeService } from '../../src/intake/intake.service.js'
import { BankSimulator } from '../../src/payment/bank-simulator.adapter.js'
import { PaymentBatches } from '../../src/payment/payment-batches.service.js'
import { PaymentSweep } from '../../src/payment/payment-sweep.service.js'
import { MovedClock } from '../../src/platform/clock/clock.js'
import { Sql } from '../../src/platform/database/sql.js'
import { VerificationService } from '../../src/verification/verification.service.js'
import { foundation, stages } from '../../src/web.module.js'
import { workers } from '../../src/worker.module.js'
import { hire, openBranch, type Staff } from '../factories/staff.js'
import { MASTER_KEYS } from './personal-data.js'
import { createTestDatabase, type TestDatabase } from './test-database.js'
import { until } from './until.js'

export interface ProductOptions {
  redisUrl?: string
  /** Seconds after which a message without an outcome is handed over again. */
  redeliverAfter?: number
  /** Instead of the product's own workers, e.g. one of them replaced. */
  workers?: unknown[]
}

interface Setting {
  readonly clock: MovedClock
  readonly folder: string
  readonly options: ProductOptions
}

/** A morning at the branch: 17 October 2022, 09:00 in Makassar. */
const MORNING = '2022-10-17T01:00:00.000Z'

export class Product {
  private constructor(
    readonly database: TestDatabase,
    readonly staff: Staff,
    /** As the owner of the tables, who may do what the application may not. */
    public asOwner: Sql,
    private application: TestingModule,
    private readonly setting: Setting,
  ) {}

  static async start(options: ProductOptions = {}): Promise<Product> {
    const database = await createTestDatabase()
    const owner = new Sql(database.owner, 2)
    const staff = await hire(owner, await openBranch(database))
    const folder = await mkdtemp(join(tmpdir(), 'santun-product-'))
    const setting = { clock: new MovedClock(MORNING), folder, options }
    const product = new Product(database, staff, owner, await wire(database, setting), setting)
    try {
      await product.begin()
      return product
    } catch (error) {
      await product.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.end()
    await this.database.drop()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Stops, so that nobody is connected but who does this work, and starts anew. */
  async whileStopped(work: () => Promise<unknown>): Promise<void> {
    await this.end()
    try {
      await work()
    } finally {
      this.asOwner = new Sql(this.database.owner, 2)
      this.application = await wire(this.database, this.setting)
      await this.begin()
    }
  }

  private async begin(): Promise<void> {
    await this.application.init()
    hearErrors(this.application)
  }

  private async end(): Promise<void> {
    await this.application.close()
    await until(() => this.alone(), 'every connection of the product to end')
    await this.asOwner.onApplicationShutdown()
  }

  get<Provider>(token: Type<Provider> | Abstract<Provider> | string): Provider {
    return this.application.get<Provider>(token, { strict: false })
  }

  get clock(): MovedClock {
    return this.setting.clock
  }
  /** Where its documents lie. */
  get folder(): string {
    return this.setting.folder
  }
  /** As the application's role. */
  get sql(): Sql {
    return this.get(Sql)
  }
  get branchId(): string {
    return this.staff.officer.branchId ?? ''
  }
  get lifecycle(): ClaimLifecycle {
    return this.get(ClaimLifecycle)
  }
  get intake(): IntakeService {
    return this.get(IntakeService)
  }
  get documents(): DocumentService {
    return this.get(DocumentService)
  }
  get decisions(): DocumentDecisions {
    return this.get(DocumentDecisions)
  }
  get verification(): VerificationService {
    return this.get(VerificationService)
  }
  get batches(): PaymentBatches {
    return this.get(PaymentBatches)
  }
  get payments(): PaymentSweep {
    return this.get(PaymentSweep)
  }
  get deadlines(): DeadlineSweep {
    return this.get(DeadlineSweep)
  }
  get bank(): BankSimulator {
    return this.get(BankSimulator)
  }

  /** Sends the people at one kind of work home: what is for them waits. */
  async rest(processor: Type<WorkerHost>): Promise<void> {
    await this.get(processor).worker.pause()
  }
  async resume(processor: Type<WorkerHost>): Promise<void> {
    await this.get(processor).worker.resume()
  }

  /** The disk with the documents is gone until it is brought back. */
  async takeDiskAway(): Promise<{ bringBack: () => Promise<void> }> {
    const elsewhere = `${this.folder}-away`
    await rename(this.folder, elsewhere)
    return { bringBack: () => rename(elsewhere, this.folder) }
  }

  async stateOf(claimId: string): Promise<string> {
    const row = await this.sql.first<{ state: string }>('select state from claim where id = $1', [claimId])
    return row?.state ?? 'no such claim'
  }

  /** Waits until the workers have brought a claim to a state; `meanwhile` is what a sweep would do. */
  async reached(claimId: string, state: string, meanwhile?: () => Promise<unknown>): Promise<void> {
    await until(
      async () => {
        if ((await this.stateOf(claimId)) === state) return true
        await meanwhile?.()
        return false
      },
      async () => `claim ${claimId} to be ${state}, it is ${await this.stateOf(claimId)}`,
    )
  }

  /** Waits until no message is on its way any more. */
  async atRest(): Promise<void> {
    await until(
      async () => (await this.waiting()) === 0,
      async () => `the outbox to be worked off, ${await this.waiting()} messages wait`,
    )
  }

  private async alone(): Promise<boolean> {
    const others = await this.asOwner.rows(
      `select 1 from pg_stat_activity where datname = current_database() and usename <> current_user`,
    )
    return others.length === 0
  }

  private async waiting(): Promise<number> {
    const row = await this.sql.first<{ count: number }>(
      'select count(*)::int as count from outbox where handled_at is null and gave_up_at is null',
    )
    return row?.count ?? 0
  }
}

async function wire(database: TestDatabase, { clock, folder, options }: Setting): Promise<TestingModule> {
  const { redisUrl, redeliverAfter = 1 } = options
  return Test.createTestingModule({
    imports: [
      ...foundation({ database, redisUrl, clock, redeliverAfter }),
      ...stages,
      ...((options.workers ?? workers) as typeof workers),
    ],
  })
    .overrideProvider(KeyRing)
    .useValue(KeyRing.parse(MASTER_KEYS))
    .overrideProvider(DocumentStore)
    .useValue(new DiskDocumentStore(folder))
    .compile()
}

/** A worker that finds its queue gone says so; the tests that take it away know already. */
function hearErrors(application: TestingModule): void {
  for (const processor of application.get(DiscoveryService, { strict: false }).getProviders()) {
    if (processor.instance instanceof WorkerHost) processor.instance.worker.on('error', () => undefined)
  }
}
