import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { claimTable } from '#libs/lifecycle'
import type { FiredTransition } from '../../src/claims/claim-command.port.js'
import type { SqlRunner } from '../../src/platform/database/sql.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { rejected } from '../factories/claims-in-every-state.js'
import { aParticipant, type Participant } from '../factories/participant.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'
import { personalDataOn } from '../support/personal-data.js'

jest.setTimeout(60_000)

const RELATIVES = 20

describe('a death reported by several relatives', () => {
  let product: Product
  let participant: Participant
  beforeAll(async () => {
    product = await Product.start()
  })
  beforeEach(async () => {
    participant = await aParticipant(product.sql)
  })
  afterAll(() => product.close())

  const reportBy = (name: string) =>
    aClaim(product).of(participant).reportedBy(name).withoutDocuments().draft()
  const states = (claims: readonly TestClaim[]) => Promise.all(claims.map((claim) => claim.state()))
  const partiesOf = async (claim: TestClaim): Promise<string[]> => {
    const rows = await product.sql.rows<{ name: string }>(
      'select name from claim_party where claim_id = $1 order by name',
      [claim.id],
    )
    return rows.map(({ name }) => name)
  }

  describe('when the claim to join has ended', () => {
    /** As far as a report comes before it joins. */
    async function aboutToJoin(name: string, other: TestClaim): Promise<TestClaim> {
      const report = await reportBy(name)
      await product.sql.rows(
        'update claim set incident_id = (select incident_id from claim where id = $2) where id = $1',
        [report.id, other.id],
      )
      return report
    }
    const ending = (sql: SqlRunner, claim: TestClaim) =>
      sql.rows(
        `begin; set local session_replication_role = 'replica';
         update claim set state = 'withdrawn' where id = '${claim.id}';
         delete from live_death where claim_id = '${claim.id}'; commit`,
      )

    it('joins none that is not alive, even while another one is', async () => {
      const ended = await reportBy('Paman')
      await ended.submit()
      await product.reached(ended.id, 'in_verification')
      await ending(product.asOwner, ended)
      const alive = await reportBy('Bibi')
      expect(await alive.submit()).toMatchObject({ to: 'screening' })
      const late = await aboutToJoin('Keponakan', alive)
      const joining = late.fire('join', late.heir, { survivingClaimId: ended.id })
      await expect(joining).rejects.toThrow('joins no claim that lives')
      expect(await late.state()).toBe('draft')
      expect(await partiesOf(ended)).toEqual(['Paman'])
    })

    it('waits for whoever is just ending it, and then joins nothing', async () => {
      const first = await reportBy('Kakak')
      await first.submit()
      await product.reached(first.id, 'in_verification')
      await product.atRest()
      const second = await aboutToJoin('Adik', first)
      const { joining } = await product.asOwner.transaction(async (sql) => {
        await sql.rows(`set local session_replication_role = 'replica'`)
        await sql.rows(`update claim set state = 'withdrawn' where id = $1`, [first.id])
        const joining = second.fire('join', second.heir, { survivingClaimId: first.id })
        joining.catch(() => undefined)
        await until(
          async () =>
            (
              await product.asOwner.rows(
                `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
              )
            ).length > 0,
          'the second report to wait for the first claim',
        )
        return { joining }
      })
      await expect(joining).rejects.toThrow()
      expect(await second.state()).toBe('draft')
      expect(await partiesOf(first)).toEqual(['Kakak'])
    })
  })

  describe('twenty at the same moment', () => {
    let drafts: TestClaim[]
    let answers: FiredTransition[]
    beforeEach(async () => {
      const names = Array.from(
        { length: RELATIVES },
        (_, index) => `Kerabat ${String(index).padStart(2, '0')}`,
      )
      drafts = await Promise.all(names.map(reportBy))
      answers = await Promise.all(drafts.map((draft) => draft.submit()))
    })

    it('is one live claim that every one of them is a party to, and nobody is refused', async () => {
      expect(answers.filter(({ to }) => to === 'screening')).toHaveLength(1)
      expect(answers.filter(({ to }) => to === 'merged')).toHaveLength(RELATIVES - 1)
      const alive = drafts.filter((_, index) => answers[index]?.to === 'screening')
      const [surviving] = alive
      if (!surviving) throw new Error('no claim survived')
      await product.reached(surviving.id, 'in_verification')
      expect((await states(drafts)).filter((state) => state === 'merged')).toHaveLength(RELATIVES - 1)
      expect(await partiesOf(surviving)).toEqual(
        drafts.map((_, index) => `Kerabat ${String(index).padStart(2, '0')}`),
      )
    })

    it('answers each of them the same when the answer got lost and is asked for again', async () => {
      const again = await Promise.all(drafts.map((draft) => draft.submit()))
      expect(again.map(({ claimId, to, seq, repeated }) => [claimId, to, seq, repeated])).toEqual(
        answers.map(({ claimId, to, seq }) => [claimId, to, seq, true]),
      )
    })

    it('tells each of them by message which claim goes on', async () => {
      await product.atRest()
      const told = await product.sql.rows<{ count: number }>(
        `select count(*)::int as count from notification n join claim c on c.id = n.claim_id
         where n.template = 'claim-joined' and c.participant_nik_index = $1 and n.outcome = 'sent'`,
        [await personalDataOn(product.sql).indexOf('nik', participant.nik)],
      )
      expect(told).toEqual([{ count: RELATIVES - 1 }])
    })
  })

  it('is one claim when one says accident and the other says illness', async () => {
    const atWork = await aClaim(product)
      .of(participant)
      .ofType('jkk_death')
      .reportedBy('Istri')
      .withoutDocuments()
      .draft()
    const ill = await reportBy('Adik')
    const answers = await Promise.all([atWork.submit(), ill.submit()])
    expect(answers.map(({ to }) => to).sort()).toEqual(['merged', 'screening'])
  })

  it('is one claim when they remember different days', async () => {
    const first = await reportBy('Istri')
    const second = await aClaim(product)
      .of(participant)
      .reportedBy('Adik')
      .diedOn('2022-10-10')
      .withoutDocuments()
      .draft()
    await first.submit()
    expect(await second.submit()).toMatchObject({ to: 'merged' })
  })

  it('makes the one who reports twice a party once', async () => {
    const first = await reportBy('Istri')
    await first.submit()
    const phone = await product.sql.first<{ phone_index: Buffer }>(
      'select phone_index from claim_party where claim_id = $1',
      [first.id],
    )
    const second = await reportBy('Istri')
    await product.asOwner.rows('update claim_party set phone_index = $2 where claim_id = $1', [
      second.id,
      phone?.phone_index,
    ])
    await second.submit()
    expect(await partiesOf(first)).toEqual(['Istri'])
  })

  it('is a claim of its own when the first one has been rejected', async () => {
    const first = await rejected(product)
    const second = await aClaim(product).of(first.participant).withoutDocuments().draft()
    expect(await second.submit()).toMatchObject({ to: 'screening', repeated: false })
    expect(await first.state()).toBe('rejected')
  })

  it('tells an objection to the rejected claim that the second one lives', async () => {
    const first = await rejected(product)
    const second = await aClaim(product).of(first.participant).withoutDocuments().draft()
    await second.submit()
    const objection = first.fire('object', first.heir, { reason: 'Kami istri dan anak peserta.' })
    await expect(objection).rejects.toMatchObject({ code: 'not-yet', refusals: [{ code: 'LIVE_TWIN' }] })
  })

  it('is asked for a live twin by every step that brings a claim to life', () => {
    const dead: readonly string[] = ['draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive']
    const revivals = claimTable.filter(({ from, to }) => dead.includes(from) && !dead.includes(to))
    expect(revivals.map(({ event }) => event)).toContain('object')
    for (const { from, event, guards } of revivals)
      expect([from, event, guards.map(({ name }) => name)]).toEqual([
        from,
        event,
        expect.arrayContaining(['no_live_twin']),
      ])
  })

  it('is lodged while a machine is still writing down what it found in a photo', async () => {
    const claim = await aClaim(product).of(participant).withoutDocuments().draft()
    await product.asOwner.rows(
      `create function wait_for_test() returns trigger language plpgsql as
         $$ begin perform pg_advisory_xact_lock_shared(6401); return new; end $$;
       create trigger wait_for_test before update on document_check for each row execute function wait_for_test()`,
    )
    try {
      const submission = await product.asOwner.connection(async (owner) => {
        await owner.query('select pg_advisory_lock(6401)')
        await claim.give('KK')
        await until(async () => (await waiting()) === 1, 'the machine to write')
        const lodged = claim.submit()
        lodged.catch(() => undefined)
        await until(async () => (await waiting()) === 2, 'the submission to wait for the machine')
        await owner.query('select pg_advisory_unlock(6401)')
        return { lodged }
      })
      expect(await submission.lodged).toMatchObject({ to: 'screening' })
      expect(await deadlocks()).toBe(0)
    } finally {
      await product.asOwner.rows('drop trigger wait_for_test on document_check; drop function wait_for_test')
    }
  })

  const deadlocks = async (): Promise<number> => {
    const row = await product.asOwner.first<{ count: number }>(
      'select deadlocks::int as count from pg_stat_database where datname = current_database()',
    )
    return row?.count ?? 0
  }
  const waiting = async (): Promise<number> => {
    const rows = await product.asOwner.rows(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length
  }

  it('takes two claims for accidents of the same person on different days', async () => {
    const one = await aClaim(product).of(participant).ofType('jkk_disability').withoutDocuments().draft()
    const other = await aClaim(product)
      .of(participant)
      .ofType('jkk_disability')
      .diedOn('2022-09-01')
      .withoutDocuments()
      .draft()
    expect(await Promise.all([one.submit(), other.submit()])).toMatchObject([
      { to: 'screening' },
      { to: 'screening' },
    ])
  })
})
