/** A family whose children hold scholarships in a running product: an approved death, awards, a school year applied for. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { Guardians } from '../../src/scholarship/guardians.service.js'
import { ScholarshipSweep } from '../../src/scholarship/scholarship-sweep.service.js'
import { YearApplications } from '../../src/scholarship/year-applications.service.js'
import { anAward, type Child } from '../factories/scholarship.js'
import type { TestApp } from './app.js'
import { type Desk, type DeskClaim, PIXEL } from './desk.js'
import { until } from './until.js'

const IN_MACHINES = ['receiving', 'received', 'checking']

export class SchoolFamily {
  private constructor(
    private readonly app: TestApp,
    private readonly desk: Desk,
    readonly claim: DeskClaim,
    readonly heir: Actor,
    /** Of each child, in their order. */
    readonly awards: readonly string[],
  ) {}

  /** Approved, and so that this day's school years are open. */
  static async of(app: TestApp, desk: Desk, children: readonly Child[]): Promise<SchoolFamily> {
    const claim = await desk.inApproval()
    await claim.fire('approver', 'approve')
    const found = await app.sql.first<{ id: string; heir: string }>(
      `select c.id, 'party:' || p.id as heir from claim c join claim_party p on p.claim_id = c.id where c.number = $1 and p.acts limit 1`,
      [claim.number],
    )
    const { id: claimId, heir } = found ?? { id: '', heir: '' }
    const awards = []
    for (const [index, child] of children.entries())
      awards.push(await anAward(app.sql, { claimId, slot: index + 1, child, now: app.clock.now() }))
    const family = new SchoolFamily(app, desk, claim, { id: heir, role: 'heir', branchId: null }, awards)
    await family.sweep()
    return family
  }

  /** Whatever time brings happens now. */
  async sweep(): Promise<void> {
    await this.app.application.get(ScholarshipSweep, { strict: false }).run()
  }

  async yearOf(awardId: string, schoolYear: string): Promise<string> {
    const row = await this.app.sql.first<{ id: string }>(
      'select id from scholarship_year where award_id = $1 and school_year = $2',
      [awardId, schoolYear],
    )
    return row?.id ?? ''
  }

  async stateOf(yearId: string): Promise<string | undefined> {
    const row = await this.app.sql.first<{ state: string }>(
      'select state from scholarship_year where id = $1',
      [yearId],
    )
    return row?.state
  }

  /** The family photographs its papers and applies; the machines leave the papers for a person. */
  async apply(yearId: string, place: { level: string; grade: string }): Promise<void> {
    const applications = this.app.application.get(YearApplications, { strict: false })
    for (const code of ['SK_SEKOLAH', 'RAPOR']) {
      const content = Buffer.concat([PIXEL, Buffer.from(`${code} ${yearId}`)])
      await applications.give(yearId, { code, name: `${code}.png`, content }, this.heir)
    }
    await until(
      async () =>
        (
          await this.app.sql.rows<{ state: string }>(
            'select state from document_item where scholarship_year_id = $1',
            [yearId],
          )
        ).every(({ state }) => !IN_MACHINES.includes(state)),
      'the machines to be done with the papers of a school year',
    )
    await applications.submit(yearId, place, this.heir, { idempotencyKey: randomUUID() })
  }

  /** An account of the guardian, as the bank names its holder. */
  async settle(awardId: string, accountNumber: string): Promise<void> {
    const verifier = this.desk.people.verifier
    const branch = await this.app.sql.first<{ id: string }>(`select id from branch where code = 'PSR'`)
    const actor: Actor = { id: verifier.staffId, role: 'verifier', branchId: branch?.id ?? null }
    const name = this.claim.claimant
    const account = {
      name,
      relation: 'guardian',
      bankCode: '002',
      accountNumber,
      accountHolder: name,
    } as const
    await this.app.application
      .get(Guardians, { strict: false })
      .settle(awardId, account, this.heir.id.replace('party:', ''), actor)
  }
}
