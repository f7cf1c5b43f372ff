import { randomUUID } from 'node:crypto'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import type { Actor } from '../../src/claims/claim-command.port.js'
import type { DocumentService } from '../../src/documents/document.service.js'
import { AccountInquiry } from '../../src/payment/account-inquiry.service.js'
import { BankPatience } from '../../src/payment/bank.port.js'
import { BankByFile } from '../../src/payment/bank-file.adapter.js'
import { BankInUse, RailChoice } from '../../src/payment/bank-in-use.js'
import { Guardians } from '../../src/scholarship/guardians.service.js'
import { ScholarshipForecast } from '../../src/scholarship/scholarship-forecast.query.js'
import type { ScholarshipLifecycle, YearInput } from '../../src/scholarship/scholarship-lifecycle.service.js'
import type { ScholarshipRules } from '../../src/scholarship/scholarship-rules.js'
import type { ScholarshipRuns } from '../../src/scholarship/scholarship-runs.service.js'
import { ScholarshipSweep } from '../../src/scholarship/scholarship-sweep.service.js'
import { type YearApplication, YearApplications } from '../../src/scholarship/year-applications.service.js'
import { AccountCheck } from '../../src/verification/account-check.service.js'
import { anAward, type Child } from '../factories/scholarship.js'
import { papersOnFile } from '../factories/school-year.js'
import { enlist } from '../factories/staff.js'
import { PaymentDesk } from './payment-desk.js'
import { scholarshipsOn } from './scholarships-on.js'

export type { Child } from '../factories/scholarship.js'

export interface YearRow {
  id: string
  school_year: string
  state: string
  level: string | null
  grade: string | null
  amount: bigint | null
  seq: number
}

/** A branch that looks after scholarships, with the real gate, the real rails and the simulated bank. */
export class ScholarshipDesk {
  readonly rules: ScholarshipRules
  readonly lifecycle: ScholarshipLifecycle
  readonly runs: ScholarshipRuns
  readonly sweep: ScholarshipSweep
  readonly applications: YearApplications
  readonly guardians: Guardians
  readonly forecast: ScholarshipForecast
  /** The account that each child had first. */
  readonly accounts = new Map<string, string>()
  readonly secondVerifier: Actor
  readonly reviewer: Actor

  private constructor(readonly payments: PaymentDesk) {
    const { sql, clock } = payments
    const { nudge } = payments.process
    const { personal, ...own } = scholarshipsOn(sql, clock, nudge)
    this.rules = own.rules
    this.lifecycle = own.lifecycle
    this.runs = own.runs
    this.sweep = new ScholarshipSweep(sql, clock, this.rules, this.lifecycle, this.runs, nudge)
    // Papers are their own stage's; here they lie on file as its tests leave them.
    const documents = undefined as unknown as DocumentService
    this.applications = new YearApplications(sql, clock, this.rules, documents, this.lifecycle, nudge)
    const bank = new BankInUse(payments.simulator, new BankByFile(sql), null, new RailChoice())
    const check = new AccountCheck(new AccountInquiry(bank, new BankPatience()), personal)
    this.guardians = new Guardians(sql, clock, personal, check, this.lifecycle, nudge)
    this.forecast = new ScholarshipForecast(sql)
    this.secondVerifier = payments.staff('verifier')
    this.reviewer = payments.staff('objection_reviewer')
  }

  static async open(): Promise<ScholarshipDesk> {
    const desk = new ScholarshipDesk(await PaymentDesk.open())
    const { database } = desk.payments
    await enlist(database, [desk.secondVerifier, desk.reviewer])
    return desk
  }

  get sql() {
    return this.payments.sql
  }

  close(): Promise<void> {
    return this.payments.close()
  }

  /** A death whose benefit was paid, with the awards that its approval opens. */
  async family(children: readonly Child[]): Promise<{ claimId: string; heir: Actor; awards: string[] }> {
    const { claimId, heir } = await this.payments.approved()
    await this.payments.released()
    await this.payments.process.settle()
    const awards = []
    for (const [index, child] of children.entries())
      awards.push(await this.granted(claimId, index + 1, child))
    await this.sweep.run()
    for (const id of awards) await this.settleAccount(id, heir)
    return { claimId, heir, awards }
  }

  /** How an award stands. */
  async award(awardId: string): Promise<string | undefined> {
    const row = await this.sql.first<{ state: string }>('select state from scholarship_award where id = $1', [
      awardId,
    ])
    return row?.state
  }

  private granted(claimId: string, slot: number, child: Child): Promise<string> {
    return anAward(this.sql, { claimId, slot, child, now: this.payments.clock.now() })
  }

  private async settleAccount(awardId: string, heir: Actor): Promise<void> {
    const name = 'Ahli Waris Uji'
    const accountNumber = this.payments.account()
    this.accounts.set(awardId, accountNumber)
    const account = {
      name,
      relation: 'guardian',
      bankCode: '002',
      accountNumber,
      accountHolder: name,
    } as const
    await this.guardians.settle(awardId, account, heir.id.replace('party:', ''), this.payments.verifier)
  }

  years(awardId: string): Promise<YearRow[]> {
    return this.sql.rows<YearRow>(
      'select id, school_year, state, level, grade, amount, seq from scholarship_year where award_id = $1 order by school_year',
      [awardId],
    )
  }

  async year(awardId: string, schoolYear: string): Promise<YearRow> {
    const found = (await this.years(awardId)).find(({ school_year }) => school_year === schoolYear)
    if (!found) throw new Error(`no school year ${schoolYear}`)
    return found
  }

  /** The day begins; whatever time brings happens. */
  async moveTo(day: string): Promise<void> {
    this.payments.clock.moveTo(`${day}T01:00:00.000Z`)
    await this.sweep.run()
  }

  /** The family photographs its papers, and the checks leave them for a person to look at, who accepts them. */
  async papers(yearId: string, codes: readonly string[] = ['SK_SEKOLAH', 'RAPOR']): Promise<void> {
    const { clock, verifier } = this.payments
    await papersOnFile(this.sql, yearId, { codes, by: verifier.id, at: clock.now() })
  }

  async apply(yearId: string, place: YearApplication, heir: Actor): Promise<void> {
    await this.papers(yearId)
    await this.applications.submit(yearId, { ...place }, heir, { idempotencyKey: randomUUID() })
  }

  async fire(
    yearId: string,
    event: Parameters<ScholarshipLifecycle['fireYear']>[0]['event'],
    actor: Actor,
    input: YearInput = {},
  ) {
    return this.lifecycle.fireYear({ id: yearId, event, actor, idempotencyKey: randomUUID(), input })
  }

  /** Applied for, verified, decided, put into a batch, released, and settled by the bank. */
  async pay(yearId: string, place: YearApplication, heir: Actor): Promise<void> {
    await this.apply(yearId, place, heir)
    await this.fire(yearId, 'verify', this.payments.verifier)
    await this.fire(yearId, 'approve', this.payments.approver)
    await this.transfer()
  }

  async transfer(): Promise<void> {
    await this.payments.released()
    await this.sweep.run()
    await this.payments.process.settle()
    await this.nextDay()
    await this.payments.process.settle()
    await this.sweep.run()
  }

  async nextDay(days = 1): Promise<void> {
    const { clock } = this.payments
    clock.moveTo(formatInstant(addHours(parseInstant(clock.now()), 24 * days)))
    await this.sweep.run()
  }
}
