import { execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { checkKinds, type CheckKind } from '../../src/documents/checks/document-check.js'
import { DiskDocumentStore } from '../../src/documents/storage/disk-document-store.js'
import { topicRules } from '../../src/platform/queue/topics.js'
import { describeWith } from '../support/parts.js'
import type { DeadlyWork } from './deadly-worker.js'
import { DocumentsDesk, picture } from './documents-desk.js'
import { expectNothingSilent, ownersOf } from './nothing-silent.js'

jest.setTimeout(180_000)

const { attempts, owner } = topicRules['documents.check']

describe('a worker that is killed', () => {
  let desk: DocumentsDesk
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())

  const givenAndLodged = async () => {
    const draft = await desk.draft()
    await desk.give(draft, 'KK')
    await desk.submit(draft)
    return draft
  }

  /** Hands one message to a process that dies in this check; tells by what it ended. */
  const killedIn = async (kind: CheckKind): Promise<NodeJS.Signals | null> => {
    const [message] = await desk.waitingMessages()
    const { application: database } = desk.database
    const work: DeadlyWork = {
      database,
      folder: desk.folder,
      now: desk.clock.now(),
      kind,
      outboxId: message?.id ?? '',
    }
    const words = [
      '--import',
      './test/support/run-typescript.js',
      'test/e2e/deadly-worker.ts',
      JSON.stringify(work),
    ]
    const child = spawn(process.execPath, words, { stdio: 'ignore' })
    return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  }

  it.each(checkKinds)('in the check "%s" costs no document: the next one does what is left', async (kind) => {
    const draft = await givenAndLodged()
    expect(await killedIn(kind)).toBe('SIGKILL')
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ [kind]: 'pending' })
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
    await expectNothingSilent(desk, draft, 'KK')
    expect(await desk.eventsOf(draft.claimId)).toEqual(['submit', 'checks_done'])
  })

  it('every time leaves its document to a person, and the claim goes on', async () => {
    const draft = await givenAndLodged()
    const waiting = await desk.waitingMessages()
    await desk.sql.rows('update outbox set attempts = $2 where id = any($1)', [
      waiting.map(({ id }) => id),
      attempts - 1,
    ])
    expect(await killedIn('opens')).toBe('SIGKILL')
    for (const { id } of await desk.waitingMessages())
      await desk.sql.rows('update outbox set attempts = greatest(attempts, $2) where id = $1', [id, attempts])
    await desk.work().catch(() => undefined)
    await desk.work().catch(() => undefined)
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'stalled' })
    expect(await ownersOf(desk, draft.claimId)).toContain(owner)
    await expectNothingSilent(desk, draft, 'KK')
  })
})

describe('a hostile file', () => {
  let desk: DocumentsDesk
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())

  const lodgedWith = async (content: Buffer, name: string) => {
    const draft = await desk.draft()
    await desk.give(draft, 'KK', content, name)
    await desk.submit(draft)
    await desk.work()
    return draft
  }

  it('that is no PDF behind its first line ends with a person or an answer to the family', async () => {
    const draft = await lodgedWith(Buffer.from(`%PDF-1.7\n${'rusak '.repeat(500)}`), 'akta.pdf')
    await expectNothingSilent(desk, draft, 'KK')
  })

  it('that unpacks to a thousand times its size stops at the limits and not at the machine', async () => {
    const draft = await lodgedWith(pdfBomb(), 'akta.pdf')
    await expectNothingSilent(desk, draft, 'KK')
  })

  it('that says it has 40,000 times 40,000 pixels is not opened', async () => {
    const draft = await lodgedWith(pngOf(40_000, 40_000), 'foto.png')
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ opens: 'fail' })
    await expectNothingSilent(desk, draft, 'KK')
  })

  it('that was renamed is taken for what it is, and shown as that', async () => {
    const draft = await lodgedWith(picture('diganti nama'), 'akta.pdf')
    const [file] = await desk.sql.rows<{ media_type: string }>(
      'select media_type from document_file where claim_id = $1',
      [draft.claimId],
    )
    expect(file).toEqual({ media_type: 'image/png' })
    await expectNothingSilent(desk, draft, 'KK')
  })

  it('that is an archive under the name of a photo is refused at the door, in words', async () => {
    const zip = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1'), Buffer.alloc(200, 1)])
    const draft = await desk.draft()
    await expect(desk.give(draft, 'KK', zip, 'foto.jpg')).rejects.toThrow('bukan foto atau PDF')
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'required' })
  })
})

describeWith(['mount'])('a full disk', () => {
  let disk: string
  let desk: DocumentsDesk
  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), 'santun-small-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk])
    desk = await DocumentsDesk.open({ store: new DiskDocumentStore(disk) })
  })
  afterAll(async () => {
    await desk.close()
    execFileSync('umount', [disk])
    await rm(disk, { recursive: true, force: true })
  })

  const filler = () => join(disk, 'penuh')

  it('is told to the family as ours and not as theirs, and takes the file when there is room again', async () => {
    const draft = await desk.draft()
    await expect(desk.give(draft, 'KK', picture('x'.repeat(400_000)))).rejects.toMatchObject({ status: 503 })
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'required' })
    await expect(desk.give(draft, 'KK')).resolves.toMatchObject({ repeated: false })
    await desk.work()
    expect(await desk.item(draft.claimId, 'KK')).toMatchObject({ state: 'to_review' })
  })

  it('under a worker leaves the document to a person, and the claim goes on', async () => {
    const draft = await desk.draft()
    await desk.give(draft, 'KK')
    await desk.submit(draft)
    await writeFile(filler(), Buffer.alloc(400_000)).catch(() => undefined)
    for (let attempt = 1; attempt <= attempts; attempt++) await desk.work().catch(() => undefined)
    expect(await desk.outcomesOf(draft.claimId)).toMatchObject({ intact: 'pass', opens: 'stalled' })
    expect(await ownersOf(desk, draft.claimId)).toContain(owner)
    await expectNothingSilent(desk, draft, 'KK')
    await rm(filler())
  })
})

/** A PDF of some kilobytes whose page unpacks, twice over, to half a gigabyte. */
function pdfBomb(): Buffer {
  const page = deflateSync(deflateSync(Buffer.alloc(512 * 1024 * 1024, '0 0 m\n'), { level: 1 }))
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>',
  ].map((body, index) => Buffer.from(`${index + 1} 0 obj\n${body}\nendobj\n`))
  const head = `4 0 obj\n<< /Length ${page.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n`
  const parts = [
    Buffer.from('%PDF-1.4\n'),
    ...objects,
    Buffer.concat([Buffer.from(head), page, Buffer.from('\nendstream\nendobj\n')]),
  ]
  const offsets: number[] = []
  let length = 0
  for (const part of parts) {
    offsets.push(length)
    length += part.length
  }
  const entries = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const table = `xref\n0 5\n0000000000 65535 f \n${entries.join('')}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(table)])
}

/** The head of a picture that announces more than it holds. */
function pngOf(width: number, height: number): Buffer {
  const content = Buffer.from(picture())
  content.writeUInt32BE(width, 16)
  content.writeUInt32BE(height, 20)
  return content
}
