import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { InvalidInput, NotAllowed } from '../../src/platform/problem/problems.js'
import { DocumentsDesk, type OpenDraft, picture } from './documents-desk.js'

const problem = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof InvalidInput)) throw new Error(`Not refused as input: ${String(error)}`)
  return error.errors[0]
}

async function* breakingOff(content: Buffer) {
  yield content.subarray(0, 40)
  await Promise.resolve()
  throw new Error('aborted')
}

async function* endless() {
  yield picture()
  for (;;) {
    await Promise.resolve()
    yield Buffer.alloc(1024 * 1024)
  }
}

describe('receiving a document', () => {
  let desk: DocumentsDesk
  let draft: OpenDraft
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    draft = await desk.draft()
  })

  const files = (claimId: string) =>
    desk.sql.rows<{ id: string; storage_key: string; name: string; media_type: string }>(
      'select id, storage_key, name, media_type from document_file where claim_id = $1',
      [claimId],
    )

  it('keeps the content as it was given and can give it back', async () => {
    const { fileId } = await desk.give(draft, 'KK', picture('isi'), 'kk.png')
    const opened = await desk.documents.open(fileId, desk.staff('verifier'))
    expect(opened).toEqual({ name: 'kk.png', mediaType: 'image/png', content: picture('isi') })
  })

  it('writes no readable content to the disk', async () => {
    await desk.give(draft, 'KK', picture('rahasia-keluarga'))
    const [file] = await files(draft.claimId)
    const onDisk = await readFile(`${desk.folder}/${file?.storage_key}`)
    expect(onDisk.includes('rahasia-keluarga')).toBe(false)
    expect(onDisk.includes('PNG')).toBe(false)
  })

  it('keeps a data key for the claim that is itself wrapped', async () => {
    await desk.give(draft, 'KK')
    const [key] = await desk.sql.rows<{ master_key: string; wrapped: Buffer }>(
      'select master_key, wrapped from claim_data_key where claim_id = $1',
      [draft.claimId],
    )
    expect(key?.master_key).toBe('test')
    expect(key?.wrapped.length).toBeGreaterThan(32)
  })

  it('lets the family give documents while the claim is still a draft, and sends them to the checks', async () => {
    await desk.give(draft, 'AKTA_KEMATIAN')
    expect(await desk.item(draft.claimId, 'AKTA_KEMATIAN')).toMatchObject({ state: 'received' })
    await desk.work()
    expect(await desk.item(draft.claimId, 'AKTA_KEMATIAN')).toMatchObject({ state: 'to_review' })
  })

  it('answers the same content for the same document from the first time', async () => {
    const first = await desk.give(draft, 'KK')
    const again = await desk.give(draft, 'KK')
    expect(again).toEqual({ fileId: first.fileId, repeated: true })
    expect(await files(draft.claimId)).toHaveLength(1)
  })

  it('stores the same content once when it is sent five times at once', async () => {
    const given = await Promise.all(Array.from({ length: 5 }, () => desk.give(draft, 'KK')))
    expect(new Set(given.map(({ fileId }) => fileId)).size).toBe(1)
    expect(given.filter(({ repeated }) => !repeated)).toHaveLength(1)
  })

  it('takes further pages for the same document', async () => {
    await desk.give(draft, 'SK_AHLI_WARIS', picture('halaman 1'))
    await desk.work()
    await desk.give(draft, 'SK_AHLI_WARIS', picture('halaman 2'))
    expect(await desk.item(draft.claimId, 'SK_AHLI_WARIS')).toMatchObject({ state: 'received' })
    expect(await files(draft.claimId)).toHaveLength(2)
  })

  it('refuses a renamed executable by its content', async () => {
    const executable = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(200)])
    const refused = await problem(desk.give(draft, 'KK', executable, 'kartu-keluarga.jpg'))
    expect(refused).toMatchObject({ pointer: '/file', code: 'FILE_TYPE_NOT_ALLOWED' })
  })

  it('refuses an empty file', async () => {
    expect(await problem(desk.give(draft, 'KK', Buffer.alloc(0)))).toMatchObject({ code: 'FILE_EMPTY' })
  })

  it('stops reading a file that is too large and names the limit', async () => {
    const refused = await problem(desk.give(draft, 'KK', endless()))
    expect(refused).toMatchObject({
      pointer: '/file',
      code: 'FILE_TOO_LARGE',
      detail: expect.stringContaining('10 MB'),
    })
  })

  it('refuses a thirteenth file for one document', async () => {
    for (let page = 1; page <= 12; page++) await desk.give(draft, 'KK', picture(`halaman ${page}`))
    expect(await problem(desk.give(draft, 'KK', picture('halaman 13')))).toMatchObject({
      code: 'TOO_MANY_FILES',
    })
  })

  it('refuses a document that the claim does not ask for, and says so', async () => {
    const refused = await problem(desk.give(draft, 'FORM_KK1'))
    expect(refused).toMatchObject({ pointer: '/document', code: 'UNKNOWN_DOCUMENT' })
  })

  it.each([
    ['the connection broke off', () => desk.give(draft, 'KK', breakingOff(picture()))],
    ['the file was too large', () => desk.give(draft, 'KK', endless())],
    ['the type was not allowed', () => desk.give(draft, 'KK', Buffer.from('bukan gambar'))],
  ])('leaves nothing behind when %s', async (_, give) => {
    const before = await desk.stored()
    await problem(give())
    expect(await desk.stored()).toEqual(before)
    expect(await files(draft.claimId)).toEqual([])
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'required' })
  })

  it('refers to nothing half-done when the process dies between file and row', async () => {
    // What such a death leaves: the content in its place, and no row that speaks of it.
    const source = Readable.from([picture('terputus')])
    const content = await desk.documents['vault'].receive(draft.claimId, source, 1000)
    await content.keep()
    expect(await files(draft.claimId)).toEqual([])
    await desk.give(draft, 'KK', picture('terputus'))
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
  })

  it('shows a plain name, whatever the sender called the file', async () => {
    const { fileId } = await desk.give(draft, 'KK', picture(), '../../etc/\u202Egnp.<b>kk</b>.png')
    expect((await desk.documents.open(fileId, draft.heir)).name).toBe('b.png')
  })

  it('lets nobody give documents who is not a party to the claim', async () => {
    const stranger = await desk.draft()
    await expect(desk.give({ claimId: draft.claimId, heir: stranger.heir }, 'KK')).rejects.toThrow(NotAllowed)
  })

  it('lets no officer of another branch give or see documents', async () => {
    const elsewhere = { ...desk.staff('officer'), branchId: '00000000-0000-4000-8000-000000000000' }
    await expect(desk.give({ claimId: draft.claimId, heir: elsewhere }, 'KK')).rejects.toThrow(NotAllowed)
    await expect(desk.documents.listFor(draft.claimId, elsewhere)).rejects.toThrow(NotAllowed)
  })

  it('shows no documents to those who only send money', async () => {
    await expect(desk.documents.listFor(draft.claimId, desk.staff('releaser'))).rejects.toThrow(NotAllowed)
  })

  it('takes "I do not have this" for an answer, with its reason', async () => {
    await desk.documents.listFor(draft.claimId, draft.heir)
    await desk.documents.declareMissing(draft.claimId, 'BUKU_NIKAH', 'Hilang saat banjir.', draft.heir)
    const shown = (await desk.documents.listFor(draft.claimId, draft.heir)).find(
      ({ code }) => code === 'BUKU_NIKAH',
    )
    expect(shown).toMatchObject({
      state: 'declared_missing',
      stateInWords: 'Belum punya dokumen ini',
      note: 'Hilang saat banjir.',
    })
  })

  it('asks for the reason when none is given', async () => {
    const refused = await problem(desk.documents.declareMissing(draft.claimId, 'KK', ' ', draft.heir))
    expect(refused).toMatchObject({ pointer: '/reason', code: 'REASON_MISSING' })
  })
})
