import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Openings, recordOpening } from '../../src/documents/openings.service.js'
import { DocumentsDesk, type OpenDraft } from './documents-desk.js'

describe('who opened what', () => {
  let desk: DocumentsDesk
  let openings: Openings
  let draft: OpenDraft
  let fileId: string
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
    openings = desk.get(Openings)
    draft = await desk.draft()
    fileId = (await desk.give(draft, 'KK')).fileId
    await desk.work()
  })
  afterAll(() => desk.close())

  it('is on record for a file, with actor, time and reason', async () => {
    const verifier = desk.staff('verifier')
    await desk.documents.open(fileId, verifier)
    expect((await openings.of(draft.claimId))[0]).toMatchObject({
      fileId,
      page: null,
      actorId: verifier.id,
      actorRole: 'verifier',
      reason: 'claim_work',
      at: desk.clock.now(),
    })
  })

  it('is on record for a page', async () => {
    desk.clock.moveTo('2026-03-02T02:00:00.000Z')
    await desk.documents.openPage(fileId, 1, desk.staff('auditor'))
    expect((await openings.of(draft.claimId))[0]).toMatchObject({ fileId, page: 1, reason: 'claim_work' })
  })

  it('is on record for a masked value that was shown whole, with the words of who looked, sealed', async () => {
    desk.clock.moveTo('2026-03-02T03:00:00.000Z')
    await openings.unmask(
      draft.claimId,
      'participant_nik',
      'Mencocokkan dengan KTP asli',
      desk.staff('officer'),
    )
    expect((await openings.of(draft.claimId))[0]).toMatchObject({
      field: 'participant_nik',
      fileId: null,
      reason: 'Mencocokkan dengan KTP asli',
    })
    expect(await desk.sql.rows("select 1 from document_opening where reason like '%KTP%'")).toEqual([])
  })

  it('is not on record for who was refused', async () => {
    const before = (await openings.of(draft.claimId)).length
    const stranger = { ...desk.staff('verifier'), branchId: '00000000-0000-4000-8000-000000000000' }
    await expect(desk.documents.open(fileId, stranger)).rejects.toThrow('kantor cabang lain')
    expect(await openings.of(draft.claimId)).toHaveLength(before)
  })

  it('cannot be shown without a reason', async () => {
    const recorded = recordOpening(
      desk.sql,
      { claimId: draft.claimId, fileId, reason: ' ' },
      desk.staff('verifier'),
      desk.clock.now(),
    )
    await expect(recorded).rejects.toThrow('has_reason')
  })

  it('can be changed by nobody who works with the application', async () => {
    await expect(desk.sql.rows("update document_opening set reason = 'lain'")).rejects.toThrow(
      'permission denied',
    )
    await expect(desk.sql.rows('delete from document_opening')).rejects.toThrow('permission denied')
  })
})
