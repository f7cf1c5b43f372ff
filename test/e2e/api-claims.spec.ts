import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { claimStates } from '#libs/lifecycle'
import { claimsInBranchSql } from '../../src/claims/claims-in-branch.query.js'
import { Sql } from '../../src/platform/database/sql.js'
import { TestApp } from '../support/app.js'
import { Desk } from '../support/desk.js'

interface Page {
  items: { number: string; state: string; movedAt: string; type: string }[]
  next: string | null
}

describe('claims through the API', () => {
  let app: TestApp
  let desk: Desk
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  afterAll(() => app.stop())

  async function page(query: string): Promise<Page> {
    return (await desk.people.verifier.get(`/api/v1/claims?${query}`).expect(200)).body as Page
  }

  async function everyPage(query: string, between?: () => Promise<unknown>): Promise<string[]> {
    const numbers: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const read = await page(next ? `${query}&cursor=${next}` : query)
      numbers.push(...read.items.map(({ number }) => number))
      next = read.next
      await between?.()
    }
    return numbers
  }

  it('the same request sent twice, or twenty times at once, opens one draft', async () => {
    const body = { type: 'jkm_death', branch: 'PSR', answers: await desk.answers() }
    const send = () =>
      desk.people.officer.post('/api/v1/claims', body).set('Idempotency-Key', 'sekali-saja-1')
    const opened = await Promise.all(Array.from({ length: 20 }, () => send()))
    expect(opened.map(({ status }) => status)).toEqual(Array(20).fill(201))
    expect(new Set(opened.map((each) => each.body.number)).size).toBe(1)
    const other = { ...body, type: 'jkk_death' }
    const reused = await desk.people.officer
      .post('/api/v1/claims', other)
      .set('Idempotency-Key', 'sekali-saja-1')
    expect(reused.body.code).toBe('key-reused')
  })

  it('a draft is opened with what the family tells and read with its numbers masked', async () => {
    const answers = await desk.answers({
      children: [{ name: 'Anak Sulung', birthDate: '2008-02-20', level: 'SMP', grade: '9' }],
    })
    const body = { type: 'jkm_death', branch: 'PSR', answers }
    const opened = await desk.people.officer.post('/api/v1/claims', body).expect(201)
    expect(opened.headers.location).toBe(`/api/v1/claims/${opened.body.number}`)
    expect(opened.headers['cache-control']).toBe('no-store')
    const read = await desk.people.auditor.get(String(opened.headers.location)).expect(200)
    expect(read.body).toEqual(opened.body)
    expect(read.body).toMatchObject({
      type: 'jkm_death',
      state: 'draft',
      stateLabel: 'Draf',
      version: 0,
      round: 1,
      branch: { code: 'PSR', name: 'Kantor Cabang Paser' },
      participant: {
        nik: `************${answers.participant.nik?.slice(-4)}`,
        name: answers.participant.name,
      },
      eventDate: '2022-10-11',
      event: answers.event,
      children: answers.children,
      parties: [{ kind: 'heir', name: answers.claimant.name, relation: 'spouse' }],
      ballHolder: 'claimant',
      submittedAt: null,
      movedAt: app.clock.now(),
    })
    const text = JSON.stringify(read.body)
    expect(text).not.toContain(answers.participant.nik)
    expect(text.replaceAll(/\D/g, '')).not.toContain(answers.claimant.phone.replaceAll(/\D/g, '').slice(1))
  })

  it('after submission the running clocks and what the family sees are there', async () => {
    const claim = await desk.lodged()
    const { body } = await desk.people.verifier.get(claim.path).expect(200)
    expect(body).toMatchObject({
      state: 'in_verification',
      publicStep: { number: 2, name: 'examined', ended: false },
      ballHolder: 'branch',
    })
    expect(body.clocks).toContainEqual(
      expect.objectContaining({ name: 'service', startedAt: app.clock.now(), pausedAt: null }),
    )
  })

  it('coverage is asked for without writing the NIK into an address', async () => {
    const { participant } = await desk.answers()
    const ask = { nik: participant.nik, eventDate: '2022-10-11' }
    const { body } = await desk.people.officer.post('/api/v1/participants/coverage', ask).expect(200)
    expect(body).toMatchObject({
      nik: `************${participant.nik?.slice(-4)}`,
      covered: true,
      reason: 'COVERED',
      segment: 'BPU',
      membershipStart: '2022-01-01',
    })
    const unknown = await desk.people.officer
      .post('/api/v1/participants/coverage', { ...ask, nik: '6401040101990001' })
      .expect(200)
    expect(unknown.body).toMatchObject({ covered: false, reason: 'NOT_REGISTERED', kpj: null })
  })

  describe('a list', () => {
    let drafts: string[]
    beforeAll(async () => {
      drafts = []
      for (let index = 0; index < 7; index++) drafts.push((await desk.draft()).number)
    })

    it('gives pages of the asked length until nothing is left, the longest unmoved first', async () => {
      const first = await page('state=draft&limit=3')
      expect(first.items).toHaveLength(3)
      const count = (await page('state=draft&limit=200')).items.length
      expect((await page(`state=draft&limit=${count}`)).next).toBeNull()
      const all = await everyPage('state=draft&limit=3')
      expect(new Set(all).size).toBe(all.length)
      expect(all).toEqual(expect.arrayContaining(drafts))
      const moved = (await page('state=draft&limit=200')).items.map(({ movedAt }) => movedAt)
      expect(moved).toEqual([...moved].sort())
    })

    it('shows every claim once although new ones come in between the pages', async () => {
      const before = (await page('state=draft&limit=200')).items.map(({ number }) => number)
      let more = 4
      const seen = await everyPage('state=draft&limit=2', async () => {
        app.clock.moveTo(new Date(Date.parse(app.clock.now()) + 1000).toISOString())
        if (more-- > 0) await desk.draft()
      })
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.filter((number) => before.includes(number))).toEqual(before)
    })

    it('keeps claims apart that moved within one millisecond', async () => {
      const owner = new Sql(app.database.owner, 1)
      await owner.rows(
        `update claim set moved_at = moved_at + make_interval(secs => 0.000001 * (random() * 900)) where state = 'draft'`,
      )
      const all = await everyPage('state=draft&limit=1')
      expect(new Set(all).size).toBe(all.length)
      expect(all).toHaveLength((await page('state=draft&limit=200')).items.length)
      await owner.onApplicationShutdown()
    })

    it('narrows by state, type, assignment and deadline', async () => {
      const lodged = await desk.lodged()
      const accident = await desk.answers({
        event: {
          type: 'work_accident',
          eventDate: '2022-10-11',
          deathDate: '2022-10-11',
          accidentAt: '2022-10-11T09:30:00+08:00',
        },
      })
      const opened = await desk.people.officer
        .post('/api/v1/claims', { type: 'jkk_death', branch: 'PSR', answers: accident })
        .expect(201)
      const numbers = async (query: string) =>
        (await page(`${query}&limit=200`)).items.map(({ number }) => number)

      expect(await numbers('state=in_verification,screening')).toContain(lodged.number)
      expect(await numbers('state=in_verification')).not.toContain(opened.body.number)
      expect(await numbers('type=jkk_death')).toEqual([opened.body.number])

      await app.sql.rows('update claim set assigned_to = $2 where number = $1', [
        lodged.number,
        desk.people.verifier.staffId,
      ])
      expect(await numbers('assigned=me')).toEqual([lodged.number])
      expect(await numbers('assigned=none')).not.toContain(lodged.number)

      const file = await desk.people.verifier.get(lodged.path)
      const service = file.body.clocks.find(({ name }: { name: string }) => name === 'service') as {
        dueAt: string
      }
      const dueOn = new Date(Date.parse(service.dueAt) + 8 * 3_600_000).toISOString().slice(0, 10)
      expect(await numbers(`state=in_verification&due=${dueOn}`)).toContain(lodged.number)
      expect(await numbers('state=in_verification&due=2022-10-17')).not.toContain(lodged.number)
      expect(await numbers('state=in_verification&due=overdue')).not.toContain(lodged.number)
      app.clock.moveTo(new Date(Date.parse(service.dueAt) + 1).toISOString())
      // Sessions have ended meanwhile; a new verifier comes in.
      const late = await app.as('verifier')
      const { body } = await late
        .get('/api/v1/claims?state=in_verification&due=overdue&limit=200')
        .expect(200)
      expect(body.items.map(({ number }: { number: string }) => number)).toContain(lodged.number)
    })
  })

  it('a list reads one range of the worklist index for each state, cut off at the page', async () => {
    const owner = new Sql(app.database.owner, 1)
    await owner.transaction(async (sql) => {
      await sql.rows(`set local session_replication_role = 'replica'`)
      await sql.rows(
        `insert into claim (number, type, state, branch_id, created_by, created_at, moved_at)
         select 'X-' || n, 'jkm_death', ($1::text[])[1 + n % cardinality($1::text[])], b.id, 'test', now(), now() + make_interval(secs => n)
         from generate_series(1, 30000) n, branch b where b.code = 'SMD'`,
        [claimStates],
      )
      await sql.rows(
        `insert into claim_queue (claim_id, branch_id, state, type, moved_at)
         select id, branch_id, state, type, moved_at from claim where created_by = 'test' on conflict do nothing`,
      )
    })
    await owner.rows('analyze claim, claim_queue')
    const branch = await owner.first<{ id: string }>(`select id from branch where code = 'SMD'`)
    const values = [
      branch?.id,
      ['in_verification', 'screening'],
      '-infinity',
      '00000000-0000-0000-0000-000000000000',
      50,
      null,
      null,
      null,
      null,
    ]
    const plan = await owner.rows<{ 'QUERY PLAN': string }>(
      `explain (analyze, costs off, timing off, summary off) ${claimsInBranchSql}`,
      values,
    )
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n')
    await owner.onApplicationShutdown()
    expect(lines).not.toMatch(/Seq Scan on claim/)
    // Two states, at most fifty rows each: nothing else of the thirty thousand is touched.
    expect(lines).toMatch(
      /Index Only Scan using claim_worklist on claim_queue q.*\(actual rows=50\S* loops=2\)/,
    )
  })
})
