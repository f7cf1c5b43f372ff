import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { sampleDocument } from '../../src/operations/story/sample-document.js'
import { TestApp } from '../support/app.js'
import { Desk } from '../support/desk.js'

describe('a file sent in pieces through the door', () => {
  let app: TestApp
  let desk: Desk
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  afterAll(() => app.stop())

  it('is taken in when its last piece has come, however often the connection broke', async () => {
    const { officer } = desk.people
    const claim = await desk.draft()
    const content = sampleDocument('Kartu Keluarga', ['dikirim sedikit demi sedikit'])
    const begun = await officer
      .post(`${claim.path}/documents/KK/uploads`)
      .set({ 'Tus-Resumable': '1.0.0', 'Upload-Length': String(content.length) })
      .set('Upload-Metadata', `filename ${Buffer.from('kk.pdf').toString('base64')}`)
    expect(begun.status).toBe(201)
    const path = new URL(String(begun.headers.location), 'http://localhost').pathname
    for (const [from, to] of [
      [0, 200],
      [200, content.length],
    ] as const) {
      const sent = await officer
        .patch(path)
        .set({ 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(from) })
        .set('Content-Type', 'application/offset+octet-stream')
        .send(content.subarray(from, to))
      expect(sent.status).toBe(204)
    }
    const { body } = await officer.get(`${claim.path}/documents`).expect(200)
    const items = body.documents as { code: string; files: unknown[] }[]
    expect(items.find(({ code }) => code === 'KK')?.files).toHaveLength(1)
  })

  it('tells a sender what it takes before anything is sent, at every address of an upload', async () => {
    const claim = await desk.draft()
    const { officer } = desk.people
    for (const place of ['', '/01234567-89ab-4def-8123-456789abcdef']) {
      const told = await officer.options(`${claim.path}/documents/KK/uploads${place}`).expect(204)
      expect(told.headers).toMatchObject({
        'tus-resumable': '1.0.0',
        'tus-version': '1.0.0',
        'tus-extension': expect.stringContaining('creation'),
        'tus-max-size': '10485760',
      })
    }
  })

  it.each([
    ['without the protocol', { 'Upload-Length': '10' }, 412, 'upload-protocol'],
    ['of another protocol', { 'Tus-Resumable': '0.2.0', 'Upload-Length': '10' }, 400, 'upload-protocol'],
    ['without a length', { 'Tus-Resumable': '1.0.0' }, 400, 'upload-protocol'],
    [
      'of eleven megabytes',
      { 'Tus-Resumable': '1.0.0', 'Upload-Length': '11534336' },
      413,
      'upload-protocol',
    ],
    ['of nothing', { 'Tus-Resumable': '1.0.0', 'Upload-Length': '0' }, 422, 'invalid-input'],
  ])('%s is refused like everything else here, with the cure', async (_, headers, status, code) => {
    const claim = await desk.draft()
    const refused = await desk.people.officer.post(`${claim.path}/documents/KK/uploads`).set(headers)
    expect(refused.status).toBe(status)
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(refused.headers['tus-version']).toBe('1.0.0')
    expect(refused.headers['access-control-allow-origin']).toBeUndefined()
    expect(refused.body).toMatchObject({ status, code, detail: expect.stringMatching(/^[A-Z].*\.$/) })
  })

  it('is told where to go on when a piece does not follow the one before, and why the whole is refused', async () => {
    const { officer } = desk.people
    const claim = await desk.draft()
    const begun = await officer
      .post(`${claim.path}/documents/KK/uploads`)
      .set({ 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' })
    const path = new URL(String(begun.headers.location), 'http://localhost').pathname
    const piece = (from: string, text: string) =>
      officer
        .patch(path)
        .set({ 'Tus-Resumable': '1.0.0', 'Upload-Offset': from })
        .set('Content-Type', 'application/offset+octet-stream')
        .send(Buffer.from(text))
    expect((await piece('5', 'abc')).body).toMatchObject({
      status: 409,
      code: 'upload-protocol',
      detail: expect.stringContaining('Tanyakan dengan HEAD'),
    })
    expect((await piece('0', '0123456789')).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/file', code: 'FILE_TYPE_NOT_ALLOWED' }],
    })
  })
})
