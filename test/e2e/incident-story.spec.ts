import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IncidentLetters } from '../../src/letters/incident-letters.service.js'
import { LetterCheck } from '../../src/letters/letter-check.service.js'
import { verifyIncidents } from '../../src/incidents/verify-incidents.query.js'
import type { TestClaim } from '../factories/claim.js'
import { anIncident, employer, hospital, type TestIncident } from '../factories/incident.js'
import { aWageEarner } from '../factories/participant.js'
import { Product } from '../support/product.js'

const WAGE = 3_600_000

/** What a claim's calculation says: each line with its amount and the article it rests on. */
async function linesOf({
  product,
  id,
}: TestClaim): Promise<{ code: string; amount: number; article: string }[]> {
  const row = await product.sql.first<{ lines: { code: string; amount: number; article: string }[] }>(
    `select answer -> 'lines' as lines from calculation where claim_id = $1 order by id desc limit 1`,
    [id],
  )
  return (row?.lines ?? []).map(({ code, amount, article }) => ({ code, amount, article }))
}

describe('an accident with half a year of incapacity and a lost thumb', () => {
  let product: Product
  let incident: TestIncident

  beforeAll(async () => {
    product = await Product.start()
    product.clock.moveTo('2024-02-05T03:00:00.000Z')
    const worker = await aWageEarner(product.sql, { wage: WAGE, employer: 'PT Rotan Paser' })
    incident = await anIncident(product, worker, {
      eventDate: '2024-02-05',
      accidentAt: '2024-02-05T09:30:00+08:00',
    })
  })
  afterAll(() => product.close())

  it('is noticed by the worker, reported by an officer, guaranteed and concluded as work-related', async () => {
    product.clock.moveTo('2024-02-06T03:00:00.000Z')
    await incident.inTreatment('2024-02-06T02:00:00.000Z')
    expect(await incident.state()).toBe('under_treatment')
  })

  it('gives the facility a guarantee letter that anybody can check, and records who took it', async () => {
    await product.atRest()
    const facility = await incident.join(hospital())
    const letters = product.get(IncidentLetters)
    const [letter] = await letters.listFor(incident.id, facility)
    const { name, content } = await letters.open(letter?.id ?? '', incident.id, facility)
    expect(name).toMatch(/^\d{4}-SJ-PSR-2024\.pdf$/)
    expect(createHash('sha256').update(content).digest('hex')).toBe(letter?.sha256)
    if (process.env.SANTUN_PICTURES) writeFileSync(`${process.env.SANTUN_PICTURES}/guarantee.pdf`, content)
    const { code } = (await product.sql.first<{ code: string }>(
      'select code from letter where incident_id = $1',
      [incident.id],
    )) ?? { code: '' }
    expect(await product.get(LetterCheck).find(code)).toMatchObject({
      kind: 'guarantee',
      sha256: letter?.sha256,
    })
    expect(await product.sql.rows('select actor_id, actor_role from letter_opening')).toEqual([
      { actor_id: facility.id, actor_role: 'facility' },
    ])
  })

  it('gives that letter to no employer, and to nobody of another incident', async () => {
    const letters = product.get(IncidentLetters)
    const firm = await incident.join(employer())
    expect(await letters.listFor(incident.id, firm)).toEqual([])
    const [letter] = await letters.listFor(incident.id, product.staff.officer)
    await expect(letters.open(letter?.id ?? '', incident.id, firm)).rejects.toMatchObject({
      code: 'not-allowed',
    })
    const elsewhere = letters.open(letter?.id ?? '', letter?.id ?? '', product.staff.officer)
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' })
  })

  it('pays the first period of incapacity while the treatment goes on', async () => {
    product.clock.moveTo('2024-05-06T03:00:00.000Z')
    await incident.care.addPeriod(
      incident.id,
      { from: '2024-02-05', to: '2024-05-04', payee: 'participant', doctor: 'dr. Fiktif' },
      product.staff.officer,
    )
    const claim = await incident.claim({ kind: 'stmb', payee: 'participant' })
    expect(await linesOf(claim)).toEqual([
      { code: 'JKK_STMB', amount: 10_800_000, article: expect.stringContaining('PP 44/2015') },
    ])
    await incident.paid(claim)
    expect(await claim.state()).toBe('paid')
  })

  it('pays the days after half a year by the second band of the law', async () => {
    product.clock.moveTo('2024-08-30T03:00:00.000Z')
    await incident.care.addPeriod(
      incident.id,
      { from: '2024-05-05', to: '2024-08-12', payee: 'participant', doctor: 'dr. Fiktif' },
      product.staff.officer,
    )
    const claim = await incident.claim({ kind: 'stmb', payee: 'participant' })
    // 90 days before; 90 more fill the first band, the last 10 are of the second.
    expect(await linesOf(claim)).toMatchObject([{ amount: 10_800_000 }, { amount: 1_200_000 }])
    await incident.paid(claim)
  })

  it('takes the disability only with the word of the medical adviser', async () => {
    const { officer, adviser } = product.staff
    await incident.fire('doctor_states', officer, {
      outcome: 'partial_anatomical',
      statedAt: '2024-08-29T02:00:00.000Z',
    })
    await incident.care.find(incident.id, { doctor: 'dr. Fiktif', parts: [{ code: 'THUMB_R' }] }, officer)
    const report = { receivedAt: '2024-08-30T02:00:00.000Z' }
    await expect(incident.fire('report_stage2', officer, report)).rejects.toMatchObject({
      refusals: [{ code: 'FINDINGS_UNCONFIRMED' }],
    })
    await incident.care.confirmFinding(incident.id, true, adviser)
    await incident.fire('report_stage2', officer, report)
    expect(await incident.state()).toBe('stage2_reported')
  })

  it('does not close while the disability is not claimed', async () => {
    await expect(incident.fire('close', product.staff.verifier)).rejects.toMatchObject({
      refusals: [{ code: 'BENEFITS_UNCLAIMED', params: { count: 1 } }],
    })
  })

  it('pays the disability and closes', async () => {
    const claim = await incident.claim({ kind: 'outcome' })
    const [line] = await linesOf(claim)
    expect(line).toMatchObject({ code: 'JKK_DISABILITY_PARTIAL' })
    await incident.paid(claim)
    await incident.fire('close', product.staff.verifier)
    expect(await incident.state()).toBe('closed')
  })

  it('has a whole history, from which its clocks can be made anew', async () => {
    expect(await verifyIncidents(product.sql)).toEqual([])
  })
})
