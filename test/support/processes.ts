/**
 * The product as processes of their own, for tests that kill some of them: its command line as built, and a look at
 * what runs on this machine.
 */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Database } from '../../src/platform/database/database-settings.js'
import { environmentFor } from '../../src/platform/database/runtime-database.js'
import { until } from './until.js'

const root = resolve(import.meta.dirname, '..', '..')

export interface Ended {
  /** Exit code; null when a signal ended it. */
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** The last line it printed, when that is JSON. */
  json: unknown
}

export interface Running {
  readonly child: ChildProcess
  readonly pid: number
  readonly ended: Promise<Ended>
}

/** Starts one command of the built product, e.g. `['story', '--json']`. */
export async function startCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Running> {
  await built()
  const entry = join('dist', 'src', 'main.cli.js')
  return follow(spawn(process.execPath, [entry, ...args], { cwd: root, env: environment }))
}

/** Starts what `npm start` starts. */
export async function startProduct(environment: NodeJS.ProcessEnv): Promise<Running> {
  await built()
  return follow(spawn(process.execPath, [join('dist', 'src', 'main.js')], { cwd: root, env: environment }))
}

function follow(child: ChildProcess): Running {
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed)
    child.once('close', (code, signal) => done({ code, signal, ...output, json: jsonOf(output.stdout) }))
  })
  return { child, pid: child.pid ?? 0, ended }
}

/** Starts a worker process on `database` and waits until it is at work. */
export async function startWorker(database: Database, environment: NodeJS.ProcessEnv = {}): Promise<Running> {
  await built()
  const running = follow(
    fork(join(root, 'dist', 'src', 'main.worker.js'), {
      cwd: root,
      env: { ...environmentFor(database), ...environment },
      silent: true,
    }),
  )
  const ready = once(running.child, 'message').then(() => null)
  const early = await Promise.race([ready, running.ended])
  if (early) throw new Error(`The worker ended before it was ready:\n${early.stderr}`)
  return running
}

/** Runs one command to its end, on `database` when one is given. */
export async function runCommand(args: readonly string[], database?: Database): Promise<Ended> {
  const { ended } = await startCommand(args, database ? environmentFor(database) : process.env)
  return ended
}

function jsonOf(stdout: string): unknown {
  const line = stdout.trim().split('\n').at(-1) ?? ''
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

let build: Promise<void> | undefined

/** The sources do not change while a test file runs: it looks once whether anything is stale. */
function built(): Promise<void> {
  build ??= buildWhatIsStale()
  return build
}

/** Test files run at the same time; the first one builds and the others wait for it. */
async function buildWhatIsStale(): Promise<void> {
  const lock = join(tmpdir(), `santun-build-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  await until(() => taken(lock), 'the build of another test file', 120_000)
  try {
    execFileSync(process.execPath, [join('src', 'operations', 'build-when-stale.ts')], { cwd: root })
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** True when the lock is ours now. A lock whose owner is gone is nobody's. */
function taken(lock: string): boolean {
  const owner = join(lock, 'pid')
  try {
    mkdirSync(lock)
    writeFileSync(owner, String(process.pid))
    return true
  } catch {
    if (existsSync(owner) && !isAlive(Number(readFileSync(owner, 'utf8'))))
      rmSync(lock, { recursive: true, force: true })
    return false
  }
}

export interface ProcessOnMachine {
  pid: number
  parent: number
  command: string
}

/** Every process on this machine, as /proc tells, or `ps` where there is none. */
export function processes(): ProcessOnMachine[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs()
}

function fromProc(): ProcessOnMachine[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }]
      } catch {
        // It has ended meanwhile.
        return []
      }
    })
}

function fromPs(): ProcessOnMachine[] {
  return execFileSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return pid ? [{ pid: Number(pid), parent: Number(parent), command }] : []
    })
}

/** The process and all that came of it, whoever is between. */
export function familyOf(pid: number): ProcessOnMachine[] {
  const all = processes()
  const grow = (members: ProcessOnMachine[]): ProcessOnMachine[] => {
    const ids = new Set(members.map((member) => member.pid))
    const children = all.filter((each) => ids.has(each.parent) && !ids.has(each.pid))
    return children.length === 0 ? members : grow([...members, ...children])
  }
  return grow(all.filter((each) => each.pid === pid))
}

/** The one process of a family whose command line holds `text`. */
export function memberOf(pid: number, text: string): ProcessOnMachine | undefined {
  return familyOf(pid).find(({ pid: member, command }) => member !== pid && command.includes(text))
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The embedded server that serves a data folder, as its lock file tells. */
export function serverOf(dataFolder: string): { pid: number; socketFolder: string } | undefined {
  const lock = join(dataFolder, 'postgres', 'cluster', 'postmaster.pid')
  if (!existsSync(lock)) return undefined
  const [pid, , , , socketFolder = ''] = readFileSync(lock, 'utf8').split('\n')
  return { pid: Number(pid), socketFolder }
}
