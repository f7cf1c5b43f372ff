import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { AuditTrail } from '../../src/claims/audit-trail.query.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { Family as Browser } from '../support/family.js'

const YEAR = 366 * 24

describe('the audit trail of years', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let day: string

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    claim = await desk.lodged()
    await claim.fire('verifier', 'refer', {
      party: 'Dukcapil Paser',
      question: 'Apakah akta ini benar?',
      dueOn: app.clock.now().slice(0, 8) + '20',
    })
    day = app.clock.now().slice(0, 10)
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), YEAR)))
  })
  afterAll(() => app.stop())

  const actions = async (filter: object): Promise<string[]> => {
    const trail = app.application.get(AuditTrail, { strict: false })
    return (await trail.list({ branchId: null, limit: 10, ...filter })).map(({ action }) => action)
  }

  it('reads the steps of everybody for a year, and says so', async () => {
    expect(await actions({})).toEqual([])
    expect(await actions({ action: 'submit' })).toEqual([])
    const auditor = new Browser(app.url)
    await auditor.post('/petugas/masuk', { username: desk.people.auditor.username, password: PASSWORD })
    const note = 'Ini langkah setahun terakhir.'
    expect((await auditor.get('/pimpinan/audit')).text).toContain(note)
    expect((await auditor.get(`/pimpinan/audit?from=${day}`)).text).not.toContain(note)
  })

  it('reads what is older between dates, or of one claim', async () => {
    expect(await actions({ from: day, action: 'submit' })).toEqual(['submit'])
    expect(await actions({ number: claim.number, action: 'submit' })).toEqual(['submit'])
  })

  it('finds a step that few claims take however long ago it was', async () => {
    expect(await actions({ action: 'refer' })).toEqual(['refer'])
  })
})
