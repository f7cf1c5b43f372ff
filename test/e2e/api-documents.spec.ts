import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TestApp } from '../support/app.js'
import { Desk } from '../support/desk.js'
import { until } from '../support/until.js'

describe('documents through the API', () => {
  let app: TestApp
  let desk: Desk
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  afterAll(() => app.stop())

  async function required(claim: Awaited<ReturnType<Desk['draft']>>): Promise<string> {
    const item = (await claim.documents()).find(({ necessity }) => necessity === 'required')
    return item?.code ?? ''
  }

  it('are listed with why each is asked for, who makes it, how its photo looks and what may stand in for it', async () => {
    const claim = await desk.draft()
    const { body } = await desk.people.officer.get(`${claim.path}/documents`).expect(200)
    const death = body.documents.find(({ code }: { code: string }) => code === 'AKTA_KEMATIAN')
    expect(death).toMatchObject({
      issuer: expect.stringMatching(/\w/),
      photo: expect.stringMatching(/\w/),
      shows: expect.arrayContaining([expect.any(String)]),
      basis: expect.stringMatching(/\w/),
    })
    const approvals = death.alternatives.map(({ approval }: { approval: string }) => approval)
    expect(new Set(approvals)).toEqual(new Set(['verifier', 'approver']))
    expect(approvals).toEqual([...approvals].sort().reverse())
    expect(body.documents.length).toBeGreaterThan(3)
    for (const item of body.documents) {
      expect(item).toMatchObject({
        code: expect.stringMatching(/^[A-Z_0-9]+$/),
        state: 'required',
        stateLabel: 'Belum ada',
        files: [],
      })
      expect(item.name).not.toBe('')
      expect(item.why).not.toBe('')
    }
  })

  it('a file is taken in, shown under its name and given back as it was', async () => {
    const claim = await desk.draft()
    const code = await required(claim)
    const received = await claim.give(code).expect(200)
    expect(received.body).toMatchObject({ fileId: expect.any(String), repeated: false })
    const item = (await claim.documents()).find((document) => document.code === code)
    expect(item?.files).toEqual([
      expect.objectContaining({ id: received.body.fileId, name: 'foto KTP ibu.png', mediaType: 'image/png' }),
    ])
    const path = `${claim.path}/documents/${code}/files/${received.body.fileId}`
    const opened = await desk.people.verifier.get(path).expect(200).expect('Content-Type', 'image/png')
    expect(opened.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''foto%20KTP%20ibu.png`)
    expect(opened.headers['x-content-type-options']).toBe('nosniff')
    expect((opened.body as Buffer).subarray(1, 4).toString()).toBe('PNG')
    await desk.people.verifier.get(`${claim.path}/documents/${code}/files/x`).expect(404)
  })

  it('the same file again is stored once', async () => {
    const claim = await desk.draft()
    const code = await required(claim)
    const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.from(claim.number)])
    const first = await claim.give(code, content).expect(200)
    const again = await claim.give(code, content).expect(200)
    expect(again.body).toEqual({ fileId: first.body.fileId, repeated: true })
  })

  it.each([
    ['nothing', Buffer.alloc(0), 422, 'FILE_EMPTY'],
    ['a program', Buffer.from('MZ\u0090\0this program cannot be run'), 422, 'FILE_TYPE_NOT_ALLOWED'],
    [
      'eleven megabytes',
      Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(11 * 1024 * 1024, 65)]),
      422,
      'FILE_TOO_LARGE',
    ],
  ])('%s is refused in words, and nothing is kept', async (_, content, status, code) => {
    const claim = await desk.draft()
    const document = await required(claim)
    const refused = await claim.give(document, content)
    expect(refused.status).toBe(status)
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/file', code })])
    expect((await claim.documents()).flatMap(({ files }) => files)).toEqual([])
  })

  it('a flood is ended', async () => {
    const claim = await desk.draft()
    const refused = await claim.give(await required(claim), Buffer.alloc(40 * 1024 * 1024, 65))
    expect([413, 422]).toContain(refused.status)
  })

  it('a form that is anything but one file is refused', async () => {
    const claim = await desk.draft()
    const path = `${claim.path}/documents/${await required(claim)}/files`
    const { officer } = desk.people
    const asJson = await officer.post(path, { file: 'x' }).expect(415)
    expect(asJson.body.code).toBe('unsupported-media-type')
    const noFile = await officer.post(path).attach('photo', Buffer.from('x'), 'x.png').expect(422)
    expect(noFile.body.errors).toEqual([expect.objectContaining({ pointer: '/file', code: 'MISSING' })])
    const broken = await officer
      .post(path)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nnonsense')
    expect(broken.status).toBe(400)
    expect(broken.body.code).toBe('malformed-request')
    const unknown = await officer
      .post(`${claim.path}/documents/NO_SUCH/files`)
      .attach('file', Buffer.from('x'), 'x.png')
      .expect(422)
    expect(unknown.body.errors).toEqual([
      expect.objectContaining({ pointer: '/document', code: 'UNKNOWN_DOCUMENT' }),
    ])
  })

  it('a connection that breaks off in the middle leaves nothing behind', async () => {
    const claim = await desk.draft()
    const code = await required(claim)
    const { port } = app.application.getHttpServer().address() as AddressInfo
    await new Promise<void>((resolve) => {
      const sending = request({ port, method: 'POST', path: `${claim.path}/documents/${code}/files` })
      sending.setHeader('Authorization', `Bearer ${desk.people.officer.token}`)
      sending.setHeader('Content-Type', 'multipart/form-data; boundary=x')
      sending.setHeader('Content-Length', 1_000_000)
      sending.on('error', () => resolve())
      sending.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n')
      sending.write(Buffer.alloc(100_000, 65), () => setTimeout(() => sending.destroy(new Error('cut')), 50))
    })
    await until(
      () => app.log.some((line) => line.includes(`/documents/${code}/files`) && line.includes(claim.number)),
      () => 'the request to end',
    )
    expect((await claim.documents()).flatMap(({ files }) => files)).toEqual([])
    await claim.give(code).expect(200)
  })

  it('a verifier accepts, finds defects and marks what is missing; a list goes out at once', async () => {
    const claim = await desk.draft()
    const [first, second] = (await claim.documents())
      .filter(({ necessity }) => necessity === 'required')
      .map(({ code }) => code)
    await claim.give(first ?? '').expect(200)
    await claim.give(second ?? '').expect(200)
    await claim.fire('officer', 'submit')
    await claim.reached('in_verification')
    const { verifier, officer } = desk.people
    const decide = (code = '', body: object = {}) =>
      verifier.post(`${claim.path}/documents/${code}/decision`, body)
    await decide(first, { decision: 'accept', originalSeen: true }).expect(200)
    const defective = await decide(second, {
      decision: 'defective',
      defectCode: 'UNREADABLE',
      note: 'Foto buram.',
    })
    expect(defective.status === 200 || defective.body.errors[0].code === 'NOT_ONE_OF').toBe(true)
    const missing = await verifier.post(`${claim.path}/documents/missing`).expect(200)
    expect(missing.body.codes.length).toBeGreaterThan(0)
    const notHis = await officer.post(`${claim.path}/documents/${first}/decision`, { decision: 'accept' })
    expect([403, 422]).toContain(notHis.status)
    const item = (await claim.documents()).find(({ code }) => code === first)
    expect(item).toMatchObject({ state: 'accepted', originalSeen: true })
  })
})
