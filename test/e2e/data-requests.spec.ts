import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { DataRequests } from '../../src/intake/data-requests.service.js'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { Family as Browser } from '../support/family.js'

const HOME = '/pimpinan/permintaan-data'
const WORDS = 'Tanggal lahir anak saya keliru satu hari.'
const ANSWER = 'Tanggal lahir anak sudah kami perbaiki menurut akta kelahiran.'

describe('what a family asks of its data, at the desk of its branch', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let claimId: string
  let manager: Browser

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    desk = await Desk.open(app)
    claim = await desk.draft()
    manager = await browserOf(desk.people.manager)
    const party = await app.sql.first<{ claim_id: string; id: string }>(
      'select p.claim_id, p.id from claim_party p join claim c on c.id = p.claim_id where c.number = $1',
      [claim.number],
    )
    claimId = party?.claim_id ?? ''
    const asked = { claimId, partyId: party?.id ?? '' }
    await requests().ask(asked, 'correction', WORDS, randomUUID())
  })
  afterAll(() => app.stop())

  const requests = (): DataRequests => app.application.get(DataRequests, { strict: false })
  async function browserOf({ username }: Caller): Promise<Browser> {
    const browser = new Browser(app.url)
    await browser.post('/petugas/masuk', { username, password: PASSWORD })
    return browser
  }
  const pathIn = (text: string): string => /\/pimpinan\/permintaan-data\/[\da-f-]{36}/.exec(text)?.[0] ?? ''

  it('waits with its owner and its last day, and is late once that is over', async () => {
    const list = await manager.get(HOME)
    expect(list.text).toContain('Pimpinan Kantor Cabang Paser')
    expect(list.text).toContain('Menunggu jawaban')
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), requests().answerHours + 1)))
    const late = await browserOf(desk.people.manager)
    manager = late
    expect((await late.get(HOME)).text).toContain('Terlambat')
  })

  it('is read in the own words of the family, by its branch alone', async () => {
    const path = pathIn((await manager.get(HOME)).text)
    expect((await manager.get(path)).text).toContain(WORDS)
    const other = await browserOf(await app.hire({ roles: [{ role: 'manager' }], branchCode: 'SMD' }))
    expect((await other.get(HOME)).text).not.toContain(claim.number)
    expect((await other.get(path)).status).toBe(404)
  })

  it('is answered once, in a sentence that the family reads, and waits for nobody any more', async () => {
    const path = pathIn((await manager.get(HOME)).text)
    expect((await manager.post(path, { jawaban: 'ya' })).status).toBe(422)
    const csrf = (await manager.hidden(path))._csrf
    expect((await manager.post(path, { jawaban: ANSWER }, { csrf })).status).toBe(303)
    expect((await manager.post(path, { jawaban: 'Jawaban yang lain lagi.' }, { csrf })).status).toBe(404)
    expect(await requests().of(claimId)).toEqual([expect.objectContaining({ outcome: ANSWER })])
    expect(
      await app.sql.rows("select 1 from attention where topic = 'data.request' and closed_at is null"),
    ).toEqual([])
  })
})
