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
})
