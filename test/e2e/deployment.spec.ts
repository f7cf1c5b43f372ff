import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { parse } from 'yaml'
import { freePort } from '../support/free-port.js'
import { type Ended, startCommand, startProduct } from '../support/processes.js'

jest.setTimeout(120_000)

const root = resolve(import.meta.dirname, '..', '..')

/** For a first look, for tests, or handed from a parent to its child: no deployment sets these. */
const notForDeployments = [
  'SANTUN_CLOCK',
  'SANTUN_DATA',
  'SANTUN_DATABASE',
  'SANTUN_DEMONSTRATION',
  'SANTUN_PASSWORD',
  'SANTUN_TEXT_READER',
]
/** Spelt with the name of a channel at run time. */
const byChannel = ['SMS', 'WHATSAPP'].flatMap((channel) => [
  `SANTUN_${channel}_URL`,
  `SANTUN_${channel}_SECRET`,
])

function variablesRead(): string[] {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((path) => !path.includes('.spec.'))
  const text = files.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
  const named = text.match(/SANTUN_[A-Z0-9]+(?:_[A-Z0-9]+)*(?![A-Z0-9_])/g) ?? []
  const families = ['SANTUN_S3']
  return [...new Set([...named, ...byChannel])].filter((name) => !families.includes(name)).sort()
}

interface Service {
  environment?: Record<string, string | null>
  command: string[]
}

describe('the deployment of docker-compose.yml', () => {
  let services: Record<string, Service>
  beforeAll(async () => {
    const text = await readFile(join(root, 'docker-compose.yml'), 'utf8')
    services = (parse(text, { merge: true }) as { services: Record<string, Service> }).services
  })

  it.each(['migrate', 'api', 'worker'])(
    '%s is given every variable that the product reads, and no other',
    (name) => {
      const given = Object.keys(services[name]?.environment ?? {}).filter((each) =>
        each.startsWith('SANTUN_'),
      )
      const wanted = variablesRead().filter((each) => !notForDeployments.includes(each))
      expect(given.sort()).toEqual(wanted)
    },
  )

  it('starts what the build makes', () => {
    for (const [name, entry] of [
      ['api', 'src/main.web.ts'],
      ['worker', 'src/main.worker.ts'],
    ] as const) {
      expect(services[name]?.command).toEqual(['node', `dist/${entry.replace('.ts', '.js')}`])
      expect(globSync(entry, { cwd: root })).toHaveLength(1)
    }
  })
})

describe('a start that cannot succeed says why in one sentence, and ends', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'santun-refused-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function refused(environment: NodeJS.ProcessEnv): Promise<Ended> {
    const PORT = String(await freePort())
    const base = {
      ...process.env,
      PORT,
      DATABASE_URL: undefined,
      SANTUN_MASTER_KEYS: undefined,
      SANTUN_DATA: folder,
    }
    const ended = await (await startProduct({ ...base, ...environment })).ended
    expect(ended.code).toBe(1)
    expect(ended.stderr).not.toMatch(/\n\s+at /)
    return ended
  }

  it('without the settings that a deployment needs, naming all of them', async () => {
    const { stderr } = await refused({ DATABASE_URL: 'postgres://santun_app:x@127.0.0.1:1/santun' })
    expect(stderr).toContain('SANTUN_MASTER_KEYS')
    expect(stderr).toContain('SANTUN_PUBLIC_URL')
  })

  it('with a database that does not answer', async () => {
    const { stderr } = await refused({
      DATABASE_URL: 'postgres://santun_app:x@127.0.0.1:1/santun',
      SANTUN_MASTER_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
      SANTUN_PUBLIC_URL: 'https://santun.example',
    })
    expect(stderr).toContain('Tidak ada jawaban dari 127.0.0.1:1')
  })

  it.each([
    ['PORT', 'tiga'],
    ['SANTUN_PUBLIC_URL', 'santun.example'],
    ['SANTUN_SECOND_FACTOR', 'maybe'],
  ])('with a %s that cannot be read', async (name, value) => {
    expect((await refused({ [name]: value })).stderr).toContain(`${name}`)
  })

  it('on a port that somebody else has, before any story is told', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const { stderr } = await refused({ PORT: port })
    expect(stderr).toContain(`Port ${port} sudah dipakai`)
    await new Promise((done) => other.close(done))
  })

  it('on a folder that cannot be one', async () => {
    const { stderr } = await refused({ SANTUN_DATA: '/dev/null/data' })
    expect(stderr).toContain('SANTUN_DATA=/folder/lain')
  })

  it('when a command is used wrongly', async () => {
    for (const args of [
      ['audit', 'verify', '--anchor', '/dev/null'],
      ['explain'],
      ['nonsense'],
      ['law', 'show', 'no.such'],
    ]) {
      const ended = await (await startCommand(args, { ...process.env, SANTUN_DATA: folder })).ended
      expect(ended.code).not.toBe(0)
      expect(ended.stderr).not.toMatch(/\n\s+at /)
      expect(ended.stderr).not.toBe('')
    }
  })
})
