import { copyFile, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ClaimKeys } from '../../src/platform/personal-data/claim-keys.js'
import { DiskDocumentStore } from '../../src/documents/storage/disk-document-store.js'
import { DocumentVault } from '../../src/documents/storage/document-vault.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import { UpstreamUnavailable } from '../../src/platform/problem/problems.js'
import { DocumentsDesk, MASTER_KEYS, type OpenDraft, picture } from './documents-desk.js'

const NEWER = `newer:${Buffer.alloc(32, 9).toString('base64')}`

describe('the store of documents', () => {
  let desk: DocumentsDesk
  let draft: OpenDraft
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    draft = await desk.draft()
  })

  const keyOfFile = async (claimId: string) => {
    const [file] = await desk.sql.rows<{ storage_key: string }>(
      'select storage_key from document_file where claim_id = $1',
      [claimId],
    )
    return file?.storage_key ?? ''
  }
  const vaultWith = (keys: string) =>
    new DocumentVault(
      new ClaimKeys(desk.sql, desk.clock, KeyRing.parse(keys)),
      new DiskDocumentStore(desk.folder),
    )

  it('gives out nothing when a single bit on the disk has changed', async () => {
    await desk.give(draft, 'KK')
    const path = `${desk.folder}/${await keyOfFile(draft.claimId)}`
    const sealed = await readFile(path)
    sealed[40] = (sealed[40] ?? 0) ^ 1
    await writeFile(path, sealed)
    expect(await vaultWith(MASTER_KEYS).open(await keyOfFile(draft.claimId))).toBeNull()
  })

  it('gives out nothing when one file was put in the place of another', async () => {
    await desk.give(draft, 'KK', picture('satu'))
    const first = await keyOfFile(draft.claimId)
    const content = await vaultWith(MASTER_KEYS).receive(draft.claimId, picture('dua'), 1000)
    const second = await content.keep()
    await copyFile(`${desk.folder}/${second}`, `${desk.folder}/${first}`)
    expect(await vaultWith(MASTER_KEYS).open(first)).toBeNull()
  })

  it('cannot be read with the key of another claim', async () => {
    await desk.give(draft, 'KK')
    const other = await desk.draft()
    await desk.give(other, 'KK', picture('lain'))
    const key = await keyOfFile(draft.claimId)
    await rename(`${desk.folder}/${key}`, `${desk.folder}/${await keyOfFile(other.claimId)}`)
    expect(await vaultWith(MASTER_KEYS).open(await keyOfFile(other.claimId))).toBeNull()
  })

  it('keeps the key of a claim from being deleted by the application', async () => {
    await desk.give(draft, 'KK')
    await expect(desk.sql.rows('delete from claim_data_key')).rejects.toThrow('permission denied')
  })

  it('is readable with a new master key after rotation, and no longer needs the old one', async () => {
    await desk.give(draft, 'KK', picture('tetap'))
    const both = new ClaimKeys(desk.sql, desk.clock, KeyRing.parse(`${NEWER},${MASTER_KEYS}`))
    expect(await both.rotate()).toBeGreaterThan(0)
    expect(await both.rotate()).toBe(0)
    expect(await vaultWith(NEWER).open(await keyOfFile(draft.claimId))).toEqual(picture('tetap'))
    const back = new ClaimKeys(desk.sql, desk.clock, KeyRing.parse(`${MASTER_KEYS},${NEWER}`))
    await back.rotate()
  })

  it('says which master key is missing instead of taking the file for damaged', async () => {
    await desk.give(draft, 'KK')
    await expect(vaultWith(NEWER).open(await keyOfFile(draft.claimId))).rejects.toThrow('"test"')
  })

  it('does not take a file for damaged when a master key of the same name is another key', async () => {
    await desk.give(draft, 'KK')
    const wrong = vaultWith(`test:${Buffer.alloc(32, 1).toString('base64')}`)
    await expect(wrong.open(await keyOfFile(draft.claimId))).rejects.toThrow('bukan kunci yang dulu')
  })

  it('makes one data key when the first ten files of a claim come at once', async () => {
    const given = Array.from({ length: 10 }, (_, page) => desk.give(draft, 'KK', picture(`halaman ${page}`)))
    await Promise.all(given)
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
  })

  it('says that the fault is ours when the disk does not take the file, and leaves the claim as it was', async () => {
    await desk.documents.listFor(draft.claimId, draft.heir)
    const incoming = `${desk.folder}/incoming`
    await rename(incoming, `${incoming}-away`)
    await expect(desk.give(draft, 'KK')).rejects.toThrow(UpstreamUnavailable)
    await rename(`${incoming}-away`, incoming)
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'required' })
  })

  it('does not take a disk that is away for files that are lost', async () => {
    await desk.give(draft, 'KK')
    const key = await keyOfFile(draft.claimId)
    const store = new DiskDocumentStore(desk.folder)
    await rename(desk.folder, `${desk.folder}-away`)
    const reading = store.read(key)
    await expect(reading).rejects.toThrow('ENOENT')
    await rename(`${desk.folder}-away`, desk.folder)
  })

  it('keeps to its own folder', async () => {
    await expect(new DiskDocumentStore(desk.folder).read('../elsewhere')).rejects.toThrow(
      'leads out of the store',
    )
  })
})

describe('the key ring', () => {
  it('names the entry that is not a key', () => {
    expect(() => KeyRing.parse(`${NEWER},old:c2hvcnQ=`)).toThrow('Kunci ke-2')
  })

  it('is made on the first start without one, is found again, and is readable by its owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'santun-keys-'))
    const rings = [KeyRing.from({ SANTUN_DATA: folder }), KeyRing.from({ SANTUN_DATA: folder })]
    const [first, second] = rings.map((ring) => ring.get(ring.current).export())
    expect(second).toEqual(first)
    expect((await stat(join(folder, 'keys', 'master'))).mode & 0o077).toBe(0)
    await rm(folder, { recursive: true })
  })

  it('refuses to be empty', () => {
    expect(() => KeyRing.parse(' ')).toThrow('tidak berisi kunci')
  })
})
