import { rm, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { DocumentsDesk, type OpenDraft, picture } from './documents-desk.js'

describe('checking documents', () => {
  let desk: DocumentsDesk
  let draft: OpenDraft
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    draft = await desk.draft()
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })

  const storedPath = async (claimId: string) => {
    const [file] = await desk.sql.rows<{ storage_key: string }>(
      'select storage_key from document_file where claim_id = $1',
      [claimId],
    )
    return `${desk.folder}/${file?.storage_key}`
  }

  it('lets a claim without files go on to a person at once', async () => {
    await desk.submit(draft)
    await desk.work()
    expect(await desk.stateOf(draft.claimId)).toBe('in_verification')
  })

  it('writes the list of required documents even when nobody opened it before', async () => {
    await desk.submit(draft)
    await desk.work()
    expect(await desk.item(draft.claimId, 'AKTA_KEMATIAN')).toMatchObject({
      necessity: 'required',
      state: 'required',
    })
  })

  it('keeps one outcome for each check of a good file and hands it to a person', async () => {
    await desk.give(draft, 'KK')
    await desk.submit(draft)
    await desk.work()
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({
      intact: 'pass',
      type: 'pass',
      limits: 'pass',
    })
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
    expect(await desk.stateOf(draft.claimId)).toBe('in_verification')
  })

  it('tells the claim once when the same work is delivered twice', async () => {
    await desk.give(draft, 'KK')
    await desk.submit(draft)
    await desk.work(2)
    expect(await desk.eventsOf(draft.claimId)).toEqual(['submit', 'checks_done'])
  })

  it('tells the claim once when two workers do the same work at once', async () => {
    await desk.give(draft, 'KK')
    await desk.submit(draft)
    await Promise.all([desk.work(), desk.work()])
    expect(await desk.eventsOf(draft.claimId)).toEqual(['submit', 'checks_done'])
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
  })

  it('opens each file once, however many messages find it waiting', async () => {
    const given = ['KK', 'KTP_PESERTA', 'AKTA_KEMATIAN']
    for (const code of given) await desk.give(draft, code, picture(code))
    const opened = jest.spyOn(desk.documents['vault'], 'open')
    await Promise.all([1, 2, 3, 4].map(() => desk.work()))
    const files = await desk.sql.rows<{ storage_key: string }>(
      'select storage_key from document_file where claim_id = $1 order by storage_key',
      [draft.claimId],
    )
    const keys = files.map((file) => file.storage_key)
    expect(keys).toHaveLength(given.length)
    expect(
      opened.mock.calls
        .map(([key]) => key)
        .filter((key) => keys.includes(key))
        .sort(),
    ).toEqual(keys)
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
  })

  it('asks for a file again that was damaged on the disk, and shows what it could not check', async () => {
    await desk.give(draft, 'KK')
    await writeFile(await storedPath(draft.claimId), 'damaged')
    await desk.submit(draft)
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({
      state: 'unreadable',
      defect_code: 'CANNOT_BE_OPENED',
    })
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ intact: 'fail', type: 'unavailable' })
    expect(await desk.stateOf(draft.claimId)).toBe('in_verification')
  })

  it('asks for a file again that is missing from the disk', async () => {
    await desk.give(draft, 'KK')
    await rm(await storedPath(draft.claimId))
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'unreadable' })
  })

  it('refuses the very same file again after it could not be opened, and takes another', async () => {
    await desk.give(draft, 'KK')
    await rm(await storedPath(draft.claimId))
    await desk.work()
    await expect(desk.give(draft, 'KK')).rejects.toThrow('berkas yang sama')
    await desk.give(draft, 'KK', picture('foto baru'))
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review', defect_code: null })
  })

  describe('when a check cannot be done', () => {
    const breakChecks = () => {
      const vault = desk.documents['vault']
      return jest.spyOn(vault, 'open').mockRejectedValue(new Error('EIO: the disk does not answer'))
    }
    const tryUntilGivenUp = async () => {
      for (let attempt = 1; attempt <= 4; attempt++) await desk.work().catch(() => undefined)
    }

    it('lets the claim go on with the document marked for a person, and says so on the claim', async () => {
      await desk.give(draft, 'KK')
      await desk.submit(draft)
      breakChecks()
      await tryUntilGivenUp()
      expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'stalled' })
      expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ intact: 'stalled' })
      expect(await desk.eventsOf(draft.claimId)).toEqual(['submit', 'checks_stalled'])
      const owners = await desk.sql.rows<{ owner_role: string }>(
        'select owner_role from attention where claim_id = $1',
        [draft.claimId],
      )
      expect(owners[0]).toEqual({ owner_role: 'verifier' })
    })

    it('is tried again when a person asks for it', async () => {
      await desk.give(draft, 'KK')
      await desk.submit(draft)
      breakChecks()
      await tryUntilGivenUp()
      jest.restoreAllMocks()
      await desk.decisions.retryChecks(draft.claimId, 'KK', desk.staff('verifier'))
      await desk.work()
      expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
      expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ intact: 'pass' })
    })

    it('may be replaced by a person who looked, and stays recorded as not done', async () => {
      await desk.give(draft, 'KK')
      await desk.submit(draft)
      breakChecks()
      await tryUntilGivenUp()
      await desk.decisions.checkByHand(
        draft.claimId,
        'KK',
        'Dibuka dan dibaca di loket.',
        desk.staff('verifier'),
      )
      expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
      expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ intact: 'unavailable' })
    })

    it('is tried again when the claim is lodged, if it had given up on the draft', async () => {
      await desk.give(draft, 'KK')
      breakChecks()
      await tryUntilGivenUp()
      jest.restoreAllMocks()
      await desk.submit(draft)
      await desk.work()
      expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
      expect(await desk.eventsOf(draft.claimId)).toEqual(['submit', 'checks_done'])
    })
  })

  it('keeps the outcomes of the good files when another one cannot be checked', async () => {
    await desk.give(draft, 'KK')
    await desk.give(draft, 'REKENING')
    const vault = desk.documents['vault']
    const open = vault.open.bind(vault)
    let calls = 0
    jest
      .spyOn(vault, 'open')
      .mockImplementation((...file) => (++calls === 1 ? Promise.reject(new Error('EIO')) : open(...file)))
    await expect(desk.checks.runWaiting(draft.claimId)).rejects.toThrow('EIO')
    const states = [await desk.item(draft.claimId, 'KK'), await desk.item(draft.claimId, 'REKENING')].map(
      (item) => item?.state,
    )
    expect(states.sort()).toEqual(['checking', 'to_review'])
  })

  it('moves the facts of the claim with every outcome, so that no decision rests on an older one', async () => {
    const version = async () =>
      (
        await desk.sql.rows<{ facts_version: number }>('select facts_version from claim where id = $1', [
          draft.claimId,
        ])
      )[0]?.facts_version ?? 0
    await desk.give(draft, 'KK')
    const before = await version()
    await desk.work()
    expect(await version()).toBeGreaterThan(before)
  })
})
