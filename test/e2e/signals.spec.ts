import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ProposalOfClaim } from '../../src/approval/proposal-of-claim.query.js'
import { type Signal, SignalsOfClaim } from '../../src/approval/signals-of-claim.query.js'
import { RefusalGrounds } from '../../src/platform/law-loader/refusal-grounds.js'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { Witnesses } from '../../src/verification/witnesses.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

const ACCOUNT = { bankCode: '002', accountNumber: '401202559001' }

describe('what stands out on a claim', () => {
  let product: Product
  let first: TestClaim

  beforeAll(async () => {
    product = await Product.start()
    first = await aClaim(product).reachedBy('0812 5559 0001').paidInto(ACCOUNT).verified()
  })
  afterAll(() => product.close())

  const now = (claim: TestClaim): Promise<Signal[]> => product.get(SignalsOfClaim).now(claim.id)
  const atProposal = async (claim: TestClaim): Promise<Signal[]> =>
    (
      await new ProposalOfClaim(product.sql, product.get(PersonalData), product.get(RefusalGrounds)).find(
        claim.id,
      )
    )?.signals ?? []
  const about = (kind: Signal['kind'], claim: TestClaim): Signal => ({
    kind,
    number: claim.number,
    days: null,
  })

  it('is nothing on an ordinary one', async () => {
    expect(await now(await aClaim(product).verified())).toEqual([])
  })

  it('is an account that was named for another death', async () => {
    expect(await now(await aClaim(product).paidInto(ACCOUNT).verified())).toEqual([
      about('same_account', first),
    ])
  })

  it('is not an account of the same number at another bank', async () => {
    const elsewhere = await aClaim(product)
      .paidInto({ ...ACCOUNT, bankCode: '008' })
      .verified()
    expect(await now(elsewhere)).toEqual([])
  })

  it('is the phone of an heir who reported another death', async () => {
    const claim = await aClaim(product).reachedBy('0812 5559 0001').lodged()
    expect(await now(claim)).toEqual([about('same_phone', first)])
  })

  it('is a witness who signed for another death, written down from his card once', async () => {
    const witness = { name: 'Saksi Tetangga', nik: '6401 0112 0380 0001' }
    const [one, other] = [await aClaim(product).lodged(), await aClaim(product).lodged()]
    const witnesses = product.get(Witnesses)
    const record = (claim: TestClaim) => witnesses.record(claim.id, witness, product.staff.verifier)
    await record(one)
    expect(await now(one)).toEqual([])
    for (let n = 0; n < 2; n++) await record(other)
    expect(await now(other)).toEqual([about('same_witness', one)])
    expect(await witnesses.of(other.id)).toEqual([{ name: 'Saksi Tetangga', nik: '************0001' }])
    const short = witnesses.record(one.id, { ...witness, nik: '640101' }, product.staff.verifier)
    await expect(short).rejects.toThrow('NIK saksi')
  })

  it('is cover that began shortly before the event', async () => {
    const claim = await aClaim(product).diedOn('2022-01-20').lodged()
    expect(await now(claim)).toEqual([{ kind: 'new_cover', number: null, days: 19 }])
  })

  it('is not cover that began before the days that config names', async () => {
    expect(await now(await aClaim(product).diedOn('2022-02-01').lodged())).toEqual([])
  })

  it('is no claim that the family took back', async () => {
    const account = { ...ACCOUNT, accountNumber: '401202559002' }
    const taken = await aClaim(product).paidInto(account).verified()
    const other = await aClaim(product).paidInto(account).verified()
    await taken.fire('withdraw', { ...taken.heir, codeConfirmed: true })
    expect(await now(other)).toEqual([])
  })

  describe('when it is proposed', () => {
    let proposed: TestClaim
    beforeAll(async () => {
      proposed = await aClaim(product).paidInto(ACCOUNT).inApproval()
    })

    it('is kept as it stood, whatever comes later', async () => {
      await aClaim(product).paidInto(ACCOUNT).verified()
      const kept = await atProposal(proposed)
      expect(kept).toContainEqual(about('same_account', first))
      expect((await now(proposed)).length).toBe(kept.length + 1)
    })

    it('asks for the limits of substituted evidence, and what does not stand out for its own', async () => {
      const ordinary = await aClaim(product).inApproval()
      const levels = await product.sql.rows<{ level: string }>(
        `select evidence_level(d.claim_id, d.seq) as level from decision_packet d
         where d.claim_id = any ($1::uuid[]) order by d.claim_id = $2 desc`,
        [[proposed.id, ordinary.id], proposed.id],
      )
      expect(levels.map(({ level }) => level)).toEqual(['substituted', 'complete'])
    })

    it('does not keep the claim from being approved and paid', async () => {
      await proposed.fire('approve', product.staff.approver)
      await proposed.release()
      await proposed.settled()
      expect(await proposed.state()).toBe('paid')
    })

    it('cannot be rewritten by the application', async () => {
      for (const text of ['delete from claim_signal', 'update claim_signal set kind = kind'])
        await expect(product.sql.rows(text)).rejects.toThrow('permission denied')
    })
  })
})
