import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { composeNik } from '#libs/nik'
import { parseLocalDate } from '#libs/local-date'
import { ClaimsInBranch } from '../../src/claims/claims-in-branch.query.js'
import { OutboxRelay } from '../../src/platform/outbox/outbox-relay.service.js'
import { problemCodes, ProblemWords } from '../../src/platform/problem/problem-words.js'
import { validInput } from '../../src/platform/problem/validation.js'
import { examples } from '../../src/api/openapi/examples.js'
import { TestApp } from '../support/app.js'
import { Desk } from '../support/desk.js'

type Json = Record<string, unknown>

describe('the API', () => {
  let app: TestApp
  let desk: Desk
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  afterAll(() => app.stop())

  describe('describes itself', () => {
    let document: Json & {
      paths: Record<string, Record<string, Json>>
      components: { schemas: Record<string, Json> }
    }
    beforeAll(async () => {
      document = (await app.nobody.get('/api/openapi.json').expect(200)).body
    })
    const operations = (): (Json & { name: string })[] =>
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
      )

    it('as OpenAPI 3.1 of every route', () => {
      expect(document.openapi).toBe('3.1.0')
      expect(
        operations()
          .map(({ name }) => name)
          .sort(),
      ).toMatchSnapshot()
    })

    it('with a summary, a name of its own and the form of a failure at each operation', () => {
      const names = operations().map(({ operationId }) => operationId)
      expect(new Set(names).size).toBe(names.length)
      for (const { name, summary, responses } of operations()) {
        expect({ name, summary }).toEqual({ name, summary: expect.stringMatching(/^[A-Z]/) })
        const problem = (responses as { default?: { content: Json } }).default
        expect(Object.keys(problem?.content ?? {})).toEqual(['application/problem+json'])
      }
    })

    it('with who may call each, so that the page sends the token along', () => {
      const open = operations().filter(({ security }) => security === undefined)
      expect(open.map(({ name }) => name).sort()).toMatchSnapshot()
      const approve = operations().find(({ name }) => name === 'put /api/v1/claims/{number}/payees')
      expect(approve).toMatchObject({
        security: [{ bearer: [] }],
        description: expect.stringMatching(/ For: verifier\.$/),
      })
    })

    it('with the version that a claim is answered with', () => {
      const read = operations().find(({ name }) => name === 'get /api/v1/claims/{number}')
      expect(read).toMatchObject({ responses: { '200': { headers: { ETag: expect.anything() } } } })
    })

    it('with the problems that each may answer with, as they are answered', async () => {
      type Answers = Record<
        string,
        { content?: Record<string, { examples?: Record<string, { value: Json }> }> }
      >
      const told = (name: string) => {
        const found = operations().find((operation) => operation.name === name)?.responses as Answers
        return Object.entries(found).flatMap(([status, answer]) => {
          const examples = answer.content?.['application/problem+json']?.examples ?? {}
          return Object.entries(examples).map(([code, { value }]) => ({
            status: Number(status),
            code,
            value,
          }))
        })
      }
      const step = told('post /api/v1/claims/{number}/events/{event}')
      expect(step.map(({ status, code }) => `${status} ${code}`)).toEqual(
        expect.arrayContaining(['404 not-found', '409 stale-claim', '409 not-yet', '428 version-missing']),
      )
      const claim = await desk.draft()
      const answered = await desk.people.officer
        .post(`${claim.path}/events/submit`)
        .set('Idempotency-Key', 'tanpa-versi-1')
        .set('If-Match', '')
      const { value } = step.find(({ code }) => code === 'version-missing') ?? {}
      const { title, status, code } = answered.body as Json
      expect(value).toMatchObject({ title, status, code })
    })

    it('with an example for whatever is sent as JSON, which its own rules let pass', async () => {
      const bodies = new Set(
        operations().flatMap(({ requestBody }) =>
          [...JSON.stringify(requestBody ?? {}).matchAll(/schemas\/(\w+)"/g)].map(([, name]) => name ?? ''),
        ),
      )
      const without = [...bodies].filter((name) => !document.components.schemas[name]?.example)
      expect(without).toEqual(['NoInput'])
      const words = app.application.get(ProblemWords, { strict: false })
      for (const [dto, example] of examples)
        expect(await validInput(dto, structuredClone(example), words)).toMatchObject({})
    })

    it('without a reference that leads nowhere or a schema that says nothing', () => {
      const references = [
        ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g),
      ].map(([, name]) => name ?? '')
      expect(references.filter((name) => !(name in document.components.schemas))).toEqual([])
      const empty = Object.entries(document.components.schemas).filter(
        ([, schema]) => Object.keys((schema.properties as Json | undefined) ?? {}).length === 0,
      )
      expect(empty.map(([name]) => name)).toEqual(['NoInput'])
    })

    it('with the very rules that validation applies', () => {
      const { ParticipantAnswers, CreateClaimDto, PayeeDto, SettleHeirsDto } = document.components.schemas
      expect(ParticipantAnswers).toMatchObject({
        required: ['name'],
        properties: {
          nik: { type: 'string', pattern: '^\\d{16}$' },
          name: { type: 'string', minLength: 1, maxLength: 100 },
        },
      })
      expect(CreateClaimDto).toMatchObject({
        properties: {
          type: { enum: expect.arrayContaining(['jkm_death']) },
          answers: { $ref: '#/components/schemas/ClaimAnswers' },
        },
      })
      expect(SettleHeirsDto).toMatchObject({
        properties: {
          payees: {
            type: 'array',
            minItems: 1,
            maxItems: 20,
            items: { $ref: '#/components/schemas/PayeeDto' },
          },
        },
      })
      expect((PayeeDto as { required: string[] }).required).not.toContain('birthDate')
    })

    it('on a page that loads nothing from elsewhere and runs nothing inline', async () => {
      const page = await app.nobody
        .get('/api/docs')
        .expect(200)
        .expect('Content-Type', /text\/html/)
      const loaded = [...page.text.matchAll(/(?:src|href)=['"]([^'"]+)['"]/g)]
        .map(([, address]) => address ?? '')
        .filter((address) => !address.startsWith('#'))
      expect(loaded.length).toBeGreaterThan(3)
      for (const address of loaded) {
        expect(address).not.toMatch(/^(https?:)?\/\//)
        await app.nobody.get(new URL(address, 'http://x/api/docs').pathname).expect(200)
      }
      expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
      expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    })
  })

  it('has a page in words for every problem', async () => {
    for (const code of problemCodes) {
      const { text } = await app.nobody.get(`/api/problems/${code}`).expect(200)
      expect(text).toContain(`<code>${code}</code>`)
    }
  })

  it('sends protective headers and does not say what it is made of', async () => {
    const { headers } = await app.nobody.get('/api/health/live').expect(200)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' })
    expect(headers['x-powered-by']).toBeUndefined()
  })

  describe('tells of its health', () => {
    it('that it runs, in which version', async () => {
      const { body } = await app.nobody.get('/api/health/live').expect(200)
      expect(body).toEqual({ status: 'up', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    })

    it('that database, queue, relay and calendar do their work', async () => {
      const { body } = await app.nobody.get('/api/health/ready').expect(200)
      expect(body).toMatchObject({
        status: 'up',
        parts: ['database', 'queue', 'relay', 'calendar'].map((name) => ({ name, status: 'up' })),
      })
    })

    it('that nobody relays when a message lies too long', async () => {
      await app.application.get(OutboxRelay, { strict: false }).onModuleDestroy()
      await app.sql.rows(
        `insert into outbox (topic, occurred_at, due_at) values ('documents.check', now(), clock_timestamp() - interval '31 seconds')`,
      )
      const { body } = await app.nobody.get('/api/health/ready').expect(503)
      const detail = 'messages wait longer than 30 seconds'
      expect(body.parts).toContainEqual({ name: 'relay', status: 'down', detail })
      expect(body.parts).toContainEqual({ name: 'database', status: 'up' })
    })
  })

  describe('keeps a log', () => {
    it('of one line a request: who, what, how it ended', async () => {
      const before = app.log.length
      await desk.people.verifier
        .get('/api/v1/claims?limit=1&state=draft')
        .set('X-Request-Id', 'my-own-name-1')
        .expect(200)
      const lines = app.log.slice(before).map((line) => JSON.parse(line) as Json)
      expect(lines).toEqual([
        {
          level: 30,
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          req: { id: 'my-own-name-1', method: 'GET', path: '/api/v1/claims' },
          staff: desk.people.verifier.staffId,
          res: { statusCode: 200 },
          responseTime: expect.any(Number),
          msg: 'request',
        },
      ])
    })

    it('in which no person can be found, whatever they send and wherever', async () => {
      const person = {
        nik: composeNik({
          district: '640104',
          sex: 'female',
          birthDate: parseLocalDate('1981-04-05'),
          serial: 77,
        }),
        name: 'Maimunah Zubaidah',
        phone: '0857 1234 9876',
        account: '998877665544',
      }
      const answers = {
        ...(await desk.answers()),
        participant: { nik: person.nik, name: person.name },
        claimant: { name: person.name, relation: 'spouse' as const, phone: person.phone },
      }
      const claim = await desk.draft(answers)
      const { officer, verifier } = desk.people
      await verifier.put(`${claim.path}/payees`, {
        payees: [{ ...claim.payee, accountNumber: person.account, name: person.name }],
      })
      await officer
        .post('/api/v1/participants/coverage', { nik: person.nik, eventDate: '2022-10-11' })
        .expect(200)
      await officer.get(`/api/v1/participants/${person.nik}`).expect(404)
      await officer
        .get(`/api/v1/claims/${encodeURIComponent(`${person.nik} ${person.phone}`)}?name=${person.name}`)
        .expect(404)
      await officer
        .post('/api/v1/claims')
        .set('Content-Type', 'application/json')
        .send(`{"name": "${person.name}", "nik": ${person.nik}`)
        .expect(400)
      await app.nobody
        .post('/api/v1/sessions')
        .send({ username: person.phone, password: person.name })
        .expect(401)
      const log = app.log.join('')
      for (const secret of [...Object.values(person), 'Maimunah', 'Zubaidah', '085712349876', verifier.token])
        expect(log).not.toContain(secret)
    })

    it('of a fault of ours with a number, without the words that the fault carried', async () => {
      const lists = app.application.get(ClaimsInBranch, { strict: false })
      const list = lists.list.bind(lists)
      const fault = Object.assign(
        new Error(`insert into party values ('Maimunah Zubaidah', '6401044504810077') - boom for "Maimunah"`),
        { code: '23505', detail: 'Key (nik)=(6401044504810077) exists' },
      )
      lists.list = () => Promise.reject(fault)
      const answered = await desk.people.officer.get('/api/v1/claims').expect(500)
      lists.list = list
      expect(answered.body).toMatchObject({
        code: 'internal-error',
        status: 500,
        errorId: expect.any(String),
      })
      expect(JSON.stringify(answered.body)).not.toMatch(/Maimunah|6401|insert|boom|at /)
      const line = app.log.find((candidate) => candidate.includes(String(answered.body.errorId))) ?? ''
      expect(line).toContain('"code":"23505"')
      expect(line).toContain('api-description.spec.ts')
      expect(line).not.toMatch(/Maimunah|6401044504810077/)
    })
  })

  it('says that the database is away, and works again when it is back', async () => {
    const lists = app.application.get(ClaimsInBranch, { strict: false })
    const list = lists.list.bind(lists)
    lists.list = () =>
      Promise.reject(
        Object.assign(new Error('connect ECONNREFUSED /tmp/.s.PGSQL.5432'), {
          code: 'ECONNREFUSED',
          syscall: 'connect',
        }),
      )
    const away = await desk.people.officer.get('/api/v1/claims').expect(503)
    lists.list = list
    expect(away.body.code).toBe('upstream-unavailable')
    await desk.people.officer.get('/api/v1/claims').expect(200)
  })
})
