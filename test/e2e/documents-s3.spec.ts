import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { DocumentSweep } from '../../src/documents/document-sweep.service.js'
import { S3DocumentStore } from '../../src/documents/storage/s3-document-store.js'
import { s3SettingsFrom, type S3Settings } from '../../src/documents/storage/s3-settings.js'
import { describeWith } from '../support/parts.js'
import { startSwift, type SwiftServer } from '../support/swift.js'
import { DocumentsDesk, type OpenDraft, picture } from './documents-desk.js'

jest.setTimeout(120_000)

const sourceOf = async function* (...pieces: string[]) {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece))
}
const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

describeWith(['swift'])('documents in a store that speaks S3', () => {
  let server: SwiftServer
  let settings: S3Settings
  let store: S3DocumentStore
  let desk: DocumentsDesk
  let draft: OpenDraft
  beforeAll(async () => {
    server = await startSwift()
    const { endpoint, accessKey, secretKey } = server
    settings = { endpoint, accessKey, secretKey, bucket: 'santun', region: 'us-east-1' }
    const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey }
    const client = new S3Client({ endpoint, region: settings.region, forcePathStyle: true, credentials })
    await client.send(new CreateBucketCommand({ Bucket: settings.bucket }))
    client.destroy()
    store = new S3DocumentStore(settings)
    desk = await DocumentsDesk.open({ store })
    draft = await desk.draft()
  })
  afterAll(async () => {
    await desk.close()
    await server.stop()
  })

  it('are received, checked and given back as from a disk', async () => {
    const { fileId } = await desk.give(draft, 'KK', picture('s3'))
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
    const { content } = await desk.documents.open(fileId, draft.heir)
    expect(content.equals(picture('s3'))).toBe(true)
  })

  it('lie there encrypted, under a key that names neither person nor document', async () => {
    const stored = await collect(store.list())
    const keys = stored.map(({ key }) => key)
    expect(keys.every((key) => /^[0-9a-f-]{36}\/[0-9a-f]{64}$/.test(key))).toBe(true)
    const contents = await Promise.all(keys.map((key) => store.read(key)))
    expect(contents.some((content) => content?.includes(picture('s3').subarray(0, 8)))).toBe(false)
  })

  it('are nowhere when their stream breaks off', async () => {
    const before = (await collect(store.list())).length
    const breaking = async function* () {
      yield Buffer.from('awal')
      await Promise.reject(new Error('putus'))
    }
    await expect(store.hold(breaking())).rejects.toThrow('putus')
    expect(await collect(store.list())).toHaveLength(before)
  })

  it('are swept when no row speaks of them', async () => {
    const held = await store.hold(sourceOf('yatim', ' piatu'))
    await held.keep(`${draft.claimId}/${'f'.repeat(64)}`)
    expect(await desk.get(DocumentSweep).run()).toMatchObject({ orphans: 0 })
    desk.clock.moveTo('2100-01-01T00:00:00.000Z')
    expect(await desk.get(DocumentSweep).run()).toMatchObject({ orphans: 1 })
    await expect(store.read(`${draft.claimId}/${'f'.repeat(64)}`)).resolves.toBeNull()
  })

  it('are refused to who does not know the secret', async () => {
    const stranger = new S3DocumentStore({ ...settings, secretKey: 'salah' })
    await expect(stranger.read('apa/saja')).rejects.toThrow()
  })
})

describe('the settings of an S3 store', () => {
  it('name the one that is missing', () => {
    const environment = { SANTUN_S3_ENDPOINT: 'http://s3.test', SANTUN_S3_BUCKET: 'santun' }
    expect(() => s3SettingsFrom(environment)).toThrow('SANTUN_S3_ACCESS_KEY harus diisi')
  })

  it('are none where no endpoint is set', () => {
    expect(s3SettingsFrom({})).toBeUndefined()
  })

  it('lead to an error and not to an answer when the store is away', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const settings = {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'b',
      accessKey: 'a',
      secretKey: 's',
      region: 'r',
    }
    await expect(new S3DocumentStore(settings).read('x')).rejects.toThrow('ECONNREFUSED')
  })
})
