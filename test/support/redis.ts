/** A Redis of the test file's own: nothing is kept, and nothing else on the machine is touched when it is emptied. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'
import { until } from './until.js'

export class RedisServer {
  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private process: ChildProcess,
    private readonly client: Redis,
  ) {}

  static async start(): Promise<RedisServer> {
    const port = await freePort()
    const folder = await mkdtemp(join(tmpdir(), 'santun-redis-'))
    const process = launch(port, folder)
    const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null })
    // While the server is away there is nothing to say; every command waits for it.
    client.on('error', () => undefined)
    await client.ping()
    return new RedisServer(port, folder, process, client)
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Forgets everything. */
  async wipe(): Promise<void> {
    await this.client.flushall()
  }

  /** Ends the server as a power cut would. */
  async kill(): Promise<void> {
    const ended = once(this.process, 'exit')
    this.process.kill('SIGKILL')
    await ended
  }

  /** An empty server at the same place. */
  async startAgain(): Promise<void> {
    this.process = launch(this.port, this.folder)
    await this.client.ping()
  }

  async stop(): Promise<void> {
    this.client.disconnect()
    if (this.process.exitCode === null && this.process.signalCode === null) await this.kill()
    await rm(this.folder, { recursive: true, force: true })
  }

  async connections(): Promise<number> {
    const list = (await this.client.client('LIST')) as string
    return list.trim().split('\n').length - 1
  }

  /** Every client of the product has gone. */
  async alone(): Promise<void> {
    await until(async () => (await this.connections()) === 0, 'the product to leave Redis')
  }
}

function launch(port: number, folder: string): ChildProcess {
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ]
  return spawn('redis-server', options, { stdio: 'ignore' })
}
