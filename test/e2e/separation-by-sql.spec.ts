import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { claimTable, type Duty, duties, roles } from '#libs/lifecycle'
import type { Actor } from '../../src/claims/claim-command.port.js'
import type { SqlRunner } from '../../src/platform/database/sql.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'
import { sealedAccount } from '../support/personal-data.js'

jest.setTimeout(60_000)

const SEPARATED = 'two separated duties'
const RELEASED_OWN = /two separated duties|verified or approved a claim|may not release it/
const RECONCILED_OWN = /two separated duties|may not reconcile it/

/** Somebody who has got hold of the application's own role and writes SQL, chain and all. */
describe('by SQL with the role of the application', () => {
  let product: Product
  /** Holds every role there is. */
  let person: Actor
  beforeAll(async () => {
    product = await Product.start()
    person = product.staff.secondVerifier
  })
  afterAll(() => product.close())

  const trying = (work: (sql: SqlRunner) => Promise<unknown>) => expect(product.sql.transaction(work)).rejects

  /** A row of history that continues the chain as the gate's own would. */
  const forge = (
    sql: SqlRunner,
    claim: TestClaim,
    step: { event: string; to: string; actor: Actor; from?: string; seq?: number; round?: number },
  ) =>
    sql.rows(
      `insert into claim_transition (claim_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id, input,
         input_hash, idempotency_key, facts_digest, law_digest, at, prev_hash, hash)
       select id, coalesce($6::int, seq + 1), coalesce($5, state), $2, $3, coalesce($7::int, round), $4::jsonb ->> 'id', $4::jsonb ->> 'role', branch_id, '{}',
         sha256('{}'), gen_random_uuid(), '\\x00', 'forged', now(), last_hash, sha256('forged')
       from claim where id = $1`,
      [
        claim.id,
        step.event,
        step.to,
        JSON.stringify(step.actor),
        step.from ?? null,
        step.seq ?? null,
        step.round ?? null,
      ],
    )

  it('nobody takes a step on a claim that he only follows', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    const [helper] = await product.sql.rows<{ id: string }>(
      `insert into claim_party (claim_id, kind, name, joined_at, named_by)
       select $1, 'representative', 'Wakil', now(), id from claim_party where claim_id = $1 returning id`,
      [claim.id],
    )
    const actor: Actor = { id: `party:${helper?.id}`, role: 'representative', branchId: null }
    await trying((sql) => forge(sql, claim, { event: 'withdraw', to: 'withdrawn', actor })).toThrow('may not')
  })

  describe('one person on one round of a claim may not', () => {
    type Pair = `${Duty} then ${Duty}`
    interface Attempt {
      tries: ((sql: SqlRunner) => Promise<unknown>)[]
      refused: string | RegExp
    }
    const verified = async () => {
      const claim = await aClaim(product).verified()
      await claim.propose(as(person, 'verifier'))
      return claim
    }
    const approved = async () => {
      const claim = await aClaim(product).inApproval()
      await claim.fire('approve', as(person, 'approver'))
      return claim
    }
    const reconciled = async () => {
      const claim = await aClaim(product).approved()
      await product.batches.reconcile(await answered(claim), as(person, 'reconciler'))
      return claim
    }
    const paidOutBy = async (claim: TestClaim, releaser: Actor) => {
      const { id } = await claim.release(releaser)
      return settled(claim, id)
    }
    /** The claim's own step, and the batch in which its money would leave. */
    const releases = async (claim: TestClaim): Promise<Attempt> => {
      const { id } = await claim.closedBatch()
      const step = { event: 'release', to: 'paying', actor: as(person, 'releaser') }
      return {
        tries: [(sql) => forge(sql, claim, step), (sql) => release(sql, id, person)],
        refused: RELEASED_OWN,
      }
    }
    const reconciles = (batchId: string): Attempt => ({
      tries: [(sql) => reconcile(sql, batchId, person)],
      refused: RECONCILED_OWN,
    })
    /** After money has left, the round has no step of that duty any more. */
    const verifies = (claim: TestClaim, refused = 'no such step'): Attempt => ({
      tries: [
        (sql) => forge(sql, claim, { event: 'propose', to: 'in_approval', actor: as(person, 'verifier') }),
      ],
      refused,
    })
    const approves = (claim: TestClaim, refused = 'no such step'): Attempt => ({
      tries: [
        (sql) => forge(sql, claim, { event: 'approve', to: 'approved', actor: as(person, 'approver') }),
      ],
      refused,
    })

    const attempts: Record<string, () => Promise<Attempt>> = {
      'verify then approve': async () => approves(await verified(), SEPARATED),
      'verify then release': async () => {
        const claim = await verified()
        await claim.fire('approve', product.staff.approver)
        return releases(claim)
      },
      'verify then reconcile': async () => {
        const claim = await verified()
        await claim.fire('approve', product.staff.approver)
        return reconciles(await answered(claim))
      },
      'approve then verify': async () => {
        const claim = await aClaim(product).inApproval()
        await claim.fire('send_back', as(person, 'approver'), { reason: 'Periksa Kartu Keluarga.' })
        return verifies(claim, SEPARATED)
      },
      'approve then release': async () => releases(await approved()),
      'approve then reconcile': async () => reconciles(await answered(await approved())),
      'release then verify': async () => {
        const claim = await aClaim(product).approved()
        await paidOutBy(claim, as(person, 'releaser'))
        return verifies(claim)
      },
      'release then approve': async () => {
        const claim = await aClaim(product).approved()
        await paidOutBy(claim, as(person, 'releaser'))
        return approves(claim)
      },
      'release then reconcile': async () =>
        reconciles(await paidOutBy(await aClaim(product).approved(), as(person, 'releaser'))),
      'reconcile then verify': async () => verifies(await reconciled()),
      'reconcile then approve': async () => approves(await reconciled()),
      'reconcile then release': async () => {
        const claim = await bounced()
        const [first] = await batchesOf(claim)
        await product.batches.reconcile(first ?? '', as(person, 'reconciler'))
        const { id } = await claim.closedBatch()
        return { tries: [(sql) => release(sql, id, person)], refused: RELEASED_OWN }
      },
    }

    const pairs = duties.flatMap((first) =>
      duties.filter((second) => second !== first).map((second): Pair => `${first} then ${second}`),
    )
    it.each(pairs)('%s', async (pair) => {
      const prepare = attempts[pair]
      if (!prepare) throw new Error(`nobody tries "${pair}"`)
      const { tries, refused } = await prepare()
      for (const attempt of tries) await trying(attempt).toThrow(refused)
    })
  })

  describe('nobody may', () => {
    let claim: TestClaim
    beforeAll(async () => {
      claim = await aClaim(product).inApproval()
    })

    it('take a step under a role that its row does not name', async () => {
      for (const { from, event, to, by } of claimTable) {
        for (const role of roles.filter((each) => !by.includes(each))) {
          const actor = as(person, role)
          await trying((sql) => forge(sql, claim, { from, event, to, actor })).toThrow(
            `${role} may not ${event}`,
          )
        }
      }
    })

    it('take a step that the table does not know', () =>
      trying((sql) =>
        forge(sql, claim, { event: 'approve', to: 'paid', actor: as(person, 'approver') }),
      ).toThrow('no such step: in_approval --approve--> paid'))

    it('continue a history elsewhere than at its end', async () => {
      const submit = { from: 'draft', event: 'submit', to: 'screening', actor: as(person, 'officer') }
      await trying((sql) => forge(sql, claim, submit)).toThrow('does not continue here')
      const reject = { event: 'reject', to: 'rejected', actor: as(person, 'approver') }
      await trying((sql) => forge(sql, claim, { ...reject, seq: 17 })).toThrow('does not continue here')
      await trying((sql) => forge(sql, claim, { ...reject, seq: 1 })).toThrow('does not continue here')
    })

    it('set the state of a claim without the step that leads there', () =>
      trying((sql) => sql.rows(`update claim set state = 'approved' where id = $1`, [claim.id])).toThrow(
        'stands in approved without a step that leads there',
      ))

    it('set a claim to another round, as if nobody had a duty on it yet', async () => {
      await trying((sql) => sql.rows('update claim set round = round + 1 where id = $1', [claim.id])).toThrow(
        'without a step that leads there',
      )
      const reject = { event: 'reject', to: 'rejected', actor: as(person, 'approver'), round: 2 }
      await trying((sql) => forge(sql, claim, reject)).toThrow('does not continue here')
    })

    it('write a step and leave the claim behind', () =>
      trying((sql) =>
        forge(sql, claim, { event: 'reject', to: 'rejected', actor: as(person, 'approver') }),
      ).toThrow('was not taken by the claim'))

    it('bring a claim into being that is decided already', () =>
      trying((sql) =>
        sql.rows(
          `insert into claim (number, type, state, branch_id, created_by, created_at, moved_at)
           values ('FORGED', 'jkm_death', 'approved', $1, 'test', now(), now())`,
          [product.branchId],
        ),
      ).toThrow('without a step that leads there'))

    const forbidden = [
      'update claim_transition set actor_id = actor_id',
      'delete from claim_transition',
      'truncate claim_transition',
      'delete from claim',
      'delete from clock',
      'update lifecycle_step set roles = roles',
      'delete from lifecycle_step',
      `insert into lifecycle_step values ('claim', 'draft', 'approve', 'paid', '{heir}', null)`,
      'update ledger_entry set kind = kind',
      'delete from ledger_entry',
      'update ledger_posting set amount = amount',
      'delete from ledger_posting',
      'truncate ledger_posting',
      'update payment_transition set actor_id = actor_id',
      'delete from payment_transition',
      'update payment_batch_transition set actor_id = actor_id',
      'delete from payment_reference',
      'update payment set amount = amount',
      'update decision_packet set total = total',
      'delete from decision_packet',
      'update calculation set total = total',
      'update scholarship_award set plan_total = plan_total',
      'update document_item_step set actor_id = actor_id',
      'alter table claim disable trigger all',
      'drop trigger claim_transition_guard on claim_transition',
      `set session_replication_role = 'replica'`,
      'set role santun_owner',
    ]
    it.each(forbidden)('%s', (statement) =>
      trying((sql) => sql.rows(statement)).toThrow(/permission denied|must be owner/),
    )
  })

  const release = (sql: SqlRunner, batchId: string, actor: Actor) =>
    sql.rows(
      `with history as (
         insert into payment_batch_transition (batch_id, seq, from_state, event, to_state, actor_id, actor_role, at)
         select id, seq + 1, state, 'release', 'released', $2, 'releaser', now() from payment_batch where id = $1)
       update payment_batch set state = 'released', seq = seq + 1, released_by = $2, released_at = now() where id = $1`,
      [batchId, actor.id],
    )

  const reconcile = (sql: SqlRunner, batchId: string, actor: Actor) =>
    sql.rows(
      `with history as (
         insert into payment_batch_transition (batch_id, seq, from_state, event, to_state, actor_id, actor_role, at)
         select id, seq + 1, state, 'reconcile', 'reconciled', $2, 'reconciler', now() from payment_batch where id = $1)
       update payment_batch set state = 'reconciled', seq = seq + 1 where id = $1`,
      [batchId, actor.id],
    )

  async function answered(claim: TestClaim): Promise<string> {
    const { id } = await claim.release()
    return settled(claim, id)
  }

  async function settled(claim: TestClaim, id: string): Promise<string> {
    await claim.settled()
    await until(
      async () => (await product.batches.get(id, product.staff.releaser)).state === 'answered',
      'the batch to be answered',
    )
    return id
  }

  /** Its transfer was refused and the family has given another account, a day ago. */
  async function bounced(): Promise<TestClaim> {
    const account = { bankCode: '002', accountNumber: '555000020' }
    await product.bank.behave({ ...account, behaviour: 'refuse', reason: 'ACCOUNT_CLOSED' })
    const claim = await aClaim(product).paidInto(account).released()
    await product.reached(claim.id, 'awaiting_account')
    await product.sql.rows('update payee set account_number = $2 where claim_id = $1', [
      claim.id,
      await sealedAccount(product.sql, claim.id, '555000021'),
    ])
    await claim.fire('correct_account', claim.heir)
    product.clock.moveTo('2022-10-19T01:00:00.000Z')
    return claim
  }

  async function batchesOf(claim: TestClaim): Promise<string[]> {
    const rows = await product.sql.rows<{ batch_id: string }>(
      'select distinct batch_id from payment where claim_id = $1 and batch_id is not null',
      [claim.id],
    )
    return rows.map(({ batch_id }) => batch_id)
  }
})
