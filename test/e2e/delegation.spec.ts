import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Delegations } from '../../src/approval/delegations.service.js'
import { ApprovalLimits } from '../../src/claims/approval-limits.js'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { aClaim } from '../factories/claim.js'
import { as, enlist } from '../factories/staff.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

const TODAY = '2022-10-17'

describe('a lent limit', () => {
  let product: Product
  /** May decide up to 40 million alone: a death benefit is 42. */
  let small: Actor
  let big: Actor
  let manager: Actor
  /** Neither approver nor manager, on paper neither. */
  let stranger: Actor
  beforeAll(async () => {
    product = await Product.start()
    const { branchId } = product
    small = {
      id: '11111111-1111-4111-8111-111111111111',
      role: 'approver',
      branchId,
      approvalLimit: '40000000',
    }
    stranger = { id: '22222222-2222-4222-8222-222222222222', role: 'verifier', branchId }
    await enlist(product.database, [small, stranger])
    big = product.staff.approver
    manager = product.staff.manager
  })
  afterAll(() => product.close())

  const delegations = () => product.get(Delegations)
  const asked = (changes: object = {}) => ({
    toStaffId: small.id,
    validFrom: TODAY,
    validTo: TODAY,
    upTo: 100_000_000n,
    reason: 'Cuti tahunan satu hari.',
    ...changes,
  })
  const lent = async (changes: object = {}): Promise<string> => {
    const id = await delegations().ask(asked(changes), big)
    await delegations().confirm(id, manager)
    return id
  }

  it('does nothing until a third person has confirmed it', async () => {
    const claim = await aClaim(product).inApproval()
    const id = await delegations().ask(asked(), big)
    await expect(claim.fire('approve', small)).rejects.toThrow('OVER_LIMIT')
    await expect(delegations().confirm(id, as(big, 'manager'))).rejects.toThrow('orang ketiga')
    await expect(delegations().confirm(id, as(small, 'manager'))).rejects.toThrow('orang ketiga')
    await delegations().confirm(id, manager)
    await claim.fire('approve', small)
    expect(await claim.state()).toBe('approved')
    await delegations().end(id, big)
  })

  it('is lent once when the form is sent twice', async () => {
    const [id = '', twin] = await Promise.all([1, 2].map(() => delegations().ask(asked({ upTo: 7n }), big)))
    expect(twin).toBe(id)
    await delegations().end(id, big)
    expect(await delegations().ask(asked({ upTo: 7n }), big)).not.toBe(id)
  })

  it('ends with its last day, and at once when it is ended', async () => {
    const over = await lent({ validFrom: '2022-10-01', validTo: '2022-10-16' })
    const claim = await aClaim(product).inApproval()
    await expect(claim.fire('approve', small)).rejects.toThrow('OVER_LIMIT')
    const id = await lent()
    await delegations().end(id, big)
    await expect(claim.fire('approve', small)).rejects.toThrow('OVER_LIMIT')
    await delegations().end(over, manager)
  })

  it('reaches no further than the sum it names', async () => {
    const id = await lent({ upTo: 41_000_000n })
    const claim = await aClaim(product).inApproval()
    await expect(claim.fire('approve', small)).rejects.toThrow('OVER_LIMIT')
    await delegations().end(id, big)
  })

  it('does not serve on a claim on which its lender has acted', async () => {
    const id = await lent()
    const claim = await aClaim(product).inApproval()
    await claim.fire('send_back', big, { reason: 'Periksa Kartu Keluarga.' })
    await claim.propose()
    await expect(claim.fire('approve', small)).rejects.toThrow('OVER_LIMIT')
    await delegations().end(id, big)
  })

  it('is not lent to oneself, beyond one’s own limit, nor backwards in time', async () => {
    const refused = (changes: object) => expect(delegations().ask(asked(changes), big)).rejects
    await refused({ toStaffId: big.id }).toThrow('pejabat penyetuju lain')
    await refused({ upTo: 10n ** 15n }).toThrow('batas Anda sendiri')
    await refused({ validTo: '2022-10-16' }).toThrow('sebelum hari pertama')
    await expect(delegations().ask(asked(), product.staff.verifier)).rejects.toThrow('Hanya pejabat')
  })

  it('cannot be made, confirmed or widened by somebody who writes SQL', async () => {
    const insert = (from: string, to: string, by: string) =>
      product.sql.rows(
        `insert into approval_delegation (branch_id, from_staff, to_staff, valid_from, valid_to, up_to, reason, asked_by, asked_at)
         values ($1, $2, $3, now(), now(), 100, 'alasan', $4, now()) returning id`,
        [product.branchId, from, to, by],
      )
    await expect(insert(big.id, big.id, big.id)).rejects.toThrow('delegation_to_another')
    await expect(insert(big.id, small.id, small.id)).rejects.toThrow('lent by who holds it')
    await expect(insert(stranger.id, small.id, stranger.id)).rejects.toThrow(
      'from one approver of the branch to another',
    )
    const id = await delegations().ask(asked(), big)
    const confirm = (by: string) =>
      product.sql.rows(
        'update approval_delegation set confirmed_by = $2, confirmed_at = now() where id = $1',
        [id, by],
      )
    await expect(confirm(stranger.id)).rejects.toThrow('confirmed by a manager')
    await expect(
      product.sql.rows('update approval_delegation set up_to = 1 where id = $1', [id]),
    ).rejects.toThrow('permission denied')
    await expect(product.sql.rows('delete from approval_delegation')).rejects.toThrow('permission denied')
  })

  it('is weighed, like every limit, by the rules of the day where the branch is', async () => {
    const claim = await aClaim(product).inApproval()
    const limits = product.get(ApprovalLimits)
    const open = limits.on(TODAY)
    const closed = { ...open, frozenUntil: TODAY }
    const day = jest.spyOn(limits, 'inZones')
    day.mockReturnValue({ 'Asia/Jakarta': open, 'Asia/Makassar': closed, 'Asia/Jayapura': open })
    await expect(claim.fire('approve', big)).rejects.toThrow('FROZEN')
    day.mockReturnValue({ 'Asia/Jakarta': closed, 'Asia/Makassar': open, 'Asia/Jayapura': closed })
    await claim.fire('approve', big)
    day.mockRestore()
  })
})
