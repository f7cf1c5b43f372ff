/**
 * Claims as families and staff bring them about: every step goes through the services that a door would call, and the
 * workers do their part. `aClaim(product)` describes one; the verb at its end says how far it has come.
 */
import type { ClaimEvent, ClaimInput, ClaimType, DeathCause, ReopeningGround } from '#libs/lifecycle'
import type { Actor, FiredTransition } from '../../src/claims/claim-command.port.js'
import type { ClaimAnswers } from '../../src/intake/claim-answers.dto.js'
import type { PaymentBatch } from '../../src/payment/payment-batch-gate.service.js'
import type { PayeeDto } from '../../src/verification/settle-heirs.dto.js'
import type { Product } from '../support/product.js'
import { until } from '../support/until.js'
import { aParticipant, type Participant } from './participant.js'
import { proveRelease } from '../support/proven.js'

const DIED_ON = '2022-10-11'

/** A real picture of one pixel; what follows its end makes each one another file. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let next = 0

export function aClaim(product: Product): ClaimToMake {
  return new ClaimToMake(product)
}

interface Description {
  type: ClaimType
  participant?: Participant
  claimant?: string
  phone?: string
  diedOn: string
  children: ClaimAnswers['children']
  payee: Partial<PayeeDto>
  withoutDocuments: boolean
}

export class ClaimToMake {
  private readonly is: Description = {
    type: 'jkm_death',
    diedOn: DIED_ON,
    children: [],
    payee: {},
    withoutDocuments: false,
  }

  constructor(private readonly product: Product) {}

  ofType(type: ClaimType): this {
    this.is.type = type
    return this
  }
  of(participant: Participant): this {
    this.is.participant = participant
    return this
  }
  reportedBy(name: string): this {
    this.is.claimant = name
    return this
  }
  /** Where its messages go; the simulated gateways know some numbers that misbehave. */
  reachedBy(phone: string): this {
    this.is.phone = phone
    return this
  }
  diedOn(date: string): this {
    this.is.diedOn = date
    return this
  }
  withTwoChildren(): this {
    this.is.children = [
      { name: 'Anak Sulung', birthDate: '2008-02-20', level: 'SMP', grade: '9' },
      { name: 'Anak Bungsu', birthDate: '2011-09-14', level: 'TK_SD', grade: '5' },
    ]
    return this
  }
  /** Where the money goes; a test tells the bank how this account behaves. */
  paidInto(payee: Partial<PayeeDto>): this {
    this.is.payee = payee
    return this
  }
  withoutDocuments(): this {
    this.is.withoutDocuments = true
    return this
  }

  async draft(): Promise<TestClaim> {
    const { product, is } = this
    next += 1
    const participant = is.participant ?? (await aParticipant(product.sql))
    const claimant = is.claimant ?? `Ahli Waris ${next}`
    const opened = await product.intake.createDraft(
      { type: is.type, branch: 'PSR', answers: answersOf(is, participant, claimant) },
      { id: `test:${next}`, role: 'heir', branchId: null },
    )
    const payee: PayeeDto = {
      name: claimant,
      relation: 'spouse',
      bankCode: '002',
      accountNumber: `40120255${String(next).padStart(6, '0')}`,
      accountHolder: claimant.toUpperCase(),
      ...is.payee,
    }
    const claim = new TestClaim(product, opened.claimId, opened.number, opened.partyId, participant, payee)
    if (!is.withoutDocuments) await claim.handIn()
    return claim
  }

  /** Submitted and checked: a verifier may begin. */
  async lodged(): Promise<TestClaim> {
    const claim = await this.draft()
    await claim.submit()
    await claim.checked()
    return claim
  }

  async verified(): Promise<TestClaim> {
    const claim = await this.lodged()
    await claim.verify()
    return claim
  }

  async inApproval(): Promise<TestClaim> {
    const claim = await this.verified()
    await claim.propose()
    return claim
  }

  async approved(): Promise<TestClaim> {
    const claim = await this.inApproval()
    await claim.fire('approve', this.product.staff.approver)
    return claim
  }

  /** Its batch is released; the bank may not have answered yet. */
  async released(): Promise<TestClaim> {
    const claim = await this.approved()
    await claim.release()
    return claim
  }

  async paid(): Promise<TestClaim> {
    const claim = await this.released()
    await claim.settled()
    return claim
  }
}

export class TestClaim {
  readonly heir: Actor
  private keys = 0

  constructor(
    readonly product: Product,
    readonly id: string,
    readonly number: string,
    partyId: string,
    readonly participant: Participant,
    readonly payee: PayeeDto,
  ) {
    this.heir = { id: `party:${partyId}`, role: 'heir', branchId: null }
  }

  state(): Promise<string> {
    return this.product.stateOf(this.id)
  }

  key(): string {
    return `${this.number}-${++this.keys}`
  }

  fire(
    event: ClaimEvent,
    actor: Actor,
    input?: ClaimInput,
    idempotencyKey = this.key(),
  ): Promise<FiredTransition> {
    return this.product.lifecycle.fire(this.id, event, actor, { idempotencyKey, input })
  }

  submit(idempotencyKey = 'submit'): Promise<FiredTransition> {
    return this.product.intake.submit(this.id, this.heir, idempotencyKey)
  }

  /** A photo for every document that is asked for. */
  async handIn(): Promise<void> {
    const items = await this.product.documents.listFor(this.id, this.heir)
    for (const { code } of items.filter((item) => item.necessity === 'required')) await this.give(code)
  }

  async give(code: string, giver: Actor = this.heir): Promise<void> {
    const content = Buffer.concat([PIXEL, Buffer.from(`${this.number} ${code} ${this.key()}`)])
    await this.product.documents.receive(this.id, { code, name: 'foto.png', content }, giver)
  }

  /** The machine checks are over, every paper waits for a person, and the calculation is drafted. */
  async checked(): Promise<void> {
    await this.product.reached(this.id, 'in_verification')
    const inMachines = `state in ('receiving', 'received', 'checking')`
    await until(
      async () =>
        (await this.count('calculation')) > 0 && (await this.count('document_item', inMachines)) === 0,
      `the machines to be done with ${this.number}`,
    )
  }

  async accept({ except = [] }: { except?: readonly string[] } = {}): Promise<void> {
    const { verifier } = this.product.staff
    const items = await this.product.documents.listFor(this.id, verifier)
    for (const { code, state } of items) {
      if (state === 'to_review' && !except.includes(code))
        await this.product.decisions.accept(this.id, code, verifier)
    }
  }

  async verify(): Promise<void> {
    await this.accept()
    await this.product.verification.settleHeirs(
      this.id,
      { payees: [this.payee] },
      this.product.staff.verifier,
    )
  }

  propose(verifier: Actor = this.product.staff.verifier): Promise<FiredTransition> {
    return this.fire('propose', verifier, { proposal: 'pay' })
  }

  /** Back in verification in a round of its own, with its machine work done. */
  async reopen(ground: ReopeningGround = 'error'): Promise<void> {
    await this.fire('reopen', this.product.staff.manager, { ground, reason: 'Bukti baru dari keluarga.' })
    await this.drafted()
  }

  /** Proposed by the verifier and confirmed by the approver; the family hands in what the other program asks for. */
  async reclassify(deathCause: DeathCause, occurredOn?: string): Promise<void> {
    const { verifier, approver } = this.product.staff
    await this.fire('propose_reclassification', verifier, {
      deathCause,
      occurredOn,
      reason: 'Sebab meninggal menurut pemeriksaan.',
    })
    await this.fire('reclassify', approver)
    await this.drafted()
  }

  /** The calculation rests on the claim as it is now. */
  async drafted(): Promise<void> {
    await until(
      async () =>
        (
          await this.product.sql.first<{ current: boolean }>(
            `select k.basis_digest = claim_basis_digest(c) and k.round = c.round as current
           from claim c join calculation k on k.claim_id = c.id where c.id = $1 order by k.id desc limit 1`,
            [this.id],
          )
        )?.current === true,
      `a calculation of ${this.number} for its present round`,
    )
  }

  /** A photo for every document that is asked for now and was not given. */
  async handInMissing(): Promise<void> {
    const { officer } = this.product.staff
    const missing = async () =>
      (await this.product.documents.listFor(this.id, officer)).filter(
        ({ necessity, state }) => necessity === 'required' && state === 'required',
      )
    for (const { code } of await missing()) await this.give(code, officer)
    await this.checked()
  }

  /** A batch of this claim's payments alone, closed as counted. */
  async closedBatch(releaser: Actor = this.product.staff.releaser): Promise<PaymentBatch> {
    const { batches, branchId } = this.product
    const { id, count, total } = await batches.openFor(branchId, [this.id], releaser, this.key())
    return batches.close(id, { count, total }, releaser)
  }

  async release(releaser: Actor = this.product.staff.releaser): Promise<PaymentBatch> {
    const batch = await this.closedBatch(this.product.staff.secondReleaser)
    await proveRelease(this.product.sql, releaser, batch.id)
    await this.product.batches.release(batch.id, { count: batch.count, total: batch.total }, releaser)
    return batch
  }

  /** The bank has answered and its statement is read. */
  async settled(): Promise<void> {
    await this.product.reached(this.id, 'paid', () => this.product.payments.run())
  }

  history(): Promise<{ event: string; from: string; to: string }[]> {
    return this.product.sql.rows(
      'select event, from_state as "from", to_state as "to" from claim_transition where claim_id = $1 order by seq',
      [this.id],
    )
  }

  /** Rows of this claim in a table that names its claim. */
  async count(table: string, where = 'true'): Promise<number> {
    const row = await this.product.sql.first<{ count: number }>(
      `select count(*)::int as count from ${table} where claim_id = $1 and ${where}`,
      [this.id],
    )
    return row?.count ?? 0
  }
}

function answersOf(is: Description, participant: Participant, claimant: string): ClaimAnswers {
  const accident = is.type === 'jkk_death'
  return {
    participant,
    event: accident
      ? {
          type: 'work_accident',
          eventDate: is.diedOn,
          deathDate: is.diedOn,
          accidentAt: `${is.diedOn}T09:30:00+08:00`,
        }
      : { type: 'non_work_death', eventDate: is.diedOn },
    claimant: { name: claimant, relation: 'spouse', phone: is.phone ?? `0812 5550 ${String(1000 + next)}` },
    children: is.children,
  }
}
