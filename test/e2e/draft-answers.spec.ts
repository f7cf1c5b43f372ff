import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { DraftAnswers } from '../../src/intake/draft-answers.service.js'
import { type Draft, IntakeService } from '../../src/intake/intake.service.js'
import { PreDrafts } from '../../src/intake/pre-drafts.service.js'
import { NotAllowed, StaleClaim } from '../../src/platform/problem/problems.js'
import { aParticipant } from '../factories/participant.js'
import { TestApp } from '../support/app.js'

const OPENER: Actor = { id: 'pre_draft:test', role: 'heir', branchId: null }

describe('the answers of a draft', () => {
  let app: TestApp
  let answers: DraftAnswers
  let draft: Draft
  let heir: Actor

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    answers = app.application.get(DraftAnswers)
    ;[draft, heir] = await aDraft('0812 5556 1001')
  })
  afterAll(() => app.stop())

  const aDraft = async (phone: string): Promise<[Draft, Actor]> => {
    const { nik, name } = await aParticipant(app.sql)
    const dto = {
      type: 'jkm_death',
      branch: 'PSR',
      answers: {
        participant: { nik, name },
        event: { type: 'non_work_death', eventDate: '2022-10-11' },
        claimant: { name: 'Siti Aminah', relation: 'spouse', phone },
      },
    } as const
    const opened = await app.application.get(IntakeService).createDraft(dto, OPENER, randomUUID())
    return [opened, { id: `party:${opened.partyId}`, role: 'heir', branchId: null }]
  }
  const expiryOf = (claimId: string) =>
    app.sql.rows<{ due_on: string }>(
      `select (due_at at time zone 'Asia/Makassar')::date::text as due_on from clock
       where claim_id = $1 and name = 'expiry' and stopped_at is null`,
      [claimId],
    )

  it('are changed group by group, and the version moves with them', async () => {
    const { version } = await answers.read(draft.claimId, heir)
    const changed = await answers.change(
      draft.claimId,
      { children: [{ name: 'Budi', birthDate: '2012-02-03' }] },
      heir,
      version,
    )
    expect(changed.version).toBe(version + 1)
    const now = await answers.read(draft.claimId, heir)
    expect(now).toMatchObject({ version: version + 1, answers: { children: [{ name: 'Budi' }] } })
    expect(now.answers.claimant.name).toBe('Siti Aminah')
  })

  it('are not changed from a page that shows an older state', async () => {
    const { version } = await answers.read(draft.claimId, heir)
    const change = answers.change(draft.claimId, { account: { none: true } }, heir, version - 1)
    await expect(change).rejects.toBeInstanceOf(StaleClaim)
  })

  it('take the same change again as done', async () => {
    const { version } = await answers.read(draft.claimId, heir)
    const account = { bankCode: '002', accountNumber: '401202551234567', accountHolder: 'Siti Aminah' }
    const first = await answers.change(draft.claimId, { account }, heir, version)
    const again = await answers.change(draft.claimId, { account }, heir, version)
    expect(again.version).toBe(first.version)
  })

  it('are nobody else’s to read or to change', async () => {
    const [, stranger] = await aDraft('0812 5556 1002')
    await expect(answers.read(draft.claimId, stranger)).rejects.toBeInstanceOf(NotAllowed)
    const change = answers.change(draft.claimId, { children: [] }, stranger, 0)
    await expect(change).rejects.toBeInstanceOf(NotAllowed)
  })

  it('carry name, relation and the last day for the claim with them', async () => {
    const [{ claimId, partyId }, heirOfOther] = await aDraft('0812 5556 1003')
    const [before] = await expiryOf(claimId)
    await answers.change(
      claimId,
      {
        event: { type: 'non_work_death', eventDate: '2022-10-01' },
        claimant: { name: 'Rohani', relation: 'child' },
      },
      heirOfOther,
      0,
    )
    const party = await app.sql.first('select name, relation, kind from claim_party where id = $1', [partyId])
    expect(party).toEqual({ name: 'Rohani', relation: 'child', kind: 'heir' })
    const after = await expiryOf(claimId)
    expect(after).toHaveLength(1)
    expect(after[0]?.due_on).toBe(before?.due_on.replace('-10-12', '-10-02'))
  })

  it('are closed once the claim is lodged, for the claimant and in the database', async () => {
    const [{ claimId, partyId }, claimant] = await aDraft('0812 5556 1004')
    await app.application.get(IntakeService).submit(claimId, claimant, randomUUID())
    const { version } = await answers.read(claimId, claimant)
    const change = answers.change(claimId, { children: [] }, claimant, version)
    await expect(change).rejects.toBeInstanceOf(NotAllowed)
    const rename = app.sql.rows('update claim_party set name = $2 where id = $1', [partyId, 'Orang Lain'])
    await expect(rename).rejects.toThrow('a party of a lodged claim is not rewritten')
  })

  it('told before there is a draft are kept for a day under the token alone', async () => {
    const preDrafts = app.application.get(PreDrafts)
    await preDrafts.save('token', { branch: 'PSR' })
    await preDrafts.save('token', { type: 'jkm_death' })
    expect((await preDrafts.find('token'))?.answers).toEqual({ branch: 'PSR', type: 'jkm_death' })
    expect(await preDrafts.find('another')).toBeUndefined()
    const [kept] = await app.sql.rows<{ kept: string }>('select pre_draft::text as kept from pre_draft')
    expect(kept?.kept).not.toContain('token')
    app.clock.moveTo('2022-10-18T01:00:01.000Z')
    expect(await preDrafts.find('token')).toBeUndefined()
    await preDrafts.save('later', { branch: 'SMD' })
    expect(await app.sql.rows('select 1 from pre_draft')).toHaveLength(1)
  })
})
