import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { IncidentEvent, IncidentInput } from '#libs/lifecycle'
import { IncidentAccess } from '../../src/incidents/incident-access.service.js'
import { IncidentLifecycle } from '../../src/incidents/incident-lifecycle.service.js'
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

  it('shows the worker more: who has the ball, the days, the money, why it was not covered, and how to object', async () => {
    const { actor, incidentId } = await app.application.get(IncidentAccess, { strict: false }).open(code)
    const notices = app.application.get(IncidentNotices, { strict: false })
    const lifecycle = app.application.get(IncidentLifecycle, { strict: false })
    const { staffId } = await app.as('verifier')
    const [course] = await app.sql.rows<{ branch_id: string }>('select branch_id from incident_course')
    const verifier = { id: staffId, role: 'verifier', branchId: course?.branch_id ?? null } as const
    const fire = (event: IncidentEvent, input: IncidentInput) =>
      lifecycle.fire(incidentId, event, verifier, { idempotencyKey: event, input })
    await fire('guarantee', { facility: 'RSUD Uji' })
    await fire('find_not_work_related', { reference: 'PEN-1', reason: 'Kejadian di luar jam kerja.' })
    const worker = { kind: 'participant', name: 'Pekerja Uji', phone: '0812 7774 0001' } as const
    const partyId = await notices.join(incidentId, worker)
    const access = app.application.get(IncidentAccess, { strict: false })
    const own = await access.give(incidentId, partyId, { ...actor, role: 'officer' })
    const mine = new Family(app.url)
    await mine.post('/lapor', { kode: own.secret })
    const page = (await mine.get('/lapor')).text
    for (const told of [
      'Langkah 5 dari 5',
      'Belum ada surat istirahat',
      'Kejadian di luar jam kerja.',
      'Sejak',
    ])
      expect(page).toContain(told)
    const employers = (await visitor.get('/lapor')).text
    expect(employers).not.toMatch(/Kejadian di luar jam kerja|Santunan Anda|Surat jaminan/)
    const sent = await mine.post('/lapor/keberatan', { reason: 'Saya sedang bertugas.' })
    expect(sent.headers.location).toBe('/lapor?hasil=kirim')
    expect((await mine.get('/lapor')).text).toContain('Penetapan hubungan kerja')
  })

  it('opens nothing any more once the branch made a new code, or the visitor left', async () => {
    await visitor.post('/lapor/keluar', {}, { from: '/lapor' })
    expect((await visitor.get('/lapor')).text).toContain('Kode dari kantor kami')
  })
})
