import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer, request as ask, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { Problem } from '../../src/platform/problem/problems.js'
import { DocumentsDesk, type OpenDraft } from './documents-desk.js'

const TUS = { 'Tus-Resumable': '1.0.0' }
const PIECE = { ...TUS, 'Content-Type': 'application/offset+octet-stream' }
const KEYS = '/uploads'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

describe('a file sent in pieces', () => {
  let desk: DocumentsDesk
  let folder: string
  let door: Server
  let photo: Buffer
  let draft: OpenDraft

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'santun-uploads-'))
    desk = await DocumentsDesk.open({ uploadFolder: folder })
    draft = await desk.draft()
    photo = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#808080' } })
      .png({ compressionLevel: 0 })
      .toBuffer()
    door = createServer((request, response) => {
      const [, , , , id] = (request.url ?? '').split('/')
      const [, claimId = '', code = ''] = (request.url ?? '').split('/')
      const actor = request.headers['x-other'] ? { ...draft.heir, id: 'party:other' } : draft.heir
      desk.uploads.handle(request, response, { claimId, code, actor }, id).catch((error: unknown) => {
        response.writeHead(error instanceof Problem ? error.status : 500).end(String(error))
      })
    })
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    door.close()
    await desk.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** One request; `cut` breaks the connection after so many bytes. */
  const send = (method: string, path: string, headers: Record<string, string>, body?: Buffer, cut?: number) =>
    new Promise<Answer>((resolve, reject) => {
      const { port } = door.address() as AddressInfo
      const length = body ? { 'Content-Length': String(body.length) } : {}
      const request = ask({ port, path, method, headers: { ...headers, ...length } }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        )
      })
      request.on('error', reject)
      if (cut === undefined || !body) request.end(body)
      else
        request.write(body.subarray(0, cut), () => setTimeout(() => request.destroy(new Error('cut')), 100))
    })
  const begin = async (code: string, length: number) => {
    const name = Buffer.from('foto ktp.png').toString('base64')
    const headers = { ...TUS, 'Upload-Length': String(length), 'Upload-Metadata': `filename ${name}` }
    return send('POST', `/${draft.claimId}/${code}${KEYS}`, headers)
  }
  const offsetOf = async (path: string) => Number((await send('HEAD', path, TUS)).headers['upload-offset'])

  it('goes on where the connection broke and becomes a file like any other', async () => {
    const path = (await begin('KK', photo.length)).headers.location ?? ''
    await expect(send('PATCH', path, { ...PIECE, 'Upload-Offset': '0' }, photo, 700_001)).rejects.toThrow(
      'cut',
    )
    const offset = await offsetOf(path)
    expect(offset).toBeGreaterThan(0)
    const last = await send(
      'PATCH',
      path,
      { ...PIECE, 'Upload-Offset': String(offset) },
      photo.subarray(offset),
    )
    expect(last.status).toBe(204)
    const opened = await desk.documents.open(String(last.headers['santun-file']), draft.heir)
    expect(opened.name).toBe('foto ktp.png')
    expect(opened.content.equals(photo)).toBe(true)
  })

  it('lies encrypted on the disk while it is on its way', async () => {
    const path = (await begin('REKENING', photo.length)).headers.location ?? ''
    await send('PATCH', path, { ...PIECE, 'Upload-Offset': '0' }, photo.subarray(0, 100_003))
    const piece = await readFile(join(folder, path.split('/').at(-1) ?? ''))
    expect(piece.length).toBe(100_003)
    expect(piece.includes(photo.subarray(0, 16))).toBe(false)
    expect(await offsetOf(path)).toBe(100_003)
  })

  it('is known to its sender as received also when the last answer was lost', async () => {
    const path = (await begin('SK_AHLI_WARIS', photo.length)).headers.location ?? ''
    await send('PATCH', path, { ...PIECE, 'Upload-Offset': '0' }, photo)
    expect(await offsetOf(path)).toBe(photo.length)
    expect((await stat(join(folder, path.split('/').at(-1) ?? ''))).size).toBe(0)
  })

  it('is received when its sender asks, should the server have died after the last byte', async () => {
    const path = (await begin('BUKU_NIKAH', photo.length)).headers.location ?? ''
    const id = path.split('/').at(-1) ?? ''
    await send('PATCH', path, { ...PIECE, 'Upload-Offset': '0' }, photo.subarray(0, 10))
    const pieces = desk.uploads['started'].pieces
    await pieces.write(Readable.from([photo.subarray(10)]), id, 10)
    expect(await offsetOf(path)).toBe(photo.length)
    expect(await desk.item(draft.claimId, 'BUKU_NIKAH')).toMatchObject({ state: 'received' })
  })

  it('that is no photo is refused in words, and its sender begins anew', async () => {
    const text = Buffer.alloc(2_000, 'bukan foto ')
    const path = (await begin('KTP_AHLI_WARIS', text.length)).headers.location ?? ''
    const answer = await send('PATCH', path, { ...PIECE, 'Upload-Offset': '0' }, text)
    expect(answer).toMatchObject({ status: 422, body: expect.stringContaining('bukan foto atau PDF') })
    expect((await send('HEAD', path, TUS)).status).toBe(404)
  })

  it('is not begun when it would be too large, or for a document that is not asked for', async () => {
    expect((await begin('KK', 50 * 1024 * 1024)).status).toBe(413)
    expect((await begin('PASPOR', 1_000)).status).toBe(422)
  })

  it('is nobody else’s to go on with', async () => {
    const path = (await begin('FORM_JKM', photo.length)).headers.location ?? ''
    expect((await send('HEAD', path, { ...TUS, 'X-Other': '1' })).status).toBe(404)
    const elsewhere = path.replace('FORM_JKM', 'KK')
    expect((await send('PATCH', elsewhere, { ...PIECE, 'Upload-Offset': '0' }, photo)).status).toBe(404)
  })

  it('is given up on request', async () => {
    const path = (await begin('FORM_JKM', photo.length)).headers.location ?? ''
    expect((await send('DELETE', path, TUS)).status).toBe(204)
    expect((await send('HEAD', path, TUS)).status).toBe(404)
  })

  it('and never finished is gone after a day, with all of its pieces', async () => {
    const path = (await begin('FORM_JKM', photo.length)).headers.location ?? ''
    desk.clock.moveTo('2026-03-03T00:59:00.000Z')
    expect(await desk.uploads.removeExpired()).toBe(0)
    desk.clock.moveTo('2026-03-03T01:01:00.000Z')
    expect(await desk.uploads.removeExpired()).toBeGreaterThan(0)
    expect(await readdir(folder)).toEqual([])
    expect((await send('HEAD', path, TUS)).status).toBe(404)
  })
})
