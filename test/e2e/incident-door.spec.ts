import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { IncidentEvent, IncidentInput } from '#libs/lifecycle'
import { IncidentAccess } from '../../src/incidents/incident-access.service.js'
import { IncidentLifecycle } from '../../src/incidents/incident-lifecycle.service.js'
import { IncidentNotices } from '../../src/incidents/incident-notices.service.js'
import { employer } from '../factories/incident.js'
import { aWageEarner } from '../factories/participant.js'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { Family } from '../support/family.js'
import { sendForm } from '../support/staff-form.js'

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

describe('an incident over the API', () => {
  const API = '/api/v1'
  let app: TestApp
  let officer: Caller
  let verifier: Caller
  let number: string
  let code: string

  beforeAll(async () => {
    app = await TestApp.start({ now: '2022-10-16T01:00:00.000Z' })
    officer = await app.as('officer')
    verifier = await app.as('verifier')
  })
  afterAll(() => app.stop())

  const door = (path: string, body: object, key = 'kunci-0001', seen?: number) => {
    const request = app.nobody.post(`${API}/reported-incident/${path}`).set('Incident-Code', code)
    if (seen !== undefined) request.set('If-Match', `"${seen}"`)
    return request.set('Idempotency-Key', key).send(body)
  }

  it('is noticed by an officer, once for one key, and read with its version', async () => {
    const worker = await aWageEarner(app.sql, { wage: 3_000_000, employer: 'PT Mesin Uji' })
    const notice = {
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
      reporter: employer('PT Mesin Uji'),
    }
    const send = () => officer.post(`${API}/incidents`, notice).set('Idempotency-Key', 'notice-0001')
    const first = await send().expect(201)
    number = (first.body as { number: string }).number
    expect((await send()).body).toEqual({ number, joined: false })
    const read = await officer.get(`${API}/incidents/${number}`).expect(200)
    expect(read.headers.etag).toBe('"1"')
    expect(read.body).toMatchObject({ number, state: 'noticed', covered: true, version: 1 })
    expect(JSON.stringify(read.body)).not.toMatch(new RegExp(`Terjatuh|${worker.nik}`))
    await officer
      .post(`${API}/incidents`, { ...notice, branch: 'SMD' })
      .set('Idempotency-Key', 'notice-0002')
      .expect(403)
  })

  it('is opened by the code of an employer, and by nothing else', async () => {
    const access = app.application.get(IncidentAccess, { strict: false })
    const [party] = await app.sql.rows<{ id: string; incident_id: string }>(
      'select id, incident_id from incident_party',
    )
    const by = { id: 'x', role: 'officer', branchId: null } as const
    code = (await access.give(party?.incident_id ?? '', party?.id ?? '', by)).secret
    const wrong = await app.nobody.get(`${API}/reported-incident`).set('Incident-Code', 'A'.repeat(32))
    expect([wrong.status, wrong.type]).toEqual([404, 'application/problem+json'])
    const read = await app.nobody.get(`${API}/reported-incident`).set('Incident-Code', code).expect(200)
    expect(read.body).toMatchObject({ number, state: 'noticed', stmbDays: null, claims: null })
    expect(read.body).toHaveProperty('allowed', expect.not.arrayContaining(['guarantee']))
  })

  it('takes the report of stage I as received when it came, whatever day was written, and once', async () => {
    const report = { receivedAt: '2022-10-15T02:00:00.000Z' }
    await door('events/report_stage1', report, 'lapor-0001', 9).expect(409)
    const sent = await door('events/report_stage1', report, 'lapor-0001', 1).expect(200)
    expect(sent.body).toMatchObject({ to: 'stage1_reported', repeated: false })
    app.clock.moveTo('2022-10-16T02:00:00.000Z')
    const again = await door('events/report_stage1', report, 'lapor-0001', 1).expect(200)
    expect(again.body).toMatchObject({ seq: 2, repeated: true })
    const [step] = await app.sql.rows('select happened_at from incident_transition where seq = 2')
    expect(step).toEqual({ happened_at: '2022-10-16T01:00:00.000Z' })
    await door('events/guarantee', {}, 'lapor-0002', 2).expect(404)
  })

  it('is moved by staff with the version they saw, and refused with every reason at once', async () => {
    const step = (event: string, body: object, seen: number) =>
      verifier
        .post(`${API}/incidents/${number}/events/${event}`, body)
        .set('Idempotency-Key', `${event}-${seen}`)
        .set('If-Match', `"${seen}"`)
    const refused = await step('guarantee', {}, 2).expect(409)
    expect(refused.body).toMatchObject({ code: 'not-yet', refusals: [{ code: 'FACILITY_MISSING' }] })
    await step('guarantee', { facility: 'RSUD Uji' }, 2).expect(200)
    await step('conclude', { reference: 'SIM-1' }, 2).expect(409)
    expect((await step('conclude', { reference: 'SIM-1' }, 3).expect(200)).headers.etag).toBe('"4"')
  })

  it('takes bills and days as lines, each once, and refuses another line under the same key', async () => {
    const bill = {
      ...{ kind: 'transport_land', payee: 'employer', issuer: 'Ambulans', number: 'K-1' },
      ...{ issuedOn: '2022-10-15', amount: 250_000 },
    }
    const first = await door('bills', bill).expect(201)
    expect((await door('bills', bill).expect(201)).body).toEqual(first.body)
    expect((await door('bills', { ...bill, amount: 1 })).body).toMatchObject({ code: 'key-reused' })
    expect((await door('bills', { ...bill, amount: 0.5 }, 'kunci-0002')).body).toMatchObject({ status: 422 })
    const days = { from: '2022-10-15', to: '2022-10-16', payee: 'employer', doctor: 'dr. Fiktif' }
    await door('stmb-periods', days, 'hari-0001').expect(201)
    const overlapping = { ...days, to: '2022-10-15' }
    const taken = await door('stmb-periods', overlapping, 'hari-0002')
    expect(taken.body).toMatchObject({ errors: [{ code: 'DAYS_OVERLAP' }] })
    // Neither which days another reported, nor of which accident.
    expect(taken.text).not.toMatch(/2022-10-16|KK-/)
    const atDesk = await officer
      .post(`${API}/incidents/${number}/stmb-periods`, overlapping)
      .set('Idempotency-Key', 'hari-0003')
    expect(atDesk.text).toContain(`2022-10-16 (${number})`)
    await door('notes', { kind: 'progress', notedOn: '2022-10-16', body: 'Membaik.' }).expect(403)
    const read = await officer.get(`${API}/incidents/${number}`).expect(200)
    expect(read.body).toMatchObject({ bills: [{ amount: 250_000 }], stmbPeriods: [{ days: 2 }] })
  })

  it('takes at the desk once what a form sends twice, and knows no line or party by a made-up number', async () => {
    const at = `/petugas/kecelakaan/${number}`
    const day = { 'notedOn-day': '16', 'notedOn-month': '10', 'notedOn-year': '2022' }
    const note = { kind: 'progress', body: 'Membaik.', ...day, kunci: 'catatan-0001' }
    for (const sent of [1, 2])
      expect([sent, (await sendForm(officer, `${at}/isi/catatan`, note)).status]).toEqual([sent, 303])
    expect(await app.sql.rows('select from care_note')).toHaveLength(1)
    for (const path of ['pihak/1/akses', 'pihak/1/akses/cabut'])
      expect([path, (await sendForm(officer, `${at}/${path}`, {})).status]).toEqual([path, 404])
    const aside = await sendForm(officer, `${at}/masa/1/sisihkan`, { reason: 'Salah tulis tanggal.' })
    expect([aside.status, aside.text]).toEqual([422, expect.stringContaining('sudah disisihkan')])
    expect((await sendForm(verifier, `${at}/tagihan/1/periksa`, { accepted: '1', why: 'x' })).status).toBe(
      404,
    )
  })

  it('asks for the children before a total disability is claimed, and claims with them', async () => {
    const stated = { outcome: 'total_permanent', statedAt: '2022-10-16T01:30:00.000Z' }
    await officer
      .post(`${API}/incidents/${number}/events/doctor_states`, stated)
      .set('Idempotency-Key', 'dokter-0001')
      .set('If-Match', '"4"')
      .expect(200)
    await door('events/report_stage2', {}, 'lapor-0003', 5).expect(200)
    const [course] = await app.sql.rows<{ id: string }>('select incident_id as id from incident_course')
    const worker = { kind: 'participant', name: 'Pekerja Uji', phone: '0812 7774 0002' } as const
    await app.application.get(IncidentNotices, { strict: false }).join(course?.id ?? '', worker)
    const page = `/petugas/kecelakaan/${number}/anak`
    const desk = new Family(app.url)
    await desk.post('/petugas/masuk', { username: officer.username, password: PASSWORD })
    expect((await desk.get(page)).text).toContain('Beasiswa anak ikut dengan santunan ini.')
    const send = (fields: Record<string, string>) => desk.post(page, fields)
    expect((await send({ name1: 'Anak Uji' })).status).toBe(422)
    const born = { 'birthDate1-day': '5', 'birthDate1-month': '5', 'birthDate1-year': '2014' }
    const sent = await send({ name1: 'Anak Uji', ...born, level1: 'TK_SD', grade1: '2' })
    expect(sent.headers.location).toBe(`/petugas/kecelakaan/${number}?hasil=simpan`)
    const claims = await app.sql.rows(
      `select type, jsonb_array_length(answers -> 'children') as children from claim where type = 'jkk_disability'`,
    )
    expect(claims).toEqual([{ type: 'jkk_disability', children: 1 }])
  })
})
