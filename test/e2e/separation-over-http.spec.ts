import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Duty, duties } from '#libs/lifecycle'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { BankSimulator } from '../../src/payment/bank-simulator.adapter.js'
import { PaymentSweep } from '../../src/payment/payment-sweep.service.js'
import { Caller, PASSWORD, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { sealedAccount } from '../support/personal-data.js'
import { until } from '../support/until.js'

const HELD = ['DUTY_ALREADY_HELD', 'BATCH_HOLDS_OWN_DECISIONS']
/** After money has left, the round has no step of that duty any more: the next one belongs to the next round. */
const OVER = ['no-such-step']

type Pair = `${Duty} then ${Duty}`
interface Attempt {
  send: () => Promise<{ status: number; body: unknown }>
  refusedBy: readonly string[]
}

/** Made once, however often it is asked for. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined
  return () => (made ??= make())
}

describe('one person with every role, over HTTP, on one round of a claim, is refused to', () => {
  let app: TestApp
  let desk: Desk
  let person: Caller
  let closer: Caller
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    const approver = { role: 'approver', approvalLimit: 150_000_000n } as const
    person = await app.as('verifier', approver, 'releaser', 'reconciler')
    closer = await app.as('releaser')
  })
  afterAll(() => app.stop())

  /** A day later every session is over. */
  async function signInAgain(): Promise<void> {
    ;[person, closer] = [await again(person), await again(closer)]
  }
  async function again({ username, staffId }: Caller): Promise<Caller> {
    const opened = await app.nobody
      .post('/api/v1/sessions')
      .send({ username, password: PASSWORD })
      .expect(201)
    return new Caller(app.nobody, username, staffId, (opened.body as { token: string }).token)
  }

  const sweep = () => app.application.get(PaymentSweep, { strict: false }).run()
  const fire = async (claim: DeskClaim, who: Caller, event: string, input: object = {}) =>
    claim.try(who, event, { version: (await claim.read()).version, input })
  const done = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer
    if (status !== 200) throw new Error(JSON.stringify(body))
  }
  const attempt = (send: Attempt['send'], refusedBy = HELD): Attempt => ({ send, refusedBy })

  /** Everything that waits, counted and closed by somebody with no other duty. */
  async function closedBatch(): Promise<string> {
    const opened = await closer
      .post('/api/v1/payment-batches')
      .set('Idempotency-Key', randomUUID())
      .expect(201)
    const path = `/api/v1/payment-batches/${(opened.body as { id: string }).id}`
    await closer.post(`${path}/payments`).expect(200)
    await closer.post(`${path}/close`, await counted(path)).expect(200)
    return path
  }
  async function counted(path: string): Promise<{ count: number; total: number }> {
    const { count, total } = (await closer.get(path).expect(200)).body as { count: number; total: number }
    return { count, total }
  }
  const release = async (path: string, who: Caller) =>
    who.post(`${path}/release`, await counted(path)).set('Second-Proof', PASSWORD)
  const reconcile = async (path: string, who: Caller) => who.post(`${path}/reconcile`)
  const answered = (path: string) =>
    until(
      async () => {
        await sweep()
        return ((await closer.get(path)).body as { state: string }).state === 'answered'
      },
      () => `${path} to be answered`,
    )
  async function paid(claim: DeskClaim, path: string, releaser: Caller): Promise<void> {
    await done(release(path, releaser))
    await claim.reached('paid', sweep)
    await answered(path)
  }

  const verified = once(async () => {
    const claim = await desk.verified()
    await done(fire(claim, person, 'propose', { proposal: 'pay' }))
    return { claim }
  })
  const verifiedAndClosed = once(async () => {
    const { claim } = await verified()
    await claim.fire('approver', 'approve')
    return { claim, path: await closedBatch() }
  })
  const verifiedAndPaid = once(async () => {
    const { claim, path } = await verifiedAndClosed()
    await paid(claim, path, desk.people.releaser)
    return path
  })
  const approvedAndClosed = once(async () => {
    const claim = await desk.inApproval()
    await done(fire(claim, person, 'approve'))
    return { claim, path: await closedBatch() }
  })
  const approvedAndPaid = once(async () => {
    const { claim, path } = await approvedAndClosed()
    await paid(claim, path, desk.people.releaser)
    return path
  })
  const released = once(async () => {
    const claim = await desk.inApproval()
    await claim.fire('approver', 'approve')
    const path = await closedBatch()
    await paid(claim, path, person)
    return { claim, path }
  })
  /** Its transfer was refused, and the batch signed off: the family has another account, and a second batch is due. */
  const reconciled = once(async () => {
    const claim = await desk.inApproval()
    await claim.fire('approver', 'approve')
    const account = claim.payee as { bankCode: string; accountNumber: string }
    await app.application.get(BankSimulator, { strict: false }).behave({ ...account, behaviour: 'refuse' })
    const path = await closedBatch()
    await done(release(path, desk.people.releaser))
    await claim.reached('awaiting_account', sweep)
    await answered(path)
    await done(reconcile(path, person))
    return claim
  })
  const reconciledAndClosed = once(async () => {
    const claim = await reconciled()
    const row = await app.sql.first<{ id: string }>('select id from claim where number = $1', [claim.number])
    await app.sql.rows('update payee set account_number = $2 where claim_id = $1', [
      row?.id,
      await sealedAccount(app.sql, row?.id ?? '', '555000077'),
    ])
    await claim.fire('officer', 'correct_account')
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), 25)))
    await signInAgain()
    return closedBatch()
  })

  const attempts: Record<string, () => Promise<Attempt>> = {
    'verify then approve': async () => {
      const { claim } = await verified()
      return attempt(() => fire(claim, person, 'approve'))
    },
    'verify then release': async () => {
      const { path } = await verifiedAndClosed()
      return attempt(() => release(path, person))
    },
    'verify then reconcile': async () => {
      const path = await verifiedAndPaid()
      return attempt(() => reconcile(path, person))
    },
    'approve then verify': async () => {
      const claim = await desk.inApproval()
      await done(fire(claim, person, 'send_back', { reason: 'Periksa Kartu Keluarga.' }))
      return attempt(() => fire(claim, person, 'propose', { proposal: 'pay' }))
    },
    'approve then release': async () => {
      const { path } = await approvedAndClosed()
      return attempt(() => release(path, person))
    },
    'approve then reconcile': async () => {
      const path = await approvedAndPaid()
      return attempt(() => reconcile(path, person))
    },
    'release then verify': async () => {
      const { claim } = await released()
      return attempt(() => fire(claim, person, 'propose', { proposal: 'pay' }), OVER)
    },
    'release then approve': async () => {
      const { claim } = await released()
      return attempt(() => fire(claim, person, 'approve'), OVER)
    },
    'release then reconcile': async () => {
      const { path } = await released()
      return attempt(() => reconcile(path, person))
    },
    'reconcile then verify': async () => {
      const claim = await reconciled()
      return attempt(() => fire(claim, person, 'propose', { proposal: 'pay' }), OVER)
    },
    'reconcile then approve': async () => {
      const claim = await reconciled()
      return attempt(() => fire(claim, person, 'approve'), OVER)
    },
    'reconcile then release': async () => {
      const path = await reconciledAndClosed()
      return attempt(() => release(path, person))
    },
  }

  const pairs = duties.flatMap((first) =>
    duties.filter((second) => second !== first).map((second): Pair => `${first} then ${second}`),
  )
  it.each(pairs)('%s', async (pair) => {
    const prepare = attempts[pair]
    if (!prepare) throw new Error(`nobody tries "${pair}"`)
    const { send, refusedBy } = await prepare()
    const { status, body } = await send()
    const { code, refusals = [] } = body as { code: string; refusals?: { code: string }[] }
    expect([pair, status]).toEqual([pair, 409])
    expect([code, ...refusals.map((refusal) => refusal.code)].some((each) => refusedBy.includes(each))).toBe(
      true,
    )
  })
})
