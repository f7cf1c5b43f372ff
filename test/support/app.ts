import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jest } from '@jest/globals'
import type { Type } from '@nestjs/common'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { Test } from '@nestjs/testing'
import supertest from 'supertest'
import { prepareWebApplication, webApplicationOptions } from '../../src/api/prepare-web-application.js'
import { DiskDocumentStore } from '../../src/documents/storage/disk-document-store.js'
import { DocumentStore } from '../../src/documents/storage/document-store.port.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { MovedClock } from '../../src/platform/clock/clock.js'
import { Sql } from '../../src/platform/database/sql.js'
import { LogDestination } from '../../src/platform/logging/logging.module.js'
import type { OidcSettings } from '../../src/staff/oidc-settings.js'
import type { SecondFactorSetting } from '../../src/staff/second-factor.policy.js'
import { type NewMember, StaffAccounts } from '../../src/staff/staff-accounts.service.js'
import { WebModule } from '../../src/web.module.js'
import { workers } from '../../src/worker.module.js'
import { MASTER_KEYS } from './personal-data.js'
import { createTestDatabase, type TestDatabase } from './test-database.js'
import { until } from './until.js'

/** A whole product starts and works here, on whatever machine there is. */
jest.setTimeout(60_000)

interface OnDatabase {
  database: TestDatabase
  clock: MovedClock
  folder: string
}

interface TestAppSettings {
  now?: string
  withWorkers?: boolean
  demonstration?: boolean
  /** Routes that only a test has. */
  controllers?: Type[]
  secondFactor?: SecondFactorSetting
  oidc?: OidcSettings
}

/** Web and workers in one process on a database of its own, at a moment that the test moves. */
export class TestApp {
  /** Every line that was logged. */
  readonly log: string[]
  private hired = 0

  private constructor(
    readonly application: NestExpressApplication,
    readonly clock: MovedClock,
    readonly database: TestDatabase,
    /** Where its documents lie. */
    readonly folder: string,
    lines: string[],
  ) {
    this.log = lines
  }

  static async start({
    now = '2022-10-17T01:00:00.000Z',
    withWorkers = true,
    demonstration = true,
    controllers = [],
    secondFactor = 'offered',
    oidc,
  }: TestAppSettings = {}): Promise<TestApp> {
    const database = await createTestDatabase()
    await writeSteps(database)
    const folder = await mkdtemp(join(tmpdir(), 'santun-app-'))
    const clock = new MovedClock(now)
    const web = WebModule.for({ database, clock, redeliverAfter: 5, demonstration, secondFactor, oidc })
    const lines: string[] = []
    const imports = withWorkers ? [web, ...workers] : [web]
    const built = await Test.createTestingModule({ imports, controllers })
      .overrideProvider(LogDestination)
      .useValue({ write: (line: string) => lines.push(line) })
      .overrideProvider(KeyRing)
      .useValue(keyRing())
      .overrideProvider(DocumentStore)
      .useValue(new DiskDocumentStore(folder))
      .compile()
    const application = built.createNestApplication<NestExpressApplication>(webApplicationOptions)
    prepareWebApplication(application)
    await application.listen(0, '127.0.0.1')
    const app = new TestApp(application, clock, database, folder, lines)
    await app.openBranches()
    return app
  }

  /** A second web process on the same database. */
  static async beside({ database, clock, folder }: OnDatabase): Promise<NestExpressApplication> {
    const web = WebModule.for({ database, clock, relay: false, demonstration: true, secondFactor: 'offered' })
    const built = await Test.createTestingModule({ imports: [web] })
      .overrideProvider(LogDestination)
      .useValue({ write: () => undefined })
      .overrideProvider(KeyRing)
      .useValue(keyRing())
      .overrideProvider(DocumentStore)
      .useValue(new DiskDocumentStore(folder))
      .compile()
    const application = built.createNestApplication<NestExpressApplication>(webApplicationOptions)
    prepareWebApplication(application)
    return application.init()
  }

  /** One that takes requests. */
  static async listeningBeside(app: OnDatabase): Promise<{ url: string; close: () => Promise<void> }> {
    const application = await TestApp.beside(app)
    await application.listen(0, '127.0.0.1')
    return { url: urlOf(application), close: () => application.close() }
  }

  get sql(): Sql {
    return this.application.get(Sql)
  }
  get accounts(): StaffAccounts {
    return this.application.get(StaffAccounts)
  }
  /** Where a browser finds it. */
  get url(): string {
    return urlOf(this.application)
  }
  /** A caller without a session. */
  get nobody(): supertest.Agent {
    return supertest(this.application.getHttpServer())
  }

  /** A new member of staff, signed in. */
  async as(...roles: (string | NewMember['roles'][number])[]): Promise<Caller> {
    return this.hire({ roles: roles.map((role) => (typeof role === 'string' ? { role } : role)) })
  }

  async hire(member: Partial<NewMember> & Pick<NewMember, 'roles'>): Promise<Caller> {
    this.hired += 1
    const username = member.username ?? `staf${this.hired}`
    const whole = {
      displayName: `Staf Uji ${this.hired}`,
      password: PASSWORD,
      branchCode: 'PSR',
      ...member,
      username,
    }
    const { id } = await this.accounts.createMember(whole)
    const opened = await this.nobody
      .post('/api/v1/sessions')
      .send({ username, password: whole.password })
      .expect(201)
    return new Caller(this.nobody, username, id, (opened.body as { token: string }).token)
  }

  async stop(): Promise<void> {
    await this.application.close()
    await connectionsClosed(this.database)
    await this.database.drop()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** The branch that most tests work in, and another one. */
  private async openBranches(): Promise<void> {
    const zone = 'Asia/Makassar'
    await this.accounts.createBranch({
      code: 'PSR',
      name: 'Kantor Cabang Paser',
      zone,
      phone: '(0543) 555-0164',
    })
    await this.accounts.createBranch({
      code: 'SMD',
      name: 'Kantor Cabang Samarinda',
      zone,
      phone: '(0541) 555-0102',
    })
  }
}

export const PASSWORD = 'rotan-muara-pasir-42'

/** Somebody signed in, calling with a bearer token. */
export class Caller {
  constructor(
    private readonly agent: supertest.Agent,
    readonly username: string,
    readonly staffId: string,
    readonly token: string,
  ) {}

  get(path: string): supertest.Test {
    return this.signed(this.agent.get(path))
  }
  post(path: string, body?: object): supertest.Test {
    const request = this.signed(this.agent.post(path)).send(body)
    return path === '/api/v1/claims' ? request.set('Idempotency-Key', randomUUID()) : request
  }
  options(path: string): supertest.Test {
    return this.signed(this.agent.options(path))
  }

  head(path: string): supertest.Test {
    return this.signed(this.agent.head(path))
  }
  patch(path: string): supertest.Test {
    return this.signed(this.agent.patch(path))
  }
  put(path: string, body?: object): supertest.Test {
    return this.signed(this.agent.put(path)).send(body)
  }
  delete(path: string): supertest.Test {
    return this.signed(this.agent.delete(path))
  }

  private signed(test: supertest.Test): supertest.Test {
    return test.set('Authorization', `Bearer ${this.token}`)
  }
}

const keyRing = (): KeyRing => KeyRing.parse(MASTER_KEYS)

function urlOf(application: NestExpressApplication): string {
  const address = application.getHttpServer().address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

/** Queues end their connections a little after they say so; a database dropped under them makes them complain. */
async function connectionsClosed(database: TestDatabase): Promise<void> {
  const owner = new Sql(database.owner, 1)
  const others =
    'select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
  await until(
    async () => (await owner.rows<{ count: number }>(others))[0]?.count === 0,
    () => 'the connections of the product to end',
  )
  await owner.onApplicationShutdown()
}

/** The steps of every machine, where the template of the tests has those of claims only. */
async function writeSteps(database: TestDatabase): Promise<void> {
  const owner = new Sql(database.owner, 1)
  await owner.rows(
    `insert into lifecycle_step (machine, from_state, event, to_state, roles, duty)
     select machine, "from", event, "to", roles, duty
     from jsonb_to_recordset($1) as step(machine text, "from" text, event text, "to" text, roles text[], duty text)
     on conflict do nothing`,
    [JSON.stringify(lifecycleSteps)],
  )
  await owner.onApplicationShutdown()
}
