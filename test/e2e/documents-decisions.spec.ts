import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { DocumentFacts } from '#libs/lifecycle'
import { documentsFactsParts } from '../../src/documents/documents.facts-parts.js'
import { InvalidInput, NotAllowed, TransitionRefused } from '../../src/platform/problem/problems.js'
import { DocumentsDesk, type OpenDraft, picture, requiredOfWidow } from './documents-desk.js'

describe('deciding on documents', () => {
  let desk: DocumentsDesk
  let draft: OpenDraft
  let claimId: string
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())

  const verifier = () => desk.staff('verifier')
  const approver = () => desk.staff('approver', '00000000-0000-4000-8000-00000000000a')
  const lodgeWith = async (...codes: string[]) => {
    draft = await desk.draft()
    claimId = draft.claimId
    for (const code of codes) await desk.give(draft, code, picture(`${claimId} ${code}`))
    await desk.submit(draft)
    await desk.work()
  }
  const legalClock = () =>
    desk.sql.rows<{ started_at: string }>(
      "select started_at from clock where claim_id = $1 and name = 'legal'",
      [claimId],
    )

  describe('on a claim with all its papers', () => {
    beforeEach(() => lodgeWith(...requiredOfWidow))

    it('starts the legal clock when the last required document is accepted, and not before', async () => {
      for (const code of requiredOfWidow.slice(0, -1)) await desk.decisions.accept(claimId, code, verifier())
      expect(await legalClock()).toHaveLength(0)
      await desk.decisions.accept(claimId, 'REKENING', verifier())
      expect(await legalClock()).toHaveLength(1)
      expect(await desk.eventsOf(claimId)).toEqual(['submit', 'checks_done', 'completeness_reached'])
    })

    it('starts the legal clock once, however often the worker looks', async () => {
      for (const code of requiredOfWidow) await desk.decisions.accept(claimId, code, verifier())
      await desk.sql.rows(
        "insert into outbox (topic, claim_id, occurred_at) values ('documents.check', $1, $2)",
        [claimId, desk.clock.now()],
      )
      await desk.work(2)
      expect(await legalClock()).toHaveLength(1)
    })

    it('lets the worker tell the claim what the process that accepted died before telling', async () => {
      for (const code of requiredOfWidow.slice(0, -1)) await desk.decisions.accept(claimId, code, verifier())
      // What is left when the process dies right after the commit: the document accepted, the message waiting.
      await desk.decisions['decideInVerification'](claimId, 'REKENING', {
        event: 'accept',
        actor: verifier(),
      })
      expect(await legalClock()).toHaveLength(0)
      await desk.work()
      expect(await legalClock()).toHaveLength(1)
    })

    it('remembers who accepted and who saw the original', async () => {
      await desk.decisions.accept(claimId, 'KK', verifier(), { originalSeen: true })
      const [item] = await desk.sql.rows<{ looked_at_by: string; original_seen_by: string }>(
        "select looked_at_by, original_seen_by from document_item where claim_id = $1 and code = 'KK'",
        [claimId],
      )
      expect(item).toEqual({ looked_at_by: verifier().id, original_seen_by: verifier().id })
    })

    it('keeps the whole history of a document', async () => {
      await desk.decisions.accept(claimId, 'KK', verifier())
      await desk.decisions.markDefective(claimId, 'KK', 'NAME_DIFFERS', verifier())
      const steps = await desk.sql.rows<{ event: string }>(
        `select s.event from document_item_step s join document_item i on i.id = s.item_id
         where i.claim_id = $1 and i.code = 'KK' order by s.seq`,
        [claimId],
      )
      expect(steps.map(({ event }) => event)).toEqual([
        'start_upload',
        'finish_upload',
        'start_checks',
        'finish_checks',
        'accept',
        'find_defect',
      ])
      await expect(desk.sql.rows('delete from document_item_step')).rejects.toThrow('permission denied')
    })

    it('lets nobody but a verifier accept', async () => {
      await expect(desk.decisions.accept(claimId, 'KK', approver())).rejects.toThrow(NotAllowed)
      await expect(desk.decisions.accept(claimId, 'KK', draft.heir)).rejects.toThrow(NotAllowed)
    })

    it('accepts under a lawful alternative and refuses one that the law does not know', async () => {
      await desk.decisions.accept(claimId, 'BUKU_NIKAH', verifier(), { alternative: 'ISBAT_NIKAH' })
      await expect(
        desk.decisions.accept(claimId, 'KK', verifier(), { alternative: 'ISBAT_NIKAH' }),
      ).rejects.toThrow('bukan pengganti yang sah')
      // The village letter stood in for the certificate until February 2025 only.
      await expect(
        desk.decisions.accept(claimId, 'AKTA_KEMATIAN', verifier(), { alternative: 'LOCAL_DEATH_LETTER' }),
      ).rejects.toThrow('bukan pengganti yang sah')
    })

    it('shows every document with its words, its state and its checks', async () => {
      const list = await desk.documents.listFor(claimId, verifier())
      expect(list.map(({ code }) => code)).toEqual(expect.arrayContaining(requiredOfWidow))
      const card = list.find(({ code }) => code === 'KK')
      expect(card).toMatchObject({ stateInWords: 'Diterima, menunggu petugas', why: expect.any(String) })
      expect(card?.files[0]?.checks).toEqual(
        expect.arrayContaining([expect.objectContaining({ kind: 'intact', outcome: 'pass' })]),
      )
    })
  })

  describe('on a claim with papers missing', () => {
    beforeEach(() => lodgeWith('KK', 'REKENING'))

    const request = () =>
      desk.lifecycle.fire(claimId, 'request_documents', verifier(), { idempotencyKey: 'request' })

    it('sends nothing back before every document was looked at', async () => {
      await desk.decisions.markDefective(claimId, 'KK', 'BLURRED', verifier())
      await expect(request()).rejects.toThrow(TransitionRefused)
    })

    it('sends one list with everything that is missing or wrong', async () => {
      await desk.decisions.accept(claimId, 'REKENING', verifier())
      await desk.decisions.markDefective(claimId, 'KK', 'BLURRED', verifier())
      const missing = await desk.decisions.markMissing(claimId, verifier())
      expect(missing).toEqual(requiredOfWidow.filter((code) => code !== 'KK' && code !== 'REKENING'))
      await request()
      expect(await desk.stateOf(claimId)).toBe('awaiting_documents')
    })

    it('lets the family answer with files and statements, checks only what is new, and returns to the verifier', async () => {
      await desk.decisions.accept(claimId, 'REKENING', verifier())
      await desk.decisions.markDefective(claimId, 'KK', 'BLURRED', verifier())
      await desk.decisions.markMissing(claimId, verifier())
      await request()
      const supply = () => desk.lifecycle.fire(claimId, 'supply', draft.heir, { idempotencyKey: 'supply' })
      await expect(supply()).rejects.toThrow(TransitionRefused)
      await desk.documents.declareMissing(claimId, 'BUKU_NIKAH', 'Terbakar bersama rumah.', draft.heir)
      for (const code of requiredOfWidow.filter((code) => !['REKENING', 'BUKU_NIKAH'].includes(code))) {
        await desk.give(draft, code, picture(`${claimId} ${code} baru`))
      }
      await supply()
      const [accepted] = await desk.sql.rows<{ checked_at: string }>(
        `select max(k.checked_at) as checked_at from document_check k join document_file f on f.id = k.file_id
         join document_item i on i.id = f.item_id where i.claim_id = $1 and i.code = 'REKENING'`,
        [claimId],
      )
      desk.clock.moveTo(new Date(Date.parse(desk.clock.now()) + 60_000).toISOString())
      await desk.work()
      expect(await desk.stateOf(claimId)).toBe('in_verification')
      const [after] = await desk.sql.rows<{ checked_at: string }>(
        `select max(k.checked_at) as checked_at from document_check k join document_file f on f.id = k.file_id
         join document_item i on i.id = f.item_id where i.claim_id = $1 and i.code = 'REKENING'`,
        [claimId],
      )
      expect(after).toEqual(accepted)
      expect(await desk.item(claimId, 'KK')).toMatchObject({ state: 'to_review', defect_code: null })
      expect(await desk.item(claimId, 'BUKU_NIKAH')).toMatchObject({ state: 'declared_missing' })
    })

    it('lets an approver do without a document, with a reason, and nobody else', async () => {
      await desk.decisions.markMissing(claimId, verifier())
      await expect(
        desk.decisions.waive(claimId, 'BUKU_NIKAH', 'Hubungan terbukti dari KK.', verifier()),
      ).rejects.toThrow(NotAllowed)
      await expect(desk.decisions.waive(claimId, 'BUKU_NIKAH', '', approver())).rejects.toThrow(InvalidInput)
      await desk.decisions.waive(claimId, 'BUKU_NIKAH', 'Hubungan terbukti dari KK.', approver())
      expect(await desk.item(claimId, 'BUKU_NIKAH')).toMatchObject({ state: 'waived' })
    })

    it('counts a waived document as no longer open', async () => {
      for (const code of ['KK', 'REKENING']) await desk.decisions.accept(claimId, code, verifier())
      for (const code of await desk.decisions.markMissing(claimId, verifier())) {
        await desk.decisions.waive(claimId, code, 'Terbukti dari data Dukcapil.', approver())
      }
      expect(await legalClock()).toHaveLength(1)
    })

    it('asks for a defect from the list', async () => {
      await expect(desk.decisions.markDefective(claimId, 'KK', 'UGLY', verifier())).rejects.toThrow(
        'tidak ada dalam daftar',
      )
      await expect(desk.decisions.markDefective(claimId, 'KK', '', verifier())).rejects.toThrow(
        'Pilih dari daftar',
      )
    })

    it('accepts no document that was never given', async () => {
      await expect(desk.decisions.accept(claimId, 'AKTA_KEMATIAN', verifier())).rejects.toThrow('Belum ada')
    })
  })

  it('decides nothing before the claim is under verification', async () => {
    const { claimId } = await desk.draft()
    await desk.documents.listFor(claimId, desk.staff('verifier'))
    await expect(desk.decisions.accept(claimId, 'KK', verifier())).rejects.toThrow('sedang diverifikasi')
  })

  it('follows corrected answers without losing what was given', async () => {
    draft = await desk.draft('jkm_death', { payee_named_in_will: true })
    await desk.give(draft, 'AKTA_WASIAT')
    const correct = (holds: boolean) =>
      desk.sql.rows(
        `update claim set answers = jsonb_set(answers, '{circumstances,payee_named_in_will}', $2) where id = $1`,
        [draft.claimId, JSON.stringify(holds)],
      )
    await correct(false)
    expect(
      (await desk.documents.listFor(draft.claimId, draft.heir)).some(({ code }) => code === 'AKTA_WASIAT'),
    ).toBe(false)
    await correct(true)
    const back = (await desk.documents.listFor(draft.claimId, draft.heir)).find(
      ({ code }) => code === 'AKTA_WASIAT',
    )
    expect(back).toMatchObject({ state: 'received', files: [expect.anything()] })
  })

  describe('tells the guards of the claim', () => {
    const factsOf = async (id: string) => {
      const part = documentsFactsParts.find(({ name }) => name === 'documents')
      const [row] = await desk.sql.rows<{ facts: DocumentFacts }>(
        `select ${part?.sql} as facts from claim c join branch b on b.id = c.branch_id where c.id = $1`,
        [id],
      )
      return row?.facts
    }

    it('that a claim whose list was never written is neither complete nor looked at', async () => {
      const { claimId } = await desk.draft()
      expect(await factsOf(claimId)).toMatchObject({ requiredOpen: 1, undecided: 1, completeOn: null })
    })

    it('on which day at the branch the last required document was received', async () => {
      draft = await desk.draft()
      claimId = draft.claimId
      desk.clock.moveTo('2026-04-06T02:00:00.000Z')
      for (const code of requiredOfWidow.slice(1)) await desk.give(draft, code, picture(`${claimId} ${code}`))
      await desk.submit(draft)
      // Half past midnight in Paser, still the evening before in Greenwich.
      desk.clock.moveTo('2026-04-07T16:30:00.000Z')
      await desk.give(draft, 'FORM_JKM', picture(claimId))
      await desk.work()
      desk.clock.moveTo('2026-04-20T02:00:00.000Z')
      for (const code of requiredOfWidow) await desk.decisions.accept(claimId, code, verifier())
      expect(await factsOf(claimId)).toMatchObject({
        requiredOpen: 0,
        undecided: 0,
        completeOn: '2026-04-08',
      })
    })

    it('that a document which is not required waits for a look once it is given', async () => {
      await lodgeWith('KTP_PESERTA')
      const before = await factsOf(claimId)
      await desk.decisions.accept(claimId, 'KTP_PESERTA', verifier())
      const after = await factsOf(claimId)
      expect([before?.undecided, after?.undecided]).toEqual([
        requiredOfWidow.length + 1,
        requiredOfWidow.length,
      ])
      expect(after?.requiredOpen).toBe(requiredOfWidow.length)
    })
  })
})
