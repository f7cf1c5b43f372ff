/**
 * Walks the children of a fictional family through a school year, by the services that a door would call. As every journey
 * it may be repeated after an interruption: what was done already is found.
 */
import type { Actor } from '../../claims/claim-command.port.js'
import type { ChecklistService } from '../../documents/checklist.service.js'
import type { YearPapers } from '../../documents/year-papers.service.js'
import type { Sql } from '../../platform/database/sql.js'
import type { Guardians } from '../../scholarship/guardians.service.js'
import type { ScholarshipLifecycle } from '../../scholarship/scholarship-lifecycle.service.js'
import type { ScholarshipSweep } from '../../scholarship/scholarship-sweep.service.js'
import type { YearApplications } from '../../scholarship/year-applications.service.js'
import type { Family, SchoolStep } from './family.js'
import { sampleDocument } from './sample-document.js'
import { linesOfPaper } from './sample-papers.js'
import type { Staff } from './story-world.js'

/** The product's services for scholarships as the story uses them. */
export interface Scholarships {
  sweep: ScholarshipSweep
  guardians: Guardians
  applications: YearApplications
  lifecycle: ScholarshipLifecycle
  papers: YearPapers
  checklist: ChecklistService
}

interface YearNow {
  id: string
  state: string
  level: string
  grade: string
}

/** What a school gives for a child above the first grade of all. */
const PAPERS = ['SK_SEKOLAH', 'RAPOR']

type Wait = (done: () => Promise<boolean>, what: string) => Promise<void>

export class SchoolJourney {
  constructor(
    private readonly product: Scholarships,
    private readonly sql: Sql,
    private readonly staff: Staff,
    private readonly family: Family,
    private readonly wait: Wait,
  ) {}

  async take(step: SchoolStep, claimId: string, heir: Actor): Promise<void> {
    switch (step.do) {
      case 'open_school_years':
        return this.openYears(claimId, heir, this.staff.actor(step.by, 'verifier'))
      case 'apply_for_year':
        return this.apply(await this.year(claimId, step.child), step, claimId, heir)
      case 'verify_year':
        return this.verify(await this.year(claimId, step.child), step)
      case 'return_year':
        return this.giveBack(await this.year(claimId, step.child), step)
    }
  }

  /** The verifier settles the account of each child; whatever time brings follows. */
  private async openYears(claimId: string, heir: Actor, verifier: Actor): Promise<void> {
    const [payee] = this.family.payees
    if (!payee) throw new Error(`Keluarga ${this.family.key} has no account.`)
    const account = { ...payee, relation: 'guardian' } as const
    const unsettled = await this.sql.rows<{ id: string }>(
      'select id from scholarship_award where claim_id = $1 and payee_id is null order by slot',
      [claimId],
    )
    for (const { id } of unsettled)
      await this.product.guardians.settle(id, account, heir.id.replace('party:', ''), verifier)
    await this.wait(async () => {
      await this.product.sweep.run()
      const waiting = await this.sql.rows(
        `select 1 from scholarship_award a where a.claim_id = $1 and (a.state = 'candidate' or a.state = 'active' and not exists (
           select from scholarship_year y where y.award_id = a.id and y.state <> 'planned'))`,
        [claimId],
      )
      return waiting.length === 0
    }, 'the school year to open')
  }

  private async apply(
    { id, state, level, grade }: YearNow,
    { child, school }: Extract<SchoolStep, { do: 'apply_for_year' }>,
    claimId: string,
    heir: Actor,
  ): Promise<void> {
    const { applications, checklist } = this.product
    if (state === 'open')
      for (const code of PAPERS) {
        const lines = [...linesOfPaper(code, this.family.answers), `Anak : ${child}`, `Sekolah : ${school}`]
        const content = sampleDocument(checklist.nameOf(code), lines)
        await applications.give(id, { code, name: `${code.toLowerCase()}.pdf`, content }, heir)
      }
    await applications.submit(id, { level, grade, school }, heir, {
      idempotencyKey: this.key('apply', child),
    })
    await this.wait(async () => {
      const checking = await this.sql.rows(
        `select 1 from document_item where claim_id = $1 and scholarship_year_id = $2 and state in ('receiving', 'received', 'checking')`,
        [claimId, id],
      )
      return checking.length === 0
    }, 'the machine checks of a school paper')
  }

  private async verify(
    { id }: YearNow,
    { child, by }: Extract<SchoolStep, { do: 'verify_year' }>,
  ): Promise<void> {
    const actor = this.staff.actor(by, 'verifier')
    await this.lookAtPapers(id, actor)
    await this.product.lifecycle.fireYear({
      id,
      event: 'verify',
      actor,
      idempotencyKey: this.key('verify', child),
    })
  }

  private async giveBack(
    { id }: YearNow,
    { child, by, document, code, reason }: Extract<SchoolStep, { do: 'return_year' }>,
  ): Promise<void> {
    const actor = this.staff.actor(by, 'verifier')
    await this.lookAtPapers(id, actor, { document, code })
    await this.product.lifecycle.fireYear({
      id,
      event: 'return_evidence',
      actor,
      idempotencyKey: this.key('return', child),
      input: { reason },
    })
  }

  private async lookAtPapers(
    yearId: string,
    actor: Actor,
    defect?: { document: string; code: string },
  ): Promise<void> {
    for (const { code, state } of await this.product.papers.of(yearId))
      if (state === 'to_review')
        await this.product.papers.decide(yearId, code, defect?.document === code ? defect.code : null, actor)
  }

  /** The school year of today; the place in it is the planned one. */
  private async year(claimId: string, child: string): Promise<YearNow> {
    const year = await this.sql.first<YearNow>(
      `select y.id, y.state, coalesce(y.level, y.expected_level) as level, coalesce(y.grade, y.expected_grade) as grade
       from scholarship_year y join scholarship_award a on a.id = y.award_id
       where a.claim_id = $1 and a.child_name = $2 and y.state <> 'planned' order by y.opens_on desc limit 1`,
      [claimId, child],
    )
    if (!year) throw new Error(`Keluarga ${this.family.key}: no school year of ${child} is open.`)
    return year
  }

  private key(step: string, child: string): string {
    return `story:${this.family.key}:${step}:${child}`
  }
}
