import { randomUUID } from 'node:crypto'
import { claimTable, type Role } from '#libs/lifecycle'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { ApprovalLimits } from '../../src/claims/approval-limits.js'
import { ClaimFactsParts } from '../../src/claims/claim-facts.port.js'
import { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import { ClaimRecordMakers } from '../../src/claims/claim-records.port.js'
import { claimFactsParts } from '../../src/claims/claim.facts-parts.js'
import { ClockEffects } from '../../src/claims/clock-effects.js'
import { GatePorts } from '../../src/claims/gate-ports.js'
import { type Actor, SYSTEM } from '../../src/claims/claim-command.port.js'
import { enlist, openBranch } from '../factories/staff.js'
import { BankPatience, type BankPort } from '../../src/payment/bank.port.js'
import { BankSimulator } from '../../src/payment/bank-simulator.adapter.js'
import { BankStatementService, StatementPorts } from '../../src/payment/bank-statement.service.js'
import { LateCompensation } from '../../src/payment/late-compensation.maker.js'
import { obligations, obligationsReversal } from '../../src/payment/obligations.maker.js'
import { PaymentBatchGate } from '../../src/payment/payment-batch-gate.service.js'
import { PaymentBatches } from '../../src/payment/payment-batches.service.js'
import { PaymentClocks } from '../../src/payment/payment-clocks.js'
import { PaymentConclusion } from '../../src/payment/payment-conclusion.service.js'
import { paymentFacts } from '../../src/payment/payment.facts-part.js'
import { PaymentInquiry } from '../../src/payment/payment-inquiry.service.js'
import { PaymentLifecycle } from '../../src/payment/payment-lifecycle.service.js'
import { PaymentProgress } from '../../src/payment/payment-progress.service.js'
import { PaymentReissue } from '../../src/payment/payment-reissue.service.js'
import { PaymentRelease, type ReleaseOutcome } from '../../src/payment/payment-release.service.js'
import { PaymentSender } from '../../src/payment/payment-sender.service.js'
import { paymentSteps } from '../../src/payment/payment.steps.js'
import { PaymentSweep } from '../../src/payment/payment-sweep.service.js'
import { earlierShares } from '../../src/payment/earlier-shares.maker.js'
import { Recoveries } from '../../src/payment/recoveries.service.js'
import { WriteBack } from '../../src/payment/write-back.service.js'
import { raisedRecoveries } from '../../src/payment/raised-recoveries.maker.js'
import { ReissuedPayments } from '../../src/payment/reissued-payments.maker.js'
import { StatementPlacing } from '../../src/payment/statement-placing.service.js'
import { StatementReader } from '../../src/payment/statement-reader.service.js'
import { MovedClock } from '../../src/platform/clock/clock.js'
import { Sql } from '../../src/platform/database/sql.js'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import { OutboxNudge } from '../../src/platform/outbox/outbox-nudge.js'
import { personalDataOn, sealedAccount, sealedForm } from '../support/personal-data.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { proveRelease } from '../support/proven.js'

/** What the stages before payment would answer: a complete file and a packet that changes only when a test says so. */
export const otherFacts = {
  investigation: `'{"openQuestions": 0}'::jsonb`,
  coverage: `'{"openDifferences": 0}'::jsonb`,
  checks: `'{"pending": 0, "stalled": 0}'::jsonb`,
  documents: `jsonb_build_object('requiredOpen', 0, 'undecided', 0, 'defective', 0, 'defectsWithoutCode', 0, 'unanswered', 0,
    'completeOn', c.answers ->> 'completeOn')`,
  heirs: `'{"settled": true, "unverifiedAccounts": 0}'::jsonb`,
  calculation: `'{"exists": true, "current": true, "decision": "payable", "total": "42000000"}'::jsonb`,
  proposal: `jsonb_build_object('kind', 'pay', 'grounds', '[]'::jsonb, 'counterfactual', null, 'packetHash', 'as frozen',
    'currentPacketHash', coalesce(c.answers ->> 'packet', 'as frozen'), 'total', '42000000', 'secondLimit', null,
    'evidence', 'complete', 'levelLimit', '2000000000', 'frozenUntil', null,
    'endorserIds', '[]'::jsonb)`,
} as const

/** What the stages before payment would write; the others write nothing that payment looks at. */
export const otherRecords: Readonly<Record<string, string>> = {
  decision_packet: `insert into decision_packet (claim_id, seq, round, kind, basis, hash, total, frozen_at, frozen_by)
    select moved.id, moved.seq, moved.round, 'pay', '{}', 'as frozen', sum(l.amount), now(), 'test'
    from moved join benefit_line l on l.claim_id = moved.id and l.round = moved.round
    group by moved.id, moved.seq, moved.round`,
}

export const ownRecords: readonly string[] = [
  'obligations',
  'obligations_reversal',
  'reissued_payments',
  'late_compensation',
  'recoveries',
  'earlier_shares',
]

const law = new LawInForce()

/** One worker's or one door's objects, on one connection pool and before one bank. */
export class Process {
  readonly claims: ClaimLifecycle
  readonly batches: PaymentBatches
  readonly progress: PaymentProgress
  readonly sweep: PaymentSweep
  readonly statement: BankStatementService
  readonly placing: StatementPlacing
  readonly reader: StatementReader
  readonly bank: BankPort
  readonly payments: PaymentLifecycle
  readonly gate: PaymentBatchGate
  readonly inquiry: PaymentInquiry
  readonly nudge = new OutboxNudge()

  constructor(
    readonly sql: Sql,
    readonly clock: MovedClock,
    options: { bank?: (simulator: BankSimulator) => BankPort; patience?: BankPatience } = {},
  ) {
    const patience = options.patience ?? new BankPatience(5, 60)
    const personal = personalDataOn(sql, clock)
    const simulator = new BankSimulator(sql, clock, personal)
    this.bank = options.bank?.(simulator) ?? simulator
    const { nudge } = this
    this.claims = claimLifecycle(sql, clock, nudge)
    const payments = (this.payments = new PaymentLifecycle(clock, new PaymentClocks(law)))
    const gate = (this.gate = new PaymentBatchGate(sql, clock))
    const release = new PaymentRelease(sql, clock, this.claims, gate, nudge)
    const sender = new PaymentSender(sql, this.bank, patience, payments, personal)
    const inquiry = (this.inquiry = new PaymentInquiry(
      sql,
      this.bank,
      patience,
      payments,
      new PaymentReissue(clock, payments, new ReissuedPayments(law)),
      clock,
    ))
    const recoveries = new Recoveries(sql, clock, personal, nudge)
    const writeBack = new WriteBack(sql, clock, payments, recoveries)
    const conclusion = new PaymentConclusion(sql, this.claims, writeBack)
    this.batches = new PaymentBatches(sql, clock, gate, payments, release)
    this.progress = new PaymentProgress(sql, payments, sender, inquiry, conclusion, gate)
    const ports = new StatementPorts(clock, nudge)
    this.statement = new BankStatementService(sql, payments, inquiry, ports)
    this.placing = new StatementPlacing(sql, clock, payments, this.statement)
    this.reader = new StatementReader(sql, this.bank, patience, this.placing, this.statement, ports)
    this.sweep = new PaymentSweep(sql, clock, release, payments, inquiry, this.reader)
  }

  /** Does what the relay and the processor of `payment.send` would do with the messages that wait. Returns how many. */
  async work(): Promise<number> {
    const waiting = await this.sql.rows<{ id: string; claim_id: string }>(
      `select id, claim_id from outbox where topic = 'payment.send' and handled_at is null order by occurred_at, id`,
    )
    for (const { id, claim_id } of waiting) {
      await this.progress.advance(claim_id)
      await this.sql.rows('update outbox set handled_at = clock_timestamp() where id = $1', [id])
    }
    return waiting.length
  }

  /** Works and sweeps until nothing more happens by itself. */
  async settle(): Promise<void> {
    do await this.sweep.run()
    while ((await this.work()) > 0)
  }
}

function claimLifecycle(sql: Sql, clock: MovedClock, nudge: OutboxNudge): ClaimLifecycle {
  const parts = new ClaimFactsParts()
  parts.register(...claimFactsParts, paymentFacts)
  for (const [name, text] of Object.entries(otherFacts))
    parts.register({ name: name as keyof typeof otherFacts, sql: text })
  const makers = new ClaimRecordMakers()
  makers.register(
    obligations,
    obligationsReversal,
    new ReissuedPayments(law).maker,
    new LateCompensation(law).maker,
    raisedRecoveries,
    earlierShares,
  )
  const wanted = claimTable.flatMap(({ effects }) =>
    effects.flatMap((e) => (e.kind === 'record' ? [e.record] : [])),
  )
  for (const record of new Set(wanted))
    if (!ownRecords.includes(record))
      makers.register({ record, sql: otherRecords[record] ?? 'select 1 from moved' })
  const ports = new GatePorts(nudge, law, ApprovalLimits.fromConfig(), personalDataOn(sql, clock))
  const claims = new ClaimLifecycle(sql, clock, parts, makers, new ClockEffects(law), ports)
  claims.onApplicationBootstrap()
  return claims
}

export interface ApprovedClaim {
  claimId: string
  heir: Actor
}

export interface PayeeRow {
  bankCode?: string
  accountNumber: string
  amount: bigint
}

export interface PaymentRow {
  id: string
  state: string
  amount: bigint
  account_number: string
  previous_payment_id: string | null
  value_date: string | null
  outcome_reason: string | null
}

/** One branch with its staff on a real database: claims are taken to their approval by the real gate. */
export class PaymentDesk {
  readonly verifier = this.staff('verifier')
  readonly approver = { ...this.staff('approver'), approvalLimit: '500000000' }
  /** Closes the batches that the releaser releases. */
  readonly closer = this.staff('releaser')
  readonly releaser = this.staff('releaser')
  readonly manager = this.staff('manager')
  readonly reconciler = this.staff('reconciler')
  readonly secondReconciler = this.staff('reconciler')
  private next = 0

  private constructor(
    readonly database: TestDatabase,
    readonly clock: MovedClock,
    readonly branchId: string,
    readonly process: Process,
  ) {}

  static async open(patience?: BankPatience): Promise<PaymentDesk> {
    return PaymentDesk.on(await createTestDatabase(), patience)
  }

  /** On a database of the caller's own. */
  static async on(database: TestDatabase, patience?: BankPatience): Promise<PaymentDesk> {
    await seedSteps(database)
    const clock = new MovedClock('2022-10-12T01:00:00.000Z')
    const sql = new Sql(database.application, 24)
    const branchId = await openBranch(database)
    const desk = new PaymentDesk(database, clock, branchId, new Process(sql, clock, { patience }))
    const people = [
      desk.verifier,
      desk.approver,
      desk.closer,
      desk.releaser,
      desk.manager,
      desk.reconciler,
      desk.secondReconciler,
    ]
    await enlist(
      database,
      people.map((person) => ({ ...person, branchId })),
    )
    return desk
  }

  async close(): Promise<void> {
    await this.sql.onApplicationShutdown()
    await this.database.drop()
  }

  get sql(): Sql {
    return this.process.sql
  }

  get simulator(): BankSimulator {
    return new BankSimulator(this.sql, this.clock, personalDataOn(this.sql))
  }

  staff(role: Role, id: string = randomUUID()): Actor {
    return { id, role, branchId: this.branchId ?? null }
  }

  /** A death claim, lodged, verified and approved by different people; one benefit line for each payee. */
  async approved(
    payees: readonly PayeeRow[] = [{ accountNumber: this.account(), amount: 42_000_000n }],
  ): Promise<ApprovedClaim> {
    const claim = await this.inApproval(payees)
    await this.approve(claim.claimId)
    return claim
  }

  /** As `approved`, one step before. */
  async inApproval(
    payees: readonly PayeeRow[] = [{ accountNumber: this.account(), amount: 42_000_000n }],
  ): Promise<ApprovedClaim> {
    const claim = await this.drafted(payees)
    const { claims } = this.process
    await claims.fire(claim.claimId, 'submit', claim.heir, { idempotencyKey: 'submit' })
    await claims.fire(claim.claimId, 'checks_done', SYSTEM, { idempotencyKey: 'checks' })
    await claims.fire(claim.claimId, 'completeness_reached', SYSTEM, { idempotencyKey: 'complete' })
    await this.propose(claim.claimId)
    return claim
  }

  propose(claimId: string, verifier = this.verifier): Promise<unknown> {
    return this.process.claims.fire(claimId, 'propose', verifier, {
      idempotencyKey: randomUUID(),
      input: { proposal: 'pay' },
    })
  }

  approve(claimId: string, approver: Actor = this.approver): Promise<unknown> {
    return this.process.claims.fire(claimId, 'approve', approver, { idempotencyKey: randomUUID() })
  }

  /** Everything that waits, in one batch, closed as counted. */
  async closedBatch(process: Process = this.process): Promise<string> {
    const { id } = await process.batches.open(this.branchId, this.closer)
    const { batch } = await process.batches.addQueued(id, this.closer)
    await process.batches.close(id, batch, this.closer)
    return id
  }

  async released(process: Process = this.process): Promise<string> {
    const id = await this.closedBatch(process)
    await this.release(id, this.releaser, process)
    return id
  }

  /** Released as it stands by somebody who counts it. */
  async release(batchId: string, releaser = this.releaser, process = this.process): Promise<ReleaseOutcome> {
    await proveRelease(this.sql, releaser, batchId)
    return process.batches.release(batchId, await process.batches.get(batchId, releaser), releaser)
  }

  /** The wait after a change of account is over. */
  dayLater(): void {
    this.clock.moveTo(formatInstant(addHours(parseInstant(this.clock.now()), 24)))
  }

  async newAccount(claimId: string, accountNumber: string): Promise<void> {
    await this.sql.rows(`update payee set account_number = $2 where claim_id = $1`, [
      claimId,
      await sealedAccount(this.sql, claimId, accountNumber),
    ])
  }

  account(): string {
    return `00120255${String(++this.next).padStart(6, '0')}`
  }

  async stateOf(claimId: string): Promise<string | undefined> {
    return (await this.sql.first<{ state: string }>('select state from claim where id = $1', [claimId]))
      ?.state
  }

  payments(claimId: string): Promise<PaymentRow[]> {
    return this.sql.rows<PaymentRow>(
      `select id, state, amount, account_number, previous_payment_id, value_date, outcome_reason
       from payment where claim_id = $1 order by created_at, amount desc, previous_payment_id nulls first`,
      [claimId],
    )
  }

  /** What the ledger says of a claim: the balance of every account that has one, debit above zero. */
  async ledger(claimId: string): Promise<Record<string, bigint>> {
    const rows = await this.sql.rows<{ account: string; balance: bigint }>(
      `select account, sum(amount)::bigint as balance from ledger_posting where claim_id = $1
       group by account having sum(amount) <> 0 order by account`,
      [claimId],
    )
    return Object.fromEntries(rows.map(({ account, balance }) => [account, balance]))
  }

  /** Benefit lines for which the bank took more than one transfer that it still has: must always be none. */
  paidTwice(): Promise<unknown[]> {
    return this.sql.rows(
      `select l.benefit_line_id, count(*)::int as transfers
       from bank_simulator.transfer t join payment_reference r on r.reference = t.reference
       join payment_line l on l.payment_id = r.payment_id
       where t.accepted and not exists (
         select from bank_simulator.statement_line s where s.reference = t.reference and s.kind = 'return')
       group by l.benefit_line_id having count(*) > 1`,
    )
  }

  async transfers(claimId: string): Promise<number> {
    const row = await this.sql.first<{ count: number }>(
      `select count(*)::int as count from bank_simulator.transfer t join payment_reference r on r.reference = t.reference
       join payment p on p.id = r.payment_id where p.claim_id = $1 and t.accepted`,
      [claimId],
    )
    return row?.count ?? 0
  }

  private async drafted(payees: readonly PayeeRow[]): Promise<ApprovedClaim> {
    const now = this.clock.now()
    const number = ++this.next
    const nik = `640106120579${String(number).padStart(4, '0')}`
    const nikIndex = await personalDataOn(this.sql).indexOf('nik', nik)
    const answers = { completeOn: now.slice(0, 10) }
    const [claim] = await this.sql.rows<{ id: string }>(
      `insert into claim (number, type, branch_id, participant_nik, participant_nik_index, participant_name, event_date, answers, created_by, created_at, moved_at)
       values ($1, 'jkm_death', $2, $3, $6, 'Peserta Uji', '2022-10-11', $4, 'test', $5, $5) returning id`,
      [`JKM-PSR-${number}`, this.branchId, sealedForm(nik), JSON.stringify(answers), now, nikIndex],
    )
    const claimId = claim?.id ?? ''
    const [party] = await this.sql.rows<{ id: string }>(
      `insert into claim_party (claim_id, kind, name, relation, phone, joined_at)
       values ($1, 'heir', 'Ahli Waris Uji', 'spouse', $3, $2) returning id`,
      [claimId, now, sealedForm('+6281200000000')],
    )
    await this.allot(claimId, payees)
    return { claimId, heir: { id: `party:${party?.id}`, role: 'heir', branchId: null } }
  }

  /** Payees with their benefit lines for the present round of a claim. */
  async allot(claimId: string, payees: readonly PayeeRow[]): Promise<void> {
    const [calculation] = await this.sql.rows<{ id: bigint }>(
      `insert into calculation (claim_id, round, created_at, input, basis_digest, law_digest, decision, total, answer)
       select id, round, $2, '{}', 'facts', 'law', 'payable', $3, '{}' from claim where id = $1 returning id`,
      [claimId, this.clock.now(), payees.reduce((sum, { amount }) => sum + amount, 0n)],
    )
    for (const [index, { bankCode = '002', accountNumber, amount }] of payees.entries()) {
      await this.sql.rows(
        `with p as (
           insert into payee (claim_id, position, name, relation, bank_code, account_number, account_holder, account_state)
           select $1, coalesce((select max(position) from payee where claim_id = $1), 0) + 1, 'Ahli Waris ' || $2, 'child', $3, $4,
             'AHLI WARIS ' || $2, 'name_matched' returning id)
         insert into benefit_line (claim_id, round, calculation_id, code, payee_id, amount)
         select c.id, c.round, $5, 'JKM_LUMP', p.id, $6 from p, claim c where c.id = $1`,
        [
          claimId,
          String(index + 1),
          bankCode,
          await sealedAccount(this.sql, claimId, accountNumber),
          calculation?.id,
          amount,
        ],
      )
    }
  }

  /** One line of a later round, for the person whom the first round paid, with what is set off. */
  async allotAgain(claimId: string, amount: bigint, setOff: bigint): Promise<void> {
    await this.sql.rows(
      `with k as (
         insert into calculation (claim_id, round, created_at, input, basis_digest, law_digest, decision, total, answer)
         select id, round, $2, '{}', 'facts', 'law', 'payable', $3, '{}' from claim where id = $1 returning id, round),
       p as (
         insert into payee (claim_id, position, name, relation, bank_code, account_number, account_holder, account_state, same_as)
         select claim_id, position + 100, name, relation, bank_code, account_number, account_holder, account_state, id
         from payee where claim_id = $1 and same_as is null order by position limit 1 returning id)
       insert into benefit_line (claim_id, round, calculation_id, code, payee_id, amount, set_off)
       select $1, k.round, k.id, 'JKM_LUMP', p.id, $3, $4 from k, p`,
      [claimId, this.clock.now(), amount, setOff],
    )
  }
}

/** The steps of payments and batches, where the template of the tests does not have them yet. */
async function seedSteps(database: TestDatabase): Promise<void> {
  const owner = new Sql(database.owner, 1)
  await owner.rows(
    `insert into lifecycle_step (machine, from_state, event, to_state, roles, duty)
     select machine, "from", event, "to", roles, duty
     from jsonb_to_recordset($1) as step(machine text, "from" text, event text, "to" text, roles text[], duty text)
     on conflict do nothing`,
    [JSON.stringify(paymentSteps)],
  )
  await owner.onApplicationShutdown()
}
