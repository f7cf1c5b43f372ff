import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

const WRITTEN = 'written, and taken back'
const KEPT = `select * from approval_limit order by program, evidence, valid_from`

describe('an approval written by SQL with the role of the application', () => {
  let product: Product
  let approver: Actor
  let second: Actor
  beforeAll(async () => {
    product = await Product.start()
    approver = product.staff.approver
    second = as(product.staff.manager, 'approver')
  })
  afterAll(() => product.close())
  afterEach(() =>
    product.asOwner.rows(
      `update approval_limit set up_to = 2000000000, second_above = 250000000, valid_from = '2015-07-01'; delete from approval_freeze`,
    ),
  )

  type Step = readonly [event: string, to: string, actor: Actor]

  /** Steps and the claim that takes them, as the gate itself would write them; taken back at the end. */
  const write = (claim: TestClaim, ...steps: Step[]) =>
    product.sql.transaction(async (sql) => {
      for (const [event, to, actor] of steps)
        await sql.rows(
          `with step as (
             insert into claim_transition (claim_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id, duty,
               input, input_hash, idempotency_key, facts_digest, law_digest, at, prev_hash, hash)
             select id, seq + 1, state, $2::text, $3, round, $4, $5, branch_id, $6, '{}', sha256('{}'), gen_random_uuid(), '\\x00', 'forged',
               $7::timestamptz, last_hash, sha256(convert_to($2::text, 'UTF8')) from claim where id = $1 returning claim_id, seq, to_state, hash)
           update claim c set state = s.to_state, seq = s.seq, last_hash = s.hash, version = version + 1
           from step s where c.id = s.claim_id`,
          [
            claim.id,
            event,
            to,
            actor.id,
            actor.role,
            actor.role === 'approver' ? 'approve' : 'release',
            product.clock.now(),
          ],
        )
      throw new Error(WRITTEN)
    })
  const approve = (claim: TestClaim, actor = approver) => write(claim, ['approve', 'approved', actor])
  /** The table that the guards ask is stricter than the page of the house that the gate has read. */
  const limit = (set: string) => product.asOwner.rows(`update approval_limit set ${set}`)

  it('goes through within every limit', async () => {
    const claim = await aClaim(product).inApproval()
    await expect(approve(claim)).rejects.toThrow(WRITTEN)
  })

  it('is refused above what its program and evidence allow, through the gate too', async () => {
    const claim = await aClaim(product).inApproval()
    await limit(`up_to = 41999999, second_above = 41999999 where (program, evidence) = ('jkm', 'complete')`)
    await expect(approve(claim)).rejects.toThrow('above what its program and evidence allow')
    await expect(claim.fire('approve', approver)).rejects.toThrow('above what its program and evidence allow')
  })

  it('is held to the evidence of this claim and to its program, not to another', async () => {
    const claim = await aClaim(product).inApproval()
    await limit(`up_to = 1, second_above = 1 where (program, evidence) <> ('jkm', 'complete')`)
    await expect(approve(claim)).rejects.toThrow(WRITTEN)
    await product.asOwner.rows(
      `update document_item set alternative = 'Surat keterangan' where id = (
         select id from document_item where claim_id = $1 limit 1)`,
      [claim.id],
    )
    await expect(approve(claim)).rejects.toThrow('above what its program and evidence allow')
  })

  it('is refused where no limit was in force on that day', async () => {
    const claim = await aClaim(product).inApproval()
    await limit(`valid_from = '2030-01-01'`)
    await expect(approve(claim)).rejects.toThrow('above what its program and evidence allow')
  })

  it('is refused by one approver where two are needed, until another has endorsed it', async () => {
    const claim = await aClaim(product).inApproval()
    await limit(`second_above = 41999999`)
    await expect(approve(claim)).rejects.toThrow('another approver has not endorsed')
    await product.asOwner.rows(
      `insert into staff_role (staff_id, role, approval_limit) values ($1, 'approver', 500000000) on conflict do nothing`,
      [second.id],
    )
    const endorsed = write(claim, ['endorse', 'in_approval', second], ['approve', 'approved', approver])
    await expect(endorsed).rejects.toThrow(WRITTEN)
  })

  it('is not endorsed by the person who approves', async () => {
    const claim = await aClaim(product).inApproval()
    await limit(`second_above = 41999999`)
    const alone = write(claim, ['endorse', 'in_approval', approver], ['approve', 'approved', approver])
    await expect(alone).rejects.toThrow('another approver has not endorsed')
  })

  it('is refused on a frozen day, and so is a release', async () => {
    const [waiting, approved] = [await aClaim(product).inApproval(), await aClaim(product).approved()]
    await product.asOwner.rows(`insert into approval_freeze values ('2022-10-01', '2022-10-31')`)
    await expect(approve(waiting)).rejects.toThrow('nothing is decided on this day')
    const release = write(approved, ['release', 'paying', product.staff.releaser])
    await expect(release).rejects.toThrow('nothing is decided on this day')
  })

  it('is weighed by the day that it is at its branch', async () => {
    const claim = await aClaim(product).inApproval()
    const branchIn = (zone: string) =>
      product.asOwner.rows('update branch set zone = $2 where id = $1', [product.branchId, zone])
    // Half past midnight on the 18th in Makassar, and still the 17th in Jakarta.
    product.clock.moveTo('2022-10-17T16:30:00.000Z')
    await limit(`valid_from = '2022-10-18'`)
    await expect(approve(claim)).rejects.toThrow(WRITTEN)
    await branchIn('Asia/Jakarta')
    await expect(approve(claim)).rejects.toThrow('above what its program and evidence allow')
    await product.asOwner.rows(`insert into approval_freeze values ('2022-10-18', '2022-10-18')`)
    await limit(`valid_from = '2015-07-01'`)
    await expect(approve(claim)).rejects.toThrow(WRITTEN)
    await branchIn('Asia/Makassar')
    await expect(approve(claim)).rejects.toThrow('nothing is decided on this day')
  })

  it('is measured by limits that nobody but the owner of the tables writes', async () => {
    expect(await product.sql.rows(KEPT)).toHaveLength(6)
    for (const statement of [
      'update approval_limit set up_to = up_to',
      'delete from approval_limit',
      `insert into approval_limit values ('jkm', 'complete', '2020-01-01', 1, 1)`,
      'delete from approval_freeze',
    ])
      await expect(product.sql.rows(statement)).rejects.toThrow('permission denied')
  })
})
