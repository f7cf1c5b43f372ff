import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IncidentCoverage } from '../../src/incidents/incident-coverage.service.js'
import { IncidentsInBranch } from '../../src/incidents/incidents-in-branch.query.js'
import { verifyIncidents } from '../../src/incidents/verify-incidents.query.js'
import { aClaim } from '../factories/claim.js'
import { anIncident, employer, hospital } from '../factories/incident.js'
import { aWageEarner } from '../factories/participant.js'
import { Product } from '../support/product.js'

const WAGE = 3_000_000

/** Fictional families, each with its own ending; the clock only goes on. */
describe('a work accident', () => {
  let product: Product

  beforeAll(async () => {
    product = await Product.start()
    product.clock.moveTo('2024-03-01T03:00:00.000Z')
  })
  afterAll(() => product.close())

  const decisionOf = async (claimId: string) => {
    const row = await product.sql.first<{ decision: string; total: bigint }>(
      'select decision, total from calculation where claim_id = $1 order by id desc limit 1',
      [claimId],
    )
    return row && { ...row, total: Number(row.total) }
  }

  it('that ends in death during the treatment gives the heirs the death benefit and the days of incapacity', async () => {
    const { officer, verifier } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, employer: 'PT Damar Muara' })
    const incident = await anIncident(product, worker, {
      eventDate: '2024-03-01',
      accidentAt: '2024-03-01T08:00:00+08:00',
    })
    await incident.join({ kind: 'family', name: 'Istri Uji', relation: 'spouse', phone: '0812 7771 0001' })
    await incident.inTreatment('2024-03-01T02:00:00.000Z')
    product.clock.moveTo('2024-03-22T03:00:00.000Z')
    await incident.care.addPeriod(
      incident.id,
      { from: '2024-03-01', to: '2024-03-19', payee: 'participant', doctor: 'dr. Fiktif' },
      officer,
    )
    await incident.fire('doctor_states', officer, {
      outcome: 'died',
      statedAt: '2024-03-20T02:00:00.000Z',
      deathDate: '2024-03-20',
    })
    await incident.fire('report_stage2', officer, { receivedAt: '2024-03-21T02:00:00.000Z' })
    const stmb = await incident.claim({ kind: 'stmb', payee: 'participant' }, { relation: 'spouse' })
    const death = await incident.claim(
      {
        kind: 'outcome',
        children: [{ name: 'Anak Uji', birthDate: '2015-05-05', level: 'TK_SD', grade: '2' }],
      },
      { relation: 'spouse' },
    )
    expect(stmb.payee.name).toBe('Istri Uji')
    expect(await decisionOf(stmb.id)).toEqual({ decision: 'payable', total: 1_900_000 })
    expect(await decisionOf(death.id)).toEqual({ decision: 'payable', total: 48 * WAGE + 22_000_000 })
    await incident.paid(stmb)
    await incident.paid(death)
    expect(await death.count('scholarship_award')).toBe(1)
    await incident.fire('close', verifier)

    // Whoever reports the same death again is joined and is paid nothing twice.
    const again = await aClaim(product).of(worker).diedOn('2024-03-20').draft()
    expect(await again.submit()).toMatchObject({ event: 'join', to: 'merged' })
  })

  it('is filed by an officer where the employer is silent; the worker is paid, the employer stands in the list', async () => {
    const { officer } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, employer: 'CV Diam Saja' })
    const incident = await anIncident(product, worker, {
      eventDate: '2024-03-18',
      accidentAt: '2024-03-18T08:00:00+08:00',
      reporter: hospital(),
    })
    await expect(
      incident.fire('report_stage1', officer, { receivedAt: '2024-03-22T02:00:00.000Z' }),
    ).rejects.toMatchObject({ refusals: [{ code: 'LATENESS_REASON_MISSING' }] })
    await incident.fire('report_stage1', officer, {
      receivedAt: '2024-03-22T02:00:00.000Z',
      latenessReason: 'Pemberi kerja tidak melapor; petugas mencatat dari rumah sakit.',
    })
    const { verifier } = product.staff
    await incident.fire('guarantee', verifier, { facility: 'RSUD Panglima Sebaya' })
    await incident.fire('conclude', verifier, { reference: 'SIM-002/2024' })
    await incident.join({ kind: 'participant', name: worker.name, phone: '0812 7771 0002' })
    await incident.care.addPeriod(
      incident.id,
      { from: '2024-03-18', to: '2024-03-21', payee: 'participant', doctor: 'dr. Fiktif' },
      officer,
    )
    const claim = await incident.claim({ kind: 'stmb', payee: 'participant' })
    await incident.paid(claim)
    const listed = await product.get(IncidentsInBranch).liabilities(product.branchId, product.clock.now())
    expect(listed.find(({ number }) => number === incident.number)).toMatchObject({
      employerName: 'CV Diam Saja',
      silent: true,
      late: true,
      overdue: false,
      owed: 0n,
    })
  })

  it('gives back what was paid for it, each receipt once, and no more than the law allows in the whole case', async () => {
    const { officer, verifier } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, employer: 'PT Kuitansi Uji' })
    const incident = await anIncident(product, worker, {
      eventDate: '2024-03-20',
      accidentAt: '2024-03-20T08:00:00+08:00',
    })
    await incident.inTreatment('2024-03-20T02:00:00.000Z')
    const bill = (number: string, amount: number) =>
      incident.care.addBill(
        incident.id,
        {
          ...{ kind: 'transport_land', payee: 'participant', issuer: 'Sopir ambulans', number },
          ...{ issuedOn: '2024-03-20', amount },
        },
        officer,
      )
    const first = await bill('K-1', 4_000_000)
    await expect(bill('K-1', 4_000_000)).rejects.toMatchObject({ errors: [{ code: 'BILL_KNOWN' }] })
    await incident.care.judgeBill(incident.id, first, { accepted: 4_000_000 }, verifier)
    const claim = await incident.claim({ kind: 'reimbursement', payee: 'participant' })
    expect(await decisionOf(claim.id)).toMatchObject({ total: 4_000_000 })
    await incident.paid(claim)
    const second = await bill('K-2', 4_000_000)
    await incident.care.judgeBill(incident.id, second, { accepted: 4_000_000 }, verifier)
    const rest = await incident.claim({ kind: 'reimbursement', payee: 'participant' })
    expect(await decisionOf(rest.id)).toMatchObject({ total: 1_000_000 })
  })

  it('found as a disease within three years after employment is paid as one', async () => {
    product.clock.moveTo('2024-05-12T03:00:00.000Z')
    const { officer, adviser } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, endedOn: '2023-06-30' })
    const incident = await anIncident(product, worker, {
      eventType: 'occupational_disease',
      eventDate: '2024-05-10',
      chronology: 'Sesak napas sejak bekerja di pabrik semen.',
    })
    await incident.inTreatment('2024-05-11T02:00:00.000Z')
    product.clock.moveTo('2024-07-01T03:00:00.000Z')
    await incident.fire('doctor_states', officer, {
      outcome: 'partial_functional',
      statedAt: '2024-06-30T02:00:00.000Z',
    })
    const parts = [{ code: 'THUMB_R', functionLossPercent: 50 }]
    await incident.care.find(incident.id, { doctor: 'dr. Fiktif', parts }, officer)
    await incident.care.confirmFinding(incident.id, true, adviser)
    await incident.fire('report_stage2', officer, { receivedAt: '2024-06-30T05:00:00.000Z' })
    const claim = await incident.claim({ kind: 'outcome' })
    // 50 % of 15 % x 80 x 3,000,000
    expect(await decisionOf(claim.id)).toEqual({ decision: 'payable', total: 18_000_000 })
    await incident.paid(claim)
  })

  it('that leaves a worker unable to work for good opens the scholarships of his children', async () => {
    const { officer } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, employer: 'PT Tetap Uji' })
    const incident = await anIncident(product, worker, {
      eventDate: '2024-06-29',
      accidentAt: '2024-06-29T08:00:00+08:00',
    })
    await incident.inTreatment('2024-06-30T02:00:00.000Z')
    const stated = { outcome: 'total_permanent', statedAt: '2024-07-01T02:00:00.000Z' } as const
    await incident.fire('doctor_states', officer, stated)
    await incident.fire('report_stage2', officer, { receivedAt: '2024-07-01T03:00:00.000Z' })
    const claim = await incident.claim({
      kind: 'outcome',
      children: [{ name: 'Anak Uji', birthDate: '2014-05-05', level: 'TK_SD', grade: '3' }],
    })
    expect(await decisionOf(claim.id)).toMatchObject({ decision: 'payable' })
    await incident.paid(claim)
    expect(await claim.count('scholarship_award')).toBe(1)
  })

  it('found as a disease later than that is not covered, unless the registry was wrong', async () => {
    const { verifier } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, endedOn: '2022-02-28' })
    product.clock.moveTo('2025-03-20T03:00:00.000Z')
    const incident = await anIncident(product, worker, {
      eventType: 'occupational_disease',
      eventDate: '2025-03-10',
    })
    await incident.fire('report_stage1', product.staff.officer, {
      receivedAt: '2025-03-12T02:00:00.000Z',
      latenessReason: 'Baru diketahui keluarga.',
    })
    await expect(incident.fire('guarantee', verifier, { facility: 'RSUD' })).rejects.toMatchObject({
      refusals: [{ code: 'INCIDENT_NOT_COVERED' }],
    })
    expect(await product.get(IncidentCoverage).readAgain(incident.id)).toBe(false)
    await incident.fire('find_not_covered', verifier, {
      reason: 'Lebih dari tiga tahun setelah berhenti bekerja.',
    })
    expect(await incident.state()).toBe('not_covered')
  })

  it('reported late under the newer law makes the employer owe what is claimed', async () => {
    const { officer } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, employer: 'PT Terlambat Uji' })
    const incident = await anIncident(product, worker, {
      eventDate: '2025-03-13',
      accidentAt: '2025-03-13T08:00:00+08:00',
    })
    const firm = await incident.join(employer('PT Terlambat Uji'))
    await incident.fire('report_stage1', firm, {
      receivedAt: '2025-03-17T02:00:00.000Z',
      latenessReason: 'Menunggu mandor kembali.',
    })
    const { verifier } = product.staff
    await incident.fire('guarantee', verifier, { facility: 'RSUD' })
    await incident.fire('conclude', verifier, { reference: 'SIM-003/2025' })
    await incident.care.addPeriod(
      incident.id,
      { from: '2025-03-13', to: '2025-03-17', payee: 'participant', doctor: 'dr. Fiktif' },
      officer,
    )
    const claim = await incident.claim({ kind: 'stmb', payee: 'participant' })
    expect(await decisionOf(claim.id)).toEqual({ decision: 'employer_liable', total: 500_000 })
    const listed = await product.get(IncidentsInBranch).liabilities(product.branchId, product.clock.now())
    expect(listed.find(({ number }) => number === incident.number)).toMatchObject({
      ...{ silent: false, late: true, owed: 500_000n },
    })
  })

  it('comes back after it was closed, in a round of its own, and may go to whoever else has to pay', async () => {
    const { officer, verifier } = product.staff
    const worker = await aWageEarner(product.sql, { wage: WAGE, employer: 'PT Kambuh Uji' })
    const incident = await anIncident(product, worker, {
      eventDate: '2025-03-19',
      accidentAt: '2025-03-19T08:00:00+08:00',
    })
    await incident.inTreatment('2025-03-19T02:00:00.000Z')
    await incident.care.note(
      incident.id,
      { kind: 'return_to_work', notedOn: '2025-03-20', body: 'Mulai kerja ringan bulan depan.' },
      officer,
    )
    const stated = { outcome: 'recovered', statedAt: '2025-03-19T09:00:00.000Z' } as const
    await incident.fire('doctor_states', officer, stated)
    await incident.fire('report_stage2', officer, { receivedAt: '2025-03-20T02:00:00.000Z' })
    await incident.fire('close', verifier)
    const again = await incident.fire('relapse', officer, { facility: 'RSUD', reason: 'Nyeri kembali.' })
    expect(again).toMatchObject({ to: 'guaranteed', round: 2 })
    await incident.fire('transfer', verifier, { scheme: 'jkn', reason: 'Penyakit lain menurut dokter.' })
    expect(await incident.state()).toBe('closed')
  })

  it('keeps histories that nobody has changed, and clocks that follow from them', async () => {
    expect(await verifyIncidents(product.sql)).toEqual([])
    const at = product.sql.rows(`update incident_transition set event = 'close'`)
    await expect(at).rejects.toThrow(/permission denied/)
    await expect(product.sql.rows(`update incident_course set state = 'closed'`)).rejects.toThrow(
      /without a step/,
    )
  })

  it('is told to the auditor when somebody did change it', async () => {
    await product.asOwner.rows(
      `update incident_transition set input = '{"facility": "lain"}' where ctid in (select ctid from incident_transition where event = 'guarantee' limit 1)`,
    )
    await product.asOwner.rows(
      `update incident_clock set started_at = started_at - interval '1 day'
       where ctid in (select ctid from incident_clock where name = 'stage_1' limit 1)`,
    )
    const found = (await verifyIncidents(product.sql)).map(({ what }) => what)
    expect(found).toEqual(
      expect.arrayContaining([expect.stringContaining('diubah'), expect.stringContaining('jam kejadian')]),
    )
  })
})
