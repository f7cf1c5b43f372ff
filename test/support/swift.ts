/**
 * A real object store that speaks S3: OpenStack Swift with its s3api, one process of each kind, in a folder of the
 * test's own. It checks signatures and checksums like those in service.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const SECONDS_TO_START = 60
const kinds = ['account', 'container', 'object'] as const

export interface SwiftServer {
  endpoint: string
  accessKey: string
  secretKey: string
  stop(): Promise<void>
}

export async function startSwift(): Promise<SwiftServer> {
  const folder = await mkdtemp(join(tmpdir(), 'santun-swift-'))
  await mkdir(join(folder, 'devices', 'd1'), { recursive: true })
  const [proxyPort = 0, cachePort = 0, ...backendPorts] = await freePorts(2 + kinds.length)
  const children: ChildProcess[] = [
    start('memcached', ['-l', '127.0.0.1', '-p', String(cachePort), '-u', userInfo().username]),
  ]
  for (const [index, kind] of kinds.entries()) {
    const port = backendPorts[index] ?? 0
    const builder = join(folder, `${kind}.builder`)
    ring(folder, builder, ['create', '4', '1', '1'])
    ring(folder, builder, ['add', `r1z1-127.0.0.1:${port}/d1`, '1'])
    ring(folder, builder, ['rebalance'])
    const file = join(folder, `${kind}.conf`)
    await writeFile(file, backendSettings(folder, kind, port))
    children.push(start(`swift-${kind}-server`, [file]))
  }
  const file = join(folder, 'proxy.conf')
  await writeFile(file, proxySettings(folder, proxyPort, cachePort))
  children.push(start('swift-proxy-server', [file]))
  const endpoint = `http://127.0.0.1:${proxyPort}`
  const stop = async () => {
    for (const child of children) if (child.pid) process.kill(-child.pid, 'SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await healthy(endpoint)
  } catch (error) {
    await stop()
    throw error
  }
  return { endpoint, accessKey: 'klaim:uji', secretKey: 'rahasia', stop }
}

function ring(folder: string, builder: string, words: string[]): void {
  execFileSync('swift-ring-builder', [builder, ...words], { cwd: folder, stdio: 'ignore' })
}

/** As the leader of its own group, so that what it starts ends with it. */
function start(program: string, words: string[]): ChildProcess {
  return spawn(program, words, { stdio: 'ignore', detached: true })
}

async function healthy(endpoint: string): Promise<void> {
  for (let tries = 0; tries < SECONDS_TO_START * 4; tries++) {
    const answer = await fetch(`${endpoint}/healthcheck`).catch(() => undefined)
    if (answer?.ok) return
    await wait(250)
  }
  throw new Error(`Swift did not answer within ${SECONDS_TO_START} seconds.`)
}

function common(folder: string, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
swift_dir = ${folder}
devices = ${join(folder, 'devices')}
mount_check = false
user = ${userInfo().username}
log_level = ERROR
`
}

function backendSettings(folder: string, kind: string, port: number): string {
  return `${common(folder, port)}
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
`
}

function proxySettings(folder: string, port: number, cachePort: number): string {
  const filters = [
    'catch_errors',
    'healthcheck',
    'cache',
    'listing_formats',
    'bulk',
    's3api',
    'tempauth',
    'slo',
    'dlo',
    'versioned_writes',
  ]
  return `${common(folder, port)}
[pipeline:main]
pipeline = ${filters.join(' ')} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
${filters.map((name) => `[filter:${name}]\nuse = egg:swift#${name === 'cache' ? 'memcache' : name}\n${extra(name, cachePort)}`).join('\n')}
`
}

function extra(filter: string, cachePort: number): string {
  if (filter === 'cache') return `memcache_servers = 127.0.0.1:${cachePort}\n`
  if (filter === 'tempauth') return 'user_klaim_uji = rahasia .admin\n'
  if (filter === 'versioned_writes') return 'allow_versioned_writes = true\n'
  return ''
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
