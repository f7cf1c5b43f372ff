import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IncidentAccess } from '../../src/incidents/incident-access.service.js'
import { IncidentNotices } from '../../src/incidents/incident-notices.service.js'
import { employer } from '../factories/incident.js'
import { aWageEarner } from '../factories/participant.js'
import { TestApp } from '../support/app.js'
import { Family } from '../support/family.js'

describe('the door of an employer to one incident', () => {
  let app: TestApp
  let visitor: Family
  let code: string

  beforeAll(async () => {
    app = await TestApp.start({ now: '2022-10-20T01:00:00.000Z' })
    const worker = await aWageEarner(app.sql, { wage: 3_000_000, employer: 'PT Pintu Uji' })
    const notices = app.application.get(IncidentNotices, { strict: false })
    const { incidentId, partyId } = await notices.notice(
      {
        ...{
          branch: 'PSR',
          eventType: 'work_accident',
          eventDate: '2022-10-15',
          accidentAt: '2022-10-15T09:30:00+08:00',
        },
        ...{
          nik: worker.nik,
          participantName: worker.name,
          place: 'Kebun',
          chronology: 'Terjatuh dari tangga.',
        },
        reporter: employer('PT Pintu Uji'),
      },
      null,
      'notice-1',
    )
    const access = app.application.get(IncidentAccess, { strict: false })
    code = (await access.give(incidentId, partyId, { id: 'x', role: 'officer', branchId: null })).secret
    visitor = new Family(app.url)
  })
  afterAll(() => app.stop())

  it('stays shut without the code, and says the same of every wrong one', async () => {
    const wrong = await visitor.post('/lapor', { kode: 'A'.repeat(32) })
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Kode ini tidak berlaku')])
    expect((await visitor.get('/lapor/tahap-1')).headers.location).toBe('/lapor')
  })

  it('shows where the incident stands, but not what others said about it', async () => {
    expect((await visitor.post('/lapor', { kode: code })).status).toBe(303)
    const page = await visitor.get('/lapor')
    expect(page.text).toContain('Langkah 1 dari 5')
    expect(page.text).toContain('Kirim laporan tahap I')
    expect(page.text).not.toContain('Terjatuh')
  })

  it('takes the late report of stage I with its reason, received when it was sent', async () => {
    const bare = await visitor.post('/lapor/tahap-1', {})
    expect([bare.status, bare.text]).toEqual([422, expect.stringContaining('mengapa laporan terlambat')])
    const sent = await visitor.post('/lapor/tahap-1', { latenessReason: 'Mandor baru memberi tahu.' })
    expect(sent.headers.location).toBe('/lapor?hasil=kirim')
    const [step] = await app.sql.rows<{ actor_role: string; happened_at: string; words: string }>(
      `select actor_role, happened_at, words from incident_transition where event = 'report_stage1'`,
    )
    expect(step).toMatchObject({ actor_role: 'employer', happened_at: '2022-10-20T01:00:00.000Z' })
    expect(step?.words).not.toContain('Mandor')
  })

  it('offers no statement of a doctor to an employer, and takes none', async () => {
    const sent = await visitor.post('/lapor/dokter', { outcome: 'recovered' })
    expect(sent.status).toBe(422)
  })

  it('opens nothing any more once the branch made a new code, or the visitor left', async () => {
    await visitor.post('/lapor/keluar', {}, { from: '/lapor' })
    expect((await visitor.get('/lapor')).text).toContain('Kode dari kantor kami')
  })
})
