import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type Duty, duties, separatedDuties } from '#libs/lifecycle'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'
import { sealedAccount } from '../support/personal-data.js'
import { proveRelease } from '../support/proven.js'

jest.setTimeout(60_000)

const HELD = /DUTY_ALREADY_HELD|BATCH_HOLDS_OWN_DECISIONS/
/** After money has left, the round has no step of that duty any more: the next one belongs to the next round. */
const OVER = /no-such-step/

type Pair = `${Duty} then ${Duty}`

/** What one person does first, and what the same person tries then on the same round of the same claim. */
interface Attempt {
  tries: (() => Promise<unknown>)[]
  refused: RegExp
}

describe('one person, on one round of a claim, may not', () => {
  let product: Product
  /** Holds every role there is. */
  let person: Actor
  beforeAll(async () => {
    product = await Product.start()
    person = product.staff.secondVerifier
  })
  afterAll(() => product.close())

  const verifiedBySamePerson = async (): Promise<TestClaim> => {
    const claim = await aClaim(product).verified()
    await claim.propose(as(person, 'verifier'))
    return claim
  }
  const approvedBySamePerson = async (): Promise<TestClaim> => {
    const claim = await aClaim(product).inApproval()
    await claim.fire('approve', as(person, 'approver'))
    return claim
  }
  const answered = async (claim: TestClaim, releaser?: Actor): Promise<string> => {
    const { id } = await claim.release(releaser)
    await claim.settled()
    await stands(id, 'answered')
    return id
  }
  const stands = (batchId: string, state: string) =>
    until(
      async () => (await product.batches.get(batchId, product.staff.releaser)).state === state,
      `batch ${batchId} to be ${state}`,
    )
  const reconcile = (batchId: string) => product.batches.reconcile(batchId, as(person, 'reconciler'))
  const release = async (batchId: string) => {
    const { count, total } = await product.batches.get(batchId, product.staff.secondReleaser)
    await proveRelease(product.sql, as(person, 'releaser'), batchId)
    return product.batches.release(batchId, { count, total }, as(person, 'releaser'))
  }
  const everyEventOf = (duty: 'verify' | 'approve', claim: TestClaim) =>
    separatedDuties
      .filter((each) => each.duty === duty)
      .map(
        ({ event }) =>
          () =>
            claim.fire(event, as(person, duty === 'verify' ? 'verifier' : 'approver')),
      )

  const attempts: Partial<Record<Pair, () => Promise<Attempt>>> = {
    'verify then approve': async () => {
      const claim = await verifiedBySamePerson()
      return { tries: [() => claim.fire('approve', as(person, 'approver'))], refused: HELD }
    },
    'verify then release': async () => {
      const claim = await verifiedBySamePerson()
      await claim.fire('approve', product.staff.approver)
      const { id } = await claim.closedBatch()
      return { tries: [() => release(id)], refused: HELD }
    },
    'verify then reconcile': async () => {
      const claim = await verifiedBySamePerson()
      await claim.fire('approve', product.staff.approver)
      const id = await answered(claim)
      return { tries: [() => reconcile(id)], refused: HELD }
    },
    'approve then verify': async () => {
      const claim = await aClaim(product).inApproval()
      await claim.fire('send_back', as(person, 'approver'), { reason: 'Periksa Kartu Keluarga.' })
      return { tries: [() => claim.propose(as(person, 'verifier'))], refused: HELD }
    },
    'approve then release': async () => {
      const claim = await approvedBySamePerson()
      const { id } = await claim.closedBatch()
      return { tries: [() => release(id)], refused: HELD }
    },
    'approve then reconcile': async () => {
      const id = await answered(await approvedBySamePerson())
      return { tries: [() => reconcile(id)], refused: HELD }
    },
    'release then verify': async () => {
      const claim = await aClaim(product).approved()
      await claim.release(as(person, 'releaser'))
      return { tries: everyEventOf('verify', claim), refused: OVER }
    },
    'release then approve': async () => {
      const claim = await aClaim(product).approved()
      await claim.release(as(person, 'releaser'))
      return { tries: everyEventOf('approve', claim), refused: OVER }
    },
    'release then reconcile': async () => {
      const id = await answered(await aClaim(product).approved(), as(person, 'releaser'))
      return { tries: [() => reconcile(id)], refused: HELD }
    },
    'reconcile then verify': async () => {
      const claim = await aClaim(product).approved()
      await reconcile(await answered(claim))
      return { tries: everyEventOf('verify', claim), refused: OVER }
    },
    'reconcile then approve': async () => {
      const claim = await aClaim(product).approved()
      await reconcile(await answered(claim))
      return { tries: everyEventOf('approve', claim), refused: OVER }
    },
    'reconcile then release': async () => {
      const claim = await bounced()
      const [first] = await batchesOf(claim)
      await reconcile(first ?? '')
      const { id } = await secondBatch(claim)
      return { tries: [() => release(id)], refused: HELD }
    },
  }

  /** Its transfer was refused and the family has given another account: a second batch is due in the same round. */
  async function bounced(): Promise<TestClaim> {
    const account = { bankCode: '002', accountNumber: '555000010' }
    await product.bank.behave({ ...account, behaviour: 'refuse', reason: 'ACCOUNT_CLOSED' })
    const claim = await aClaim(product).paidInto(account).released()
    await product.reached(claim.id, 'awaiting_account')
    await stands((await batchesOf(claim))[0] ?? '', 'answered')
    await product.sql.rows('update payee set account_number = $2 where claim_id = $1', [
      claim.id,
      await sealedAccount(product.sql, claim.id, '555000011'),
    ])
    await claim.fire('correct_account', claim.heir)
    return claim
  }

  /** An account changed after approval waits a day before its money may leave. */
  async function secondBatch(claim: TestClaim): Promise<{ id: string }> {
    product.clock.moveTo(new Date(Date.parse(product.clock.now()) + 25 * 3_600_000).toISOString())
    return claim.closedBatch()
  }

  const batchesOf = async (claim: TestClaim): Promise<string[]> => {
    const rows = await product.sql.rows<{ batch_id: string }>(
      'select distinct batch_id from payment where claim_id = $1 and batch_id is not null',
      [claim.id],
    )
    return rows.map(({ batch_id }) => batch_id)
  }

  const pairs = duties.flatMap((first) =>
    duties.filter((second) => second !== first).map((second): Pair => `${first} then ${second}`),
  )
  it.each(pairs)('%s', async (pair) => {
    const prepare = attempts[pair]
    if (!prepare) throw new Error(`nobody tries "${pair}"`)
    const { tries, refused } = await prepare()
    expect(tries).not.toEqual([])
    for (const attempt of tries) await expect(attempt()).rejects.toThrow(refused)
  })
})
