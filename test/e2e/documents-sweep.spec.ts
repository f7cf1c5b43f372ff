import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DocumentSweep } from '../../src/documents/document-sweep.service.js'
import { KeyRotation } from '../../src/platform/personal-data/key-rotation.service.js'
import { NamedKeys } from '../../src/platform/personal-data/named-keys.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import { DocumentsDesk, MASTER_KEYS, type OpenDraft } from './documents-desk.js'

/** Later than whatever lies on the disk of the machine that runs the test. */
const YEARS_LATER = '2100-01-01T00:00:00.000Z'

describe('sweeping the store', () => {
  let desk: DocumentsDesk
  let draft: OpenDraft
  const orphan = () => join(desk.folder, draft.claimId, 'e'.repeat(64))
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
    draft = await desk.draft()
    await desk.give(draft, 'KK')
    await desk.work()
    await writeFile(orphan(), 'isi yang tidak punya baris')
    await writeFile(join(desk.folder, 'incoming', draft.claimId), 'terputus')
    await mkdir(join(desk.folder, 'lost+found'))
    await writeFile(join(desk.folder, 'lost+found', 'bukan-milik-kami'), '')
  })
  afterAll(() => desk.close())

  it('leaves everything that may still be on its way to its row', async () => {
    expect(await desk.get(DocumentSweep).run()).toEqual({ uploads: 0, orphans: 0 })
  })

  it('removes content of which no row speaks, and what was left aside', async () => {
    desk.clock.moveTo(YEARS_LATER)
    expect(await desk.get(DocumentSweep).run()).toEqual({ uploads: 0, orphans: 2 })
    expect(await readdir(join(desk.folder, 'incoming'))).toEqual([])
  })

  it('keeps files and pages of claims however old they are, and what is not ours', async () => {
    const [file] = await desk.sql.rows<{ id: string }>('select id from document_file')
    const actor = desk.staff('verifier')
    await expect(desk.documents.open(file?.id ?? '', actor)).resolves.toMatchObject({
      mediaType: 'image/png',
    })
    await expect(desk.documents.openPage(file?.id ?? '', 1, actor)).resolves.toBeDefined()
    expect(await readdir(join(desk.folder, 'lost+found'))).toEqual(['bukan-milik-kami'])
  })
})

describe('rotating the master key', () => {
  it('wraps every key with the new one, after which the old one is not needed', async () => {
    const desk = await DocumentsDesk.open()
    const draft = await desk.draft()
    const { fileId } = await desk.give(draft, 'KK')
    const digest = await desk.get(NamedKeys).digestOf('certificate_number', '6401-KM-26022026-0014')
    const added = `baru:${Buffer.alloc(32, 9).toString('base64')}`
    const useRing = (keys: string) => Object.assign(desk.get(KeyRing), KeyRing.parse(keys))

    useRing(`${added},${MASTER_KEYS}`)
    expect(await desk.get(KeyRotation).rotate()).toEqual({ current: 'baru', claims: 1, named: 2 })
    useRing(added)
    await expect(desk.documents.open(fileId, draft.heir)).resolves.toMatchObject({ mediaType: 'image/png' })
    const anew = new NamedKeys(desk.sql, desk.clock, KeyRing.parse(added))
    expect(await anew.digestOf('certificate_number', '6401-KM-26022026-0014')).toEqual(digest)
    await desk.close()
  })
})
