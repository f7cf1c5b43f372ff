import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Objections } from '../../src/objections/objections.service.js'
import { ObjectionsOnFile } from '../../src/objections/objections.query.js'
import { findStuck } from '../../src/reporting/stuck.query.js'
import { rejected } from '../factories/claims-in-every-state.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { aParticipant } from '../factories/participant.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

jest.setTimeout(120_000)

const SENTENCE = 'Saya istri sahnya, ini buku nikah kami.'
const REASON = 'Buku nikah yang baru membuktikan hubungan.'

describe('an objection', () => {
  let product: Product
  let objections: Objections
  let onFile: ObjectionsOnFile
  beforeAll(async () => {
    product = await Product.start()
    objections = product.get(Objections)
    onFile = product.get(ObjectionsOnFile)
  })
  afterAll(() => product.close())

  const object = (claim: TestClaim) => claim.fire('object', claim.heir, { reason: SENTENCE })
  const of = async (claim: TestClaim) => {
    const found = await onFile.latestOf(claim.id)
    if (!found) throw new Error(`${claim.number} has no objection`)
    return found
  }
  const lettersOf = async (claim: TestClaim, kind: string): Promise<number> =>
    claim.count(
      'letter l',
      `kind = '${kind}' and exists (select from letter_file f where f.letter_id = l.id)`,
    )
  const waiting = async (claim: TestClaim) =>
    (await findStuck(product.sql, product.clock.now())).filter(({ number }) => number === claim.number)
  async function decideAnew(claim: TestClaim): Promise<void> {
    const { secondVerifier, seniorApprover } = product.staff
    await claim.drafted()
    await claim.verify()
    await claim.propose(secondVerifier)
    await claim.fire('approve', seniorApprover)
  }

  it('in time is on file with the step of its claim, told in a receipt, and owed an answer by a day', async () => {
    const claim = await rejected(product)
    await object(claim)
    const filed = await of(claim)
    expect(filed).toMatchObject({ state: 'admissible', round: 1, overdue: false, reviewer: null })
    expect(filed.due_on).not.toBeNull()
    expect(filed.steps).toMatchObject([{ event: 'admit', words: SENTENCE, actor: null }])
    await until(async () => (await lettersOf(claim, 'objection-receipt')) === 1, 'the receipt')
  })

  it('is reviewed by nobody who held a duty on what it contests, and its reviewer takes no part in the new decision', async () => {
    const claim = await rejected(product)
    await object(claim)
    const { id } = await of(claim)
    const { verifier, approver, reviewer } = product.staff
    for (const person of [verifier, approver])
      await expect(objections.step(id, 'review', as(person, 'objection_reviewer'))).rejects.toThrow(
        'REVIEWER_HELD_DUTY',
      )
    await objections.step(id, 'review', reviewer)
    expect(await of(claim)).toMatchObject({ state: 'under_review', reviewer: 'reviewer' })
    await claim.drafted()
    const proposal = claim.propose(as(reviewer, 'verifier'))
    await expect(proposal).rejects.toThrow('DUTY_ALREADY_HELD')
  })

  it('ends upheld when the new round pays, in the words of its reviewer and with a letter', async () => {
    const claim = await rejected(product)
    await object(claim)
    const { id } = await of(claim)
    await objections.step(id, 'review', product.staff.reviewer)
    const early = objections.step(id, 'uphold', product.staff.reviewer, { reason: REASON })
    await expect(early).rejects.toThrow('NOT_PAID_ANEW')
    await decideAnew(claim)
    expect(await waiting(claim)).toMatchObject([
      { what: expect.stringContaining('keberatannya belum dijawab') },
    ])
    const byAnother = objections.step(id, 'uphold', as(product.staff.auditor, 'objection_reviewer'), {
      reason: REASON,
    })
    await expect(byAnother).rejects.toThrow('NOT_THE_REVIEWER')
    await objections.step(id, 'uphold', product.staff.reviewer, { reason: REASON })
    expect(await of(claim)).toMatchObject({ state: 'upheld', due_on: null })
    expect(await waiting(claim)).toEqual([])
    await until(async () => (await lettersOf(claim, 'objection-answer')) === 1, 'the answer')
  })

  it('that comes too late is taken in once, answered with the next body, and may be admitted by a manager', async () => {
    const claim = await rejected(product)
    await expect(objections.fileLate(claim.id, claim.heir, SENTENCE)).rejects.toThrow('OBJECTION_IN_TIME')
    product.clock.moveTo('2022-12-05T01:00:00.000Z')
    await expect(object(claim)).rejects.toThrow('OBJECTION_PERIOD_OVER')
    for (let n = 0; n < 2; n++) await objections.fileLate(claim.id, claim.heir, SENTENCE)
    const late = await of(claim)
    expect(late).toMatchObject({ state: 'out_of_time', claim_state: 'rejected' })
    expect(late.steps).toHaveLength(1)
    await until(async () => (await lettersOf(claim, 'objection-answer')) === 1, 'the answer')
    const { manager } = product.staff
    await objections.admit(late.id, manager, {
      reason: 'Keluarga sakit sebulan.',
      idempotencyKey: claim.key(),
      expectedVersion: late.claim_version,
    })
    expect(await of(claim)).toMatchObject({ state: 'admissible', claim_state: 'in_verification' })
  })

  it('that came too late waits for a manager until he looks, and may still be referred to a body, on a day', async () => {
    const claim = await rejected(product)
    product.clock.moveTo('2023-02-01T01:00:00.000Z')
    await objections.fileLate(claim.id, claim.heir, SENTENCE)
    const { id } = await of(claim)
    const referral = { reason: 'Keluarga meminta mediasi.', referredOn: (await of(claim)).filed_on }
    const { manager } = product.staff
    const unseen = async () =>
      (await waiting(claim)).filter(({ what }) => what.includes('belum dilihat kepala cabang'))
    expect(await unseen()).toMatchObject([{ todo: expect.stringContaining('Dipegang kepala cabang sejak') }])
    await objections.step(id, 'leave_late', manager, { reason: 'Keluarga memilih mediasi.' })
    expect(await of(claim)).toMatchObject({ state: 'out_of_time' })
    expect(await unseen()).toEqual([])
    await expect(objections.step(id, 'refer_external', manager, referral)).rejects.toThrow('BODY_MISSING')
    await objections.step(id, 'refer_external', manager, { ...referral, body: 'mediation' })
    const { state, steps } = await of(claim)
    expect(state).toBe('referred_external')
    expect(steps.at(-1)).toMatchObject({ body: 'mediation', referred_on: referral.referredOn })
    await until(async () => (await lettersOf(claim, 'objection-referral')) === 1, 'the referral')
  })

  it('ends with a claim that the family withdraws', async () => {
    const claim = await rejected(product)
    await object(claim)
    await claim.fire('withdraw', { ...claim.heir, codeConfirmed: true })
    expect(await of(claim)).toMatchObject({ state: 'withdrawn' })
  })

  describe('in the hands of who writes SQL', () => {
    const step = (claim: TestClaim, columns: string) =>
      product.sql.rows(
        `insert into objection_transition (objection_id, seq, claim_id, round, claim_seq, from_state, event, to_state, actor_id, actor_role, at)
         select o.id, o.seq + 1, c.id, o.round, c.seq, o.state, ${columns}, now() from objection o join claim c on c.id = o.claim_id
         where c.id = $1`,
        [claim.id],
      )

    it('has no reviewer who decided, no answer without a decision, no state without a step', async () => {
      const claim = await rejected(product)
      await object(claim)
      const { approver, reviewer } = product.staff
      const review = (who: string) => `'review', 'under_review', '${who}', 'objection_reviewer'`
      await expect(step(claim, review(approver.id))).rejects.toMatchObject({ code: 'SN004' })
      await step(claim, review(reviewer.id))
      await expect(
        step(claim, `'dismiss', 'dismissed', '${reviewer.id}', 'objection_reviewer'`),
      ).rejects.toMatchObject({ code: 'SN081' })
      await expect(
        product.sql.rows(`update objection set state = 'upheld' where claim_id = $1`, [claim.id]),
      ).rejects.toMatchObject({ code: '42501' })
    })

    it('is not admitted unless its claim goes into a new round', async () => {
      const claim = await rejected(product)
      await expect(
        product.sql.rows(
          `insert into objection_transition (objection_id, seq, claim_id, round, claim_seq, from_state, event, to_state, actor_id, actor_role, at)
           select gen_random_uuid(), 1, id, round, seq, 'filed', 'admit', 'admissible', $2, 'heir', now() from claim where id = $1`,
          [claim.id, claim.heir.id],
        ),
      ).rejects.toMatchObject({ code: 'SN081' })
    })
  })

  it('does not stand in the way of a merge: the papers and the family go to the claim that lives on', async () => {
    const first = await aClaim(product).withoutDocuments().lodged()
    const mistyped = { ...(await aParticipant(product.sql)), name: first.participant.name }
    const second = await aClaim(product).of(mistyped).lodged()
    const other = await aClaim(product).withoutDocuments().lodged()
    const { verifier } = product.staff
    const merge = (into: TestClaim) => second.fire('merge', verifier, { survivingClaimId: into.id })
    await expect(merge(other)).rejects.toThrow('SURVIVING_CLAIM_UNFIT')
    await merge(first)
    expect(await second.state()).toBe('merged')
    const waiting = () => first.count('document_item', "state = 'to_review'")
    await until(async () => (await waiting()) > 0, 'the papers of the other claim')
    expect(await waiting()).toBe(await second.count('document_item', "state = 'to_review'"))
    expect(await first.count('claim_party', 'came_with is not null')).toBe(1)
    const [given] = (await product.documents.listFor(first.id, verifier)).filter(
      ({ files }) => files.length > 0,
    )
    expect(given).toBeDefined()
  })
})
