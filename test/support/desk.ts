/**
 * A branch at work through the API alone: its people, and claims that they have brought to some point. Every step is a
 * request that a person could send.
 */
import { randomUUID } from 'node:crypto'
import type { ClaimAnswers } from '../../src/intake/claim-answers.dto.js'
import { aParticipant } from '../factories/participant.js'
import { type Caller, PASSWORD, TestApp } from './app.js'
import { until } from './until.js'

const roles = ['officer', 'verifier', 'releaser', 'reconciler', 'manager', 'auditor'] as const
type Post = (typeof roles)[number] | 'approver'

/** A real picture of one pixel; what follows its end makes each one another file. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let count = 0

export class Desk {
  private constructor(
    readonly app: TestApp,
    readonly people: Record<Post, Caller>,
  ) {}

  static async open(app: TestApp): Promise<Desk> {
    const people: Partial<Record<Post, Caller>> = {}
    for (const role of roles) people[role] = await app.as(role)
    people.approver = await app.as({ role: 'approver', approvalLimit: 150_000_000n })
    return new Desk(app, people as Record<Post, Caller>)
  }

  /** What a family tells at the counter about a death that the registry knows as covered. */
  async answers(changes: Partial<ClaimAnswers> = {}): Promise<ClaimAnswers> {
    count += 1
    return {
      participant: await aParticipant(this.app.sql),
      event: { type: 'non_work_death', eventDate: '2022-10-11' },
      claimant: {
        name: `Ahli Waris ${count}`,
        relation: 'spouse',
        phone: `0812 5550 ${String(1000 + count)}`,
      },
      ...changes,
    }
  }

  async draft(answers?: ClaimAnswers): Promise<DeskClaim> {
    const body = { type: 'jkm_death', branch: 'PSR', answers: answers ?? (await this.answers()) }
    const opened = await this.people.officer.post('/api/v1/claims', body).expect(201)
    return new DeskClaim(this, (opened.body as { number: string }).number, body.answers.claimant.name)
  }

  async lodged(answers?: ClaimAnswers): Promise<DeskClaim> {
    const claim = await this.draft(answers)
    await claim.handIn()
    await claim.fire('officer', 'submit')
    await claim.reached('in_verification')
    await until(
      async () => (await this.people.verifier.get(`${claim.path}/calculation`)).status === 200,
      () => `a calculation of ${claim.number}`,
    )
    const inMachines = ['receiving', 'received', 'checking']
    await until(
      async () => (await claim.documents()).every(({ state }) => !inMachines.includes(state)),
      () => `the machines to be done with ${claim.number}`,
    )
    return claim
  }

  async verified(): Promise<DeskClaim> {
    const claim = await this.lodged()
    await claim.acceptAll()
    await this.people.verifier.put(`${claim.path}/payees`, { payees: [claim.payee] }).expect(200)
    return claim
  }

  async inApproval(): Promise<DeskClaim> {
    const claim = await this.verified()
    await claim.fire('verifier', 'propose', { proposal: 'pay' })
    return claim
  }
}

export class DeskClaim {
  readonly path: string
  readonly payee: object

  constructor(
    readonly desk: Desk,
    readonly number: string,
    readonly claimant: string,
  ) {
    this.path = `/api/v1/claims/${number}`
    this.payee = {
      name: claimant,
      relation: 'spouse',
      bankCode: '002',
      accountNumber: `40120255${number.slice(-6)}`,
      accountHolder: claimant.toUpperCase(),
    }
  }

  async read(): Promise<{ state: string; version: number }> {
    return (await this.desk.people.auditor.get(this.path).expect(200)).body as {
      state: string
      version: number
    }
  }

  /** Fires an event on the claim as it is now and expects it to succeed. */
  async fire(post: Post, event: string, input: object = {}): Promise<object> {
    const { version } = await this.read()
    const done = await this.try(post, event, { version, input })
    if (done.status !== 200) throw new Error(`${event}: ${JSON.stringify(done.body)}`)
    return done.body as object
  }

  try(post: Post | Caller, event: string, { version = 0, input = {}, key = String(randomUUID()) } = {}) {
    const caller = typeof post === 'string' ? this.desk.people[post] : post
    return caller
      .post(`${this.path}/events/${event}`, input)
      .set('If-Match', `"${version}"`)
      .set('Idempotency-Key', key)
      .set('Second-Proof', PASSWORD)
  }

  async reached(state: string, meanwhile?: () => Promise<unknown>): Promise<void> {
    await until(
      async () => {
        if ((await this.read()).state === state) return true
        await meanwhile?.()
        return false
      },
      async () => `${this.number} to be ${state}, it is ${(await this.read()).state}`,
    )
  }

  async documents(): Promise<{ code: string; necessity: string; state: string; files: { id: string }[] }[]> {
    return (await this.desk.people.verifier.get(`${this.path}/documents`).expect(200)).body.documents
  }

  /** A photo for every document that is asked for. */
  async handIn(): Promise<void> {
    for (const { code, necessity } of await this.documents())
      if (necessity === 'required') await this.give(code).expect(200)
  }

  give(
    code: string,
    content = Buffer.concat([PIXEL, Buffer.from(`${this.number} ${code} ${randomUUID()}`)]),
  ) {
    return this.desk.people.officer
      .post(`${this.path}/documents/${code}/files`)
      .attach('file', content, 'foto KTP ibu.png')
  }

  async acceptAll(): Promise<void> {
    for (const { code, state } of await this.documents()) {
      if (state !== 'to_review') continue
      await this.desk.people.verifier
        .post(`${this.path}/documents/${code}/decision`, { decision: 'accept' })
        .expect(200)
    }
  }
}
