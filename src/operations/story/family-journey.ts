/**
 * Walks a fictional family through the real product: the services a door would call, the real gate, the real workers.
 * Every step may be repeated after an interruption; what was done already is found, not done again.
 */
import { randomUUID } from 'node:crypto'
import type { ClaimInput } from '#libs/lifecycle'
import type { ClaimLifecycle } from '../../claims/claim-lifecycle.service.js'
import type { Actor } from '../../claims/claim-command.port.js'
import type { DeadlineSweep } from '../../claims/deadline-sweep.service.js'
import type { DocumentDecisions } from '../../documents/document-decisions.service.js'
import type { DocumentService } from '../../documents/document.service.js'
import type { IntakeService } from '../../intake/intake.service.js'
import type { PaymentBatches } from '../../payment/payment-batches.service.js'
import type { PaymentSweep } from '../../payment/payment-sweep.service.js'
import type { Clock } from '../../platform/clock/clock.js'
import type { Sql } from '../../platform/database/sql.js'
import { recordProof } from '../../platform/login/proven-acts.js'
import type { VerificationService } from '../../verification/verification.service.js'
import type { Family, Step } from './family.js'
import { sampleDocument } from './sample-document.js'
import { linesOfPaper } from './sample-papers.js'
import { type Scholarships, SchoolJourney } from './school-journey.js'
import type { Staff } from './story-world.js'

/** The product's services as the story uses them. */
export interface Product {
  sql: Sql
  clock: Clock
  lifecycle: ClaimLifecycle
  intake: IntakeService
  documents: DocumentService
  decisions: DocumentDecisions
  verification: VerificationService
  batches: PaymentBatches
  payments: PaymentSweep
  deadlines: DeadlineSweep
  scholarships: Scholarships
}

interface ClaimNow {
  id: string
  state: string
  party: string
}

const WAIT_MS = 180_000
const LOOK_MS = 20

export class FamilyJourney {
  private readonly school: SchoolJourney

  constructor(
    private readonly product: Product,
    private readonly staff: Staff,
    private readonly family: Family,
  ) {
    this.school = new SchoolJourney(product.scholarships, product.sql, staff, family, (done, what) =>
      this.wait(done, what),
    )
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'open_draft':
        return this.openDraft()
      case 'hand_in':
        return this.handIn(step.except ?? [])
      case 'submit':
        return this.submit()
      case 'accept_documents':
        return this.acceptDocuments(this.staff.actor(step.by, 'verifier'), step.except ?? [])
      case 'find_defect':
        return this.findDefect(step)
      case 'settle_heirs':
        return this.settleHeirs(this.staff.actor(step.by, 'verifier'))
      case 'fire':
        return this.fire(step)
      case 'pay':
        return this.pay(this.staff.actor(step.by, 'releaser'), step.until)
      case 'sweep':
        await this.product.deadlines.run()
        return
      default: {
        const claim = await this.claim()
        return this.school.take(step, claim.id, this.heir(claim))
      }
    }
  }

  private async openDraft(): Promise<void> {
    if (await this.find()) return
    const heir: Actor = { id: `story:${this.family.key}`, role: 'heir', branchId: null }
    await this.product.intake.createDraft(
      { type: this.family.type, branch: this.staff.branch.code, answers: this.family.answers },
      heir,
    )
  }

  private async handIn(except: readonly string[]): Promise<void> {
    const claim = await this.claim()
    if (claim.state !== 'draft') return
    const items = await this.product.documents.listFor(claim.id, this.heir(claim))
    for (const { code, name } of items.filter(
      (item) => item.necessity === 'required' || item.necessity === 'if_applies',
    )) {
      if (except.includes(code)) continue
      const content = sampleDocument(name, linesOfPaper(code, this.family.answers))
      await this.product.documents.receive(
        claim.id,
        { code, name: `${code.toLowerCase()}.pdf`, content },
        this.heir(claim),
      )
    }
  }

  private async submit(): Promise<void> {
    const claim = await this.claim()
    await this.product.intake.submit(claim.id, this.heir(claim), this.key('submit'))
    await this.until((now) => now.state !== 'draft' && now.state !== 'screening')
    await this.checked(claim.id)
  }

  private async acceptDocuments(verifier: Actor, except: readonly string[]): Promise<void> {
    const claim = await this.claim()
    const items = await this.product.documents.listFor(claim.id, verifier)
    for (const { code } of items.filter(
      (item) => item.state === 'to_review' && !except.includes(item.code),
    )) {
      await this.product.decisions.accept(claim.id, code, verifier)
    }
  }

  private async findDefect(step: Extract<Step, { do: 'find_defect' }>): Promise<void> {
    const claim = await this.claim()
    if (claim.state !== 'in_verification') return
    const verifier = this.staff.actor(step.by, 'verifier')
    await this.product.decisions.markDefective(claim.id, step.document, step.code, verifier)
  }

  private async settleHeirs(verifier: Actor): Promise<void> {
    const claim = await this.claim()
    if (claim.state !== 'in_verification') return
    await this.product.verification.settleHeirs(claim.id, { payees: this.family.payees }, verifier)
  }

  private async fire(step: Extract<Step, { do: 'fire' }>): Promise<void> {
    const claim = await this.claim()
    const actor =
      step.by === 'heir'
        ? { ...this.heir(claim), codeConfirmed: true }
        : this.staff.actorFor(step.by, step.event)
    await this.product.lifecycle.fire(claim.id, step.event, actor, {
      idempotencyKey: this.key(`${step.event}:${step.at}`),
      input: this.withPeople(step.input),
    })
  }

  /** The script names people as everybody calls them; the product knows them by their ids. */
  private withPeople(input: ClaimInput | undefined): ClaimInput | undefined {
    if (input?.investigatorId === undefined) return input
    return { ...input, investigatorId: this.staff.actor(input.investigatorId, 'investigator').id }
  }

  private async pay(releaser: Actor, until: string): Promise<void> {
    const claim = await this.claim()
    if (claim.state === 'approved') await this.releaseOwnBatch(claim.id, releaser)
    await this.until(
      (now) => now.state === until,
      () => this.product.payments.run(),
    )
  }

  /** A batch of this family's payments alone: one person counts and closes it, another counts again and releases it. */
  private async releaseOwnBatch(claimId: string, releaser: Actor): Promise<void> {
    const { batches } = this.product
    const batch = await batches.openFor(this.staff.branch.id, [claimId], releaser, this.key('batch'))
    if (batch.state === 'open')
      await batches.close(batch.id, { count: batch.count, total: batch.total }, releaser)
    const second = this.staff.another(releaser)
    if (batch.releasedBy === null) await this.prove(second, batch.id)
    await batches.release(batch.id, { count: batch.count, total: batch.total }, second)
  }

  /** As the door asks it of whoever releases; a step that was cut off is proven anew. */
  private async prove({ id: staffId }: Actor, subject: string): Promise<void> {
    const proof = { staffId, act: 'release', subject, key: randomUUID(), method: 'password' } as const
    await recordProof(this.product.sql, proof, this.product.clock.now())
  }

  /** The calculation is drafted, and no machine holds a paper any more that a person is to look at. */
  private async checked(claimId: string): Promise<void> {
    await this.wait(async () => {
      const rows = await this.product.sql.rows(
        `select 1 from calculation k where k.claim_id = $1 and not exists (
           select from document_item i where i.claim_id = $1 and i.state in ('receiving', 'received', 'checking'))`,
        [claimId],
      )
      return rows.length > 0
    }, 'the machine checks and a calculation')
  }

  private async until(
    reached: (claim: ClaimNow) => boolean,
    meanwhile?: () => Promise<unknown>,
  ): Promise<void> {
    await this.wait(async () => {
      if (reached(await this.claim())) return true
      await meanwhile?.()
      return false
    }, 'the next state')
  }

  private async wait(done: () => Promise<boolean>, what: string): Promise<void> {
    const deadline = performance.now() + WAIT_MS
    while (!(await done())) {
      if (performance.now() > deadline) {
        const claim = await this.claim()
        throw new Error(
          `Keluarga ${this.family.key}: waited ${WAIT_MS / 1000} s for ${what}, the claim stands in ${claim.state}.`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }

  private async find(): Promise<ClaimNow | undefined> {
    return this.product.sql.first<ClaimNow>(
      `select c.id, c.state, (select min(p.id::text) from claim_party p where p.claim_id = c.id) as party
       from claim c where c.created_by = $1`,
      [`story:${this.family.key}`],
    )
  }

  private async claim(): Promise<ClaimNow> {
    const claim = await this.find()
    if (!claim) throw new Error(`Keluarga ${this.family.key} belum membuka klaim.`)
    return claim
  }

  private heir(claim: ClaimNow): Actor {
    return { id: `party:${claim.party}`, role: 'heir', branchId: null }
  }

  private key(step: string): string {
    return `story:${this.family.key}:${step}`
  }
}
