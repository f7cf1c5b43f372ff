import { randomInt, randomUUID } from 'node:crypto'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { SYSTEM } from '../../src/claims/claim-command.port.js'
import type { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { StaffAccounts } from '../../src/staff/staff-accounts.service.js'

const PASSWORD = 'hanya-untuk-pengukuran-1'

/** The same lifecycle through the API: an officer opens and lodges, a verifier takes five steps; only the worker's step is not HTTP. */
export class HttpClaimMill {
  private constructor(
    private readonly origin: string,
    private readonly officer: string,
    private readonly verifier: string,
    private readonly sql: Sql,
    private readonly gate: ClaimLifecycle,
  ) {}

  static async open(
    application: NestExpressApplication,
    sql: Sql,
    gate: ClaimLifecycle,
  ): Promise<HttpClaimMill> {
    await application.listen(0, '127.0.0.1')
    const origin = await application.getUrl()
    const accounts = application.get(StaffAccounts, { strict: false })
    const signIn = async (role: string): Promise<string> => {
      const username = `http-${role}`
      await accounts.createMember({
        username,
        displayName: role,
        password: PASSWORD,
        branchCode: 'BNC',
        roles: [{ role }],
      })
      const session = await call(origin, 'POST', '/api/v1/sessions', { username, password: PASSWORD }, {})
      return String(session.body.token)
    }
    return new HttpClaimMill(origin, await signIn('officer'), await signIn('verifier'), sql, gate)
  }

  async lifecycle(): Promise<void> {
    const opened = await call(this.origin, 'POST', '/api/v1/claims', draft(), headers(this.officer))
    const number = String(opened.body.number)
    let version = await this.step(number, 'submit', this.officer, opened.version)
    const claim = await this.sql.first<{ id: string }>('select id from claim where number = $1', [number])
    await this.gate.fire(claim?.id ?? '', 'checks_done', SYSTEM, { idempotencyKey: randomUUID() })
    version += 1
    for (let turn = 0; turn < 3; turn++) {
      const question = { party: 'Puskesmas', question: 'Surat dokter?', dueOn: '2026-12-01' }
      version = await this.step(number, 'refer', this.verifier, version, question)
      if (turn === 2) return
      version = await this.step(number, 'answer_received', this.verifier, version, {
        answerDocumentId: randomUUID(),
      })
    }
  }

  private async step(
    number: string,
    event: string,
    token: string,
    version: number,
    input = {},
  ): Promise<number> {
    const path = `/api/v1/claims/${number}/events/${event}`
    const done = await call(this.origin, 'POST', path, input, {
      ...headers(token),
      'if-match': `"${version}"`,
    })
    return done.version
  }
}

function headers(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }
}

async function call(
  origin: string,
  method: string,
  path: string,
  body: object,
  more: Record<string, string>,
): Promise<{ body: Record<string, unknown>; version: number }> {
  const init = {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...more },
  }
  const response = await fetch(origin + path, init)
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`)
  return { body: answer, version: Number((response.headers.get('etag') ?? '0').replace(/\D/g, '')) }
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
      claimant: { name: 'Ahli Waris Ukur', relation: 'spouse', phone: '0812 5550 9999' },
    },
  }
}
