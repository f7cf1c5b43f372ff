/**
 * Starts the PostgreSQL server that npm installed, on a private Unix socket, for the quick start and for tests.
 * Owns the data folder and the server process; knows nothing of Santun's schema.
 * It never opens a TCP port, never leaves a server behind when its parent dies, and adopts a server that already
 * serves the folder instead of starting a second one.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { findPostgresBinaries } from './postgres-binaries.js'

const run = promisify(execFile)
const NOBODY = 65534
const START_TIMEOUT_MS = 20_000

/** The role that initdb creates: it owns the schema and runs migrations. */
export const OWNER_ROLE = 'santun_owner'

export interface EmbeddedPostgres {
  /** Folder of the Unix socket: `host` for every client. */
  readonly socketFolder: string
  /** True when another process had started the server and goes on owning it. */
  readonly adopted: boolean
  /** Fast shutdown; a no-op for an adopted server. */
  stop(): Promise<void>
  /** Calls back when the server ends without having been asked to. */
  onUnexpectedExit(listener: (lastLines: string) => void): void
}

export interface EmbeddedPostgresOptions {
  dataFolder: string
  /** Extra `-c name=value` settings, e.g. fsync=off for throw-away test servers. */
  settings?: Record<string, string>
}

/** How the server is kept from running as root, which PostgreSQL refuses. Fixed per data folder, because ownership differs. */
type Way = 'plain' | 'namespace' | 'nobody'

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataFolder = resolve(options.dataFolder)
  const binaries = await findPostgresBinaries()
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const adopted = await adopt(dataFolder)
  if (adopted) return adopted
  const way = await chooseWay(dataFolder)
  const socketFolder = await makeSocketFolder(dataFolder, way)
  const clusterFolder = join(dataFolder, 'cluster')
  if (!(await isInitialised(clusterFolder))) await initialise(binaries, clusterFolder, way)
  return launch(binaries, clusterFolder, socketFolder, way, options.settings ?? {})
}

async function isInitialised(clusterFolder: string): Promise<boolean> {
  try {
    await readFile(join(clusterFolder, 'PG_VERSION'))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

async function chooseWay(dataFolder: string): Promise<Way> {
  const note = join(dataFolder, 'run-as')
  const noted = await readFile(note, 'utf8').catch(() => undefined)
  if (noted) return noted.trim() as Way
  const way = process.getuid?.() === 0 ? await wayForRoot() : 'plain'
  await writeFile(note, `${way}\n`)
  return way
}

async function wayForRoot(): Promise<Way> {
  const [command, ...args] = prefixOf('namespace')
  return run(command ?? '', [...args, 'true']).then(
    (): Way => 'namespace',
    (): Way => 'nobody',
  )
}

function prefixOf(way: Way): string[] {
  return way === 'namespace' ? ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`] : []
}

const LONGEST_SOCKET_FOLDER = 85

/**
 * The socket lies beside the data, where nobody else may look. Its path may not exceed about 100 characters, so under a
 * long path it moves to the temp folder, into a folder that must be ours alone.
 */
async function makeSocketFolder(dataFolder: string, way: Way): Promise<string> {
  const beside = join(dataFolder, 'run')
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  const folder = beside.length <= LONGEST_SOCKET_FOLDER ? beside : join(tmpdir(), `santun-${name}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await assertOurs(folder, way)
  if (way === 'nobody') {
    await chown(folder, NOBODY, NOBODY)
    await chown(dataFolder, NOBODY, NOBODY)
  }
  return folder
}

async function assertOurs(folder: string, way: Way): Promise<void> {
  const stat = await lstat(folder)
  const owners = [process.getuid?.() ?? stat.uid, ...(way === 'nobody' ? [NOBODY] : [])]
  if (!stat.isDirectory() || !owners.includes(stat.uid) || (stat.mode & 0o077) !== 0) {
    throw new Error(
      `${folder} belongs to somebody else or is open to others. Remove it, or set SANTUN_DATA to another folder.`,
    )
  }
}

/** Makes the cluster aside and moves it into place whole, so that a start cut off in the middle is simply made again. */
async function initialise(binaries: string, clusterFolder: string, way: Way): Promise<void> {
  const [command = '', ...prefix] = [...prefixOf(way), join(binaries, 'initdb')]
  const aside = `${clusterFolder}.new`
  await rm(aside, { recursive: true, force: true })
  const options = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  await run(command, [...prefix, '-D', aside, ...options, '-A', 'trust', '-U', OWNER_ROLE], identity(way))
  await rename(aside, clusterFolder)
}

function identity(way: Way): { uid?: number; gid?: number } {
  return way === 'nobody' ? { uid: NOBODY, gid: NOBODY } : {}
}

async function launch(
  binaries: string,
  clusterFolder: string,
  socketFolder: string,
  way: Way,
  settings: Record<string, string>,
): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const server = await spawnServer(binaries, clusterFolder, socketFolder, way, settings)
    const outcome = await Promise.race([answers(socketFolder, deadline), server.exited.then(() => false)])
    if (outcome) return handle(server, socketFolder)
    server.child.kill('SIGINT')
    await server.exited
    // Right after a crash the old backends may still be ending and hold the lock file: the next try succeeds.
    if (Date.now() > deadline)
      throw new Error(`The embedded PostgreSQL did not start:\n${server.lastLines()}`)
    await sleep(500)
  }
}

interface Server {
  child: ChildProcess
  exited: Promise<void>
  lastLines(): string
}

async function spawnServer(
  binaries: string,
  clusterFolder: string,
  socketFolder: string,
  way: Way,
  settings: Record<string, string>,
): Promise<Server> {
  const flags = {
    max_connections: '300',
    // Its defaults are for a machine of the past: an import of a million rows took a quarter longer.
    shared_buffers: '256MB',
    wal_buffers: '16MB',
    max_wal_size: '2GB',
    // Disks no longer turn: a plan that is made while a table is small should not read all of it when it has grown.
    random_page_cost: '1.1',
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    ...settings,
  }
  const words = [
    ...prefixOf(way),
    ...(await dyingWithParent()),
    join(binaries, 'postgres'),
    '-D',
    clusterFolder,
    ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const [command = '', ...args] = words
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...identity(way),
    detached: true,
  })
  let tail = ''
  child.stderr?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-2_000)))
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done())
    child.once('error', (error) => {
      tail += error.message
      done()
    })
  })
  return { child, exited, lastLines: () => tail }
}

async function dyingWithParent(): Promise<string[]> {
  const words = ['setpriv', '--pdeathsig', 'INT']
  return run('setpriv', ['--pdeathsig', 'INT', 'true']).then(
    () => words,
    () => [],
  )
}

async function answers(socketFolder: string, deadline: number): Promise<boolean> {
  while (Date.now() < deadline) {
    if (await canConnect(socketFolder)) return true
    await sleep(25)
  }
  return false
}

async function canConnect(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, user: OWNER_ROLE, database: 'postgres' })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function handle(server: Server, socketFolder: string): EmbeddedPostgres {
  let stopping = false
  return {
    socketFolder,
    adopted: false,
    async stop() {
      stopping = true
      if (server.child.exitCode === null && server.child.signalCode === null) server.child.kill('SIGINT')
      await server.exited
    },
    onUnexpectedExit(listener) {
      void server.exited.then(() => {
        if (!stopping) listener(server.lastLines())
      })
    },
  }
}

/** A second start on the same folder (a command line beside a running service) uses the server that is already there. */
async function adopt(dataFolder: string): Promise<EmbeddedPostgres | undefined> {
  const lock = await readFile(join(dataFolder, 'cluster', 'postmaster.pid'), 'utf8').catch(() => undefined)
  const socketFolder = lock?.split('\n')[4]
  if (!socketFolder) return undefined
  const ours = await assertOurs(socketFolder, 'nobody').then(
    () => true,
    () => false,
  )
  if (!ours || !(await canConnect(socketFolder))) return undefined
  return { socketFolder, adopted: true, stop: () => Promise.resolve(), onUnexpectedExit: () => undefined }
}
