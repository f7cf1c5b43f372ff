import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IncidentAccess } from '../../src/incidents/incident-access.service.js'
import { IncidentSweep } from '../../src/incidents/incident-sweep.service.js'
import type { NoticeDto } from '../../src/incidents/notice.dto.js'
import { findStuck } from '../../src/reporting/stuck.query.js'
import { aClaim } from '../factories/claim.js'
import { anIncident, employer, type TestIncident } from '../factories/incident.js'
import { aWageEarner, type Participant } from '../factories/participant.js'
import { Product } from '../support/product.js'

const WAGE = 3_000_000

/** What time and a conclusion bring to accidents that nobody touches. Fictional people; the clock only goes on. */
describe('an incident that nobody touches', () => {
  let product: Product

  beforeAll(async () => {
    product = await Product.start()
    product.clock.moveTo('2024-03-01T01:00:00.000Z')
  })
  afterAll(() => product.close())

  const sweep = () => product.get(IncidentSweep).run()
  const aWorker = (firm: string) => aWageEarner(product.sql, { wage: WAGE, employer: firm })
  const reported = (worker: Participant, date: string, more: Partial<NoticeDto> = {}) =>
    anIncident(product, worker, { eventDate: date, accidentAt: `${date}T08:00:00+08:00`, ...more })
  const attentionOf = ({ id }: TestIncident) =>
    product.sql.rows<{ topic: string; reason: string; owner_role: string; closed_by: string | null }>(
      'select topic, reason, owner_role, closed_by from attention where incident_id = $1 order by opened_at',
      [id],
    )
  async function toldTo(actorId: string): Promise<string[]> {
    await product.atRest()
    const rows = await product.sql.rows<{ template: string }>(
      `select template from notification where recipient_kind = 'incident_party' and 'incident-party:' || recipient_id = $1 order by at`,
      [actorId],
    )
    return rows.map(({ template }) => template)
  }

  it('reminds the employer before and after the end of its time, and then has an owner until the report comes', async () => {
    const incident = await reported(await aWorker('PT Lupa Uji'), '2024-03-01')
    const firm = await incident.join(employer('PT Lupa Uji'))
    await sweep()
    expect(await toldTo(firm.id)).toEqual([])
    product.clock.moveTo('2024-03-02T00:00:00.000Z')
    await sweep()
    await sweep()
    expect(await toldTo(firm.id)).toEqual(['incident-report-awaited'])
    expect(await attentionOf(incident)).toEqual([])
    product.clock.moveTo('2024-03-05T01:00:00.000Z')
    await sweep()
    expect(await toldTo(firm.id)).toHaveLength(2)
    const owned = { topic: 'clock.stage_1', reason: 'CLOCK_RAN_OUT', owner_role: 'officer' }
    expect(await attentionOf(incident)).toEqual([{ ...owned, closed_by: null }])
    const stuck = await findStuck(product.sql, product.clock.now())
    expect(stuck.filter(({ number }) => number === incident.number)).toEqual([
      expect.objectContaining({ todo: expect.stringContaining('Dipegang petugas loket') }),
    ])
    await incident.fire('report_stage1', firm, {
      receivedAt: '2024-03-05T01:00:00.000Z',
      latenessReason: 'Mandor cuti.',
    })
    expect(await attentionOf(incident)).toEqual([{ ...owned, closed_by: firm.id }])
  })

  it('is called after by the branch where nobody knows the employer, and goes to the manager when no conclusion comes', async () => {
    const incident = await reported(await aWorker('CV Diam Uji'), '2024-03-01')
    await sweep()
    expect(await attentionOf(incident)).toMatchObject([{ reason: 'EMPLOYER_CONTACT_MISSING' }])
    await incident.fire('report_stage1', product.staff.officer, {
      receivedAt: '2024-03-05T01:00:00.000Z',
      latenessReason: 'Pemberi kerja diam.',
    })
    product.clock.moveTo('2024-04-05T01:00:00.000Z')
    await sweep()
    expect((await attentionOf(incident)).at(-1)).toMatchObject({
      topic: 'clock.determination',
      owner_role: 'manager',
      closed_by: null,
    })
  })

  it('tells the worker that there is news, and opens its door no longer than the code is valid', async () => {
    const incident = await reported(await aWorker('PT Kode Uji'), '2024-04-05')
    await incident.inTreatment('2024-04-05T01:00:00.000Z')
    expect(await toldTo(incident.reporter.id)).toEqual([
      'incident-received',
      'incident-news',
      'incident-news',
    ])
    const access = product.get(IncidentAccess)
    const party = incident.reporter.id.replace('incident-party:', '')
    const { officer } = product.staff
    const first = await access.give(incident.id, party, officer)
    await access.withdraw(incident.id, party, officer)
    await expect(access.open(first.secret)).rejects.toMatchObject({ code: 'not-found' })
    const { secret } = await access.give(incident.id, party, officer)
    expect(await access.open(secret)).toMatchObject({ number: incident.number })
    product.clock.moveTo('2024-07-05T01:00:00.000Z')
    await expect(access.open(secret)).rejects.toMatchObject({ code: 'not-found' })
  })

  async function notOfWork(incident: TestIncident, more: object = {}): Promise<void> {
    const { officer, verifier } = product.staff
    await incident.fire('report_stage1', officer, { receivedAt: product.clock.now() })
    await incident.fire('guarantee', verifier, { facility: 'RSUD' })
    await incident.fire('ask_determination', verifier, { reason: 'Dokter ragu.' })
    const ruling = { reference: 'PEN-001/2024', reason: 'Meninggal karena penyakit bawaan.' }
    await incident.fire('find_not_work_related', verifier, { ...ruling, ...more })
  }
  const typeOf = (claimId: string) =>
    product.sql.first<{ type: string }>('select type from claim where id = $1', [claimId])

  it('that was no work accident turns the JKK claim of the family into JKM, and JKM is paid', async () => {
    product.clock.moveTo('2024-07-10T01:00:00.000Z')
    const worker = await aWorker('PT Alih Uji')
    const incident = await reported(worker, '2024-07-10', { eventType: 'sudden_death_at_work' })
    const claim = await aClaim(product).of(worker).ofType('jkk_death').diedOn('2024-07-10').lodged()
    await notOfWork(incident)
    await sweep()
    await sweep()
    const suggested = (await claim.history()).filter(({ event }) => event === 'suggest_reclassification')
    expect(suggested).toHaveLength(1)
    await claim.fire('reclassify', product.staff.approver)
    await claim.drafted()
    await claim.handInMissing()
    expect(await typeOf(claim.id)).toEqual({ type: 'jkm_death' })
    await incident.paid(claim)
    expect(await claim.state()).toBe('paid')
  })

  it('that ended in death but not of work is lodged as JKM for a family that has not claimed anything', async () => {
    product.clock.moveTo('2024-08-11T09:00:00.000Z')
    const incident = await reported(await aWorker('PT Duka Uji'), '2024-08-10')
    await notOfWork(incident, { deathDate: '2024-08-11' })
    await sweep()
    await sweep()
    expect(await attentionOf(incident)).toMatchObject([
      { topic: 'incident.jkm_unclaimed', owner_role: 'officer' },
    ])
    await incident.join({ kind: 'family', name: 'Istri Uji', relation: 'spouse', phone: '0812 7772 0001' })
    await sweep()
    await sweep()
    const claims = await product.sql.rows<{ type: string; state: string; event_date: string }>(
      `select type, state, event_date from claim where created_by = 'incident:' || $1`,
      [incident.id],
    )
    expect(claims).toEqual([{ type: 'jkm_death', state: expect.any(String), event_date: '2024-08-11' }])
    expect(claims[0]?.state).not.toBe('draft')
    expect(await attentionOf(incident)).toMatchObject([{ closed_by: 'system' }])
  })
})
