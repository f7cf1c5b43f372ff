import { type ChildProcess, fork } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { SYSTEM } from '../../src/claims/claim-command.port.js'
import type { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import type { Database } from '../../src/platform/database/database-settings.js'
import { environmentFor } from '../../src/platform/database/runtime-database.js'
import type { Sql } from '../../src/platform/database/sql.js'
import type { StaffAccounts } from '../../src/staff/staff-accounts.service.js'
import { tomorrow } from './claim-mill.js'

const PASSWORD = 'hanya-untuk-pengukuran-1'
/** On every claim of the mill: the family that may look at them. */
export const MILL_PHONE = '+6281255509999'

/**
 * The same lifecycle through the API of another process: an officer opens and lodges, a verifier takes five steps; only
 * the worker's step is not HTTP.
 */
export class HttpClaimMill {
  private readonly agent = new Agent({ keepAlive: true })
  private officer = ''
  private verifier = ''

  private constructor(
    private readonly server: ChildProcess,
    readonly origin: string,
    private readonly sql: Sql,
    private readonly gate: ClaimLifecycle,
  ) {}

  static async open(
    database: Database,
    accounts: StaffAccounts,
    sql: Sql,
    gate: ClaimLifecycle,
  ): Promise<HttpClaimMill> {
    const server = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), {
      env: environmentFor(database),
    })
    const [origin] = (await once(server, 'message')) as [string]
    const mill = new HttpClaimMill(server, origin, sql, gate)
    mill.officer = await mill.signIn(accounts, 'officer')
    mill.verifier = await mill.signIn(accounts, 'verifier')
    return mill
  }

  async close(): Promise<void> {
    this.agent.destroy()
    this.server.disconnect()
    await once(this.server, 'exit')
  }

  /** Notes how long each transition of a person took, in milliseconds. */
  async lifecycle(waits: number[]): Promise<void> {
    const step = async (event: string, token: string, seen: number, input = {}): Promise<number> => {
      const started = performance.now()
      const now = await this.step(number, event, token, seen, input)
      waits.push(performance.now() - started)
      return now
    }
    const opened = await this.call('/api/v1/claims', draft(), headers(this.officer))
    const number = String(opened.body.number)
    let version = await step('submit', this.officer, opened.version)
    const claim = await this.sql.first<{ id: string }>('select id from claim where number = $1', [number])
    await this.gate.fire(claim?.id ?? '', 'checks_done', SYSTEM, { idempotencyKey: randomUUID() })
    version += 1
    for (let turn = 0; turn < 3; turn++) {
      const question = { party: 'Puskesmas', question: 'Surat dokter?', dueOn: tomorrow }
      version = await step('refer', this.verifier, version, question)
      if (turn === 2) return
      version = await step('answer_received', this.verifier, version, {
        answerDocumentId: randomUUID(),
      })
    }
  }

  /** Somebody new in this role; the token of the session. */
  async signIn(accounts: StaffAccounts, role: string): Promise<string> {
    const username = `http-${role}-${randomInt(1_000_000)}`
    const member = { username, displayName: role, password: PASSWORD, branchCode: 'BNC', roles: [{ role }] }
    await accounts.createMember(member)
    const session = await this.call('/api/v1/sessions', { username, password: PASSWORD }, {})
    return String(session.body.token)
  }

  private async step(
    number: string,
    event: string,
    token: string,
    version: number,
    input = {},
  ): Promise<number> {
    const path = `/api/v1/claims/${number}/events/${event}`
    const done = await this.call(path, input, { ...headers(token), 'if-match': `"${version}"` })
    return done.version
  }

  private async call(
    path: string,
    body: object,
    more: Record<string, string>,
  ): Promise<{ body: Record<string, unknown>; version: number }> {
    const content = JSON.stringify(body)
    const length = String(Buffer.byteLength(content))
    const sent = request(this.origin + path, {
      method: 'POST',
      agent: this.agent,
      headers: { 'content-type': 'application/json', 'content-length': length, ...more },
    })
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>
    sent.end(content)
    const [response] = await answered
    const answer = await text(response)
    if ((response.statusCode ?? 500) >= 400) throw new Error(`${path}: ${response.statusCode} ${answer}`)
    const version = Number((response.headers.etag ?? '0').replace(/\D/g, ''))
    return { body: JSON.parse(answer) as Record<string, unknown>, version }
  }
}

function headers(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }
}

function draft(): object {
  const nik = `640104${String(randomInt(1, 28)).padStart(2, '0')}0170${String(randomInt(1, 9999)).padStart(4, '0')}`
  const serial = String(randomInt(10_000_000, 99_999_999))
  return {
    type: 'jkm_death',
    branch: 'BNC',
    answers: {
      participant: { nik: nik.slice(0, 8) + serial, name: 'Peserta Ukur' },
      event: { type: 'non_work_death', eventDate: '2026-11-02' },
      claimant: { name: 'Ahli Waris Ukur', relation: 'spouse', phone: MILL_PHONE },
    },
  }
}
