/** Who may call which route, apart from what the routes do: every route, every role, a family, and nobody. */
import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Controller, Get, Post } from '@nestjs/common'
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js'
import { Reflector } from '@nestjs/core'
import supertest, { type Test } from 'supertest'
import { ClaimantSessions } from '../../src/platform/login/claimant-sessions.service.js'
import { SessionGuard } from '../../src/platform/login/session.guard.js'
import { SessionReader } from '../../src/platform/login/signed-in.js'
import { staffRoles } from '../../src/platform/login/staff-roles.js'
import { Problem } from '../../src/platform/problem/problems.js'
import { TestApp } from '../support/app.js'
import { Family } from '../support/family.js'
import { accessInWords, filled, type Route, routesOf } from '../support/routes.js'

/** Somebody forgot to say who may come in here. */
@Controller('lupa')
class ForgottenController {
  @Get()
  read(): string {
    return 'open'
  }

  @Post()
  write(): string {
    return 'open'
  }
}

type CallerName = 'nobody' | 'claimant' | (typeof staffRoles)[number]
/** What a caller sends of himself. */
type Headers = Readonly<Record<string, string>>

const UUID = '00000000-0000-4000-8000-000000000000'
const values = { number: 'JKM-PSR-2210-999999', event: 'refer', code: 'KTP_PESERTA', file: UUID, id: UUID }

describe('every route', () => {
  let app: TestApp
  let guard: SessionGuard
  let routes: Route[]
  let callers: Map<CallerName, Headers>

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false, controllers: [ForgottenController] })
    const { application } = app
    const find = { strict: false }
    guard = new SessionGuard(
      new Reflector(),
      application.get(SessionReader, find),
      application.get(ClaimantSessions, find),
    )
    routes = routesOf(app.application).filter(
      ({ controller }) => controller.name !== ForgottenController.name,
    )
    callers = new Map<CallerName, Headers>([['nobody', {}]])
    const family = await Family.signIn(app, '081270000042')
    const cookie = [...family.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    callers.set('claimant', { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
    for (const role of staffRoles) {
      const { token } = await app.as(role === 'approver' ? { role, approvalLimit: 150_000_000n } : role)
      callers.set(role, { Authorization: `Bearer ${token}` })
    }
  })
  afterAll(() => app.stop())

  /** Asks over the network, as everybody does. */
  function ask({ method, path }: Pick<Route, 'method' | 'path'>, headers: Headers): Test {
    return supertest(app.url)
      [method](filled(path, values))
      .set({ ...headers, Accept: 'application/json' })
  }

  it('says who may call it, and a change of that is a change of this page', () => {
    const lines = routes.map(
      ({ method, path, access }) => `${method.toUpperCase().padEnd(6)} ${path} | ${accessInWords(access)}`,
    )
    expect(lines.length).toBeGreaterThan(80)
    expect(`\n${lines.join('\n')}\n`).toMatchSnapshot()
    expect(routes.filter(({ access }) => access === undefined).map(({ name }) => name)).toEqual([])
  })

  it('refuses whoever its decorator does not name, over the network', async () => {
    for (const route of routes) {
      for (const [caller, headers] of callers) {
        const refusal = refusalFor(route.access, caller)
        if (refusal === undefined) continue
        const { status, body } = await ask(route, headers)
        const code = route.method === 'head' ? refusal.code : (body as { code?: string }).code
        expect({ route: route.name, caller, status, code }).toEqual({
          route: route.name,
          caller,
          ...refusal,
        })
      }
    }
  })

  it('lets in whomever its decorator names, and the guard says the same of everybody else', async () => {
    for (const route of routes) {
      for (const [caller, headers] of callers) {
        const answer = await admission(route, headers)
        const wanted = refusalFor(route.access, caller)?.code ?? 'let in'
        expect({ route: route.name, caller, answer }).toEqual({ route: route.name, caller, answer: wanted })
      }
    }
  })

  it('stays shut to everybody where nobody said who may come in', async () => {
    for (const method of ['get', 'post'] as const) {
      for (const [caller, headers] of callers) {
        const { status } = await ask({ method, path: '/lupa' }, headers)
        expect([caller, status]).toEqual([caller, caller === 'nobody' || caller === 'claimant' ? 401 : 403])
      }
    }
  })

  it('of the machine door is open to everybody only for signing in, health, problems, signed reports, checks of paper, and who holds the code of an incident', () => {
    const open = routes.filter(({ access, path }) => access === 'public' && path.startsWith('/api/'))
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'get /api/health/live',
      'get /api/health/ready',
      'get /api/problems/:code',
      'post /api/v1/callbacks/bank/transfers',
      'post /api/v1/callbacks/messages/:channel',
      'get /api/v1/cards/:code',
      'get /api/v1/letters/check/:code',
      'get /api/v1/reported-incident',
      'post /api/v1/reported-incident/bills',
      'post /api/v1/reported-incident/events/:event',
      'post /api/v1/reported-incident/notes',
      'post /api/v1/reported-incident/stmb-periods',
      'post /api/v1/sessions',
    ])
  })

  it('of a desk is never open to families, nor a page of families to the desks', () => {
    const desk = /^\/(petugas|pimpinan|admin)(\/|$)/
    for (const { name, path, access } of routes) {
      const fits = desk.test(path)
        ? access !== 'claimant'
        : path.startsWith('/api/') || typeof access === 'string'
      expect({ name, fits }).toEqual({ name, fits: true })
    }
  })

  /** What the guard itself says, without doing what the route does. */
  async function admission(route: Route, headers: Headers): Promise<string> {
    const lower = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const cookies = Object.fromEntries((lower.cookie ?? '').split('; ').map((pair) => pair.split('=')))
    const request = {
      method: route.method.toUpperCase(),
      cookies: cookies as Record<string, string>,
      secure: false,
      get: (name: string) => lower[name],
    }
    const context = new ExecutionContextHost([request, {}], route.controller, route.handler)
    try {
      return (await guard.canActivate(context)) ? 'let in' : 'refused'
    } catch (error) {
      if (error instanceof Problem) return error.code
      throw error
    }
  }
})

/** The answer to a caller whom the route does not name; undefined for one whom it does. */
function refusalFor(
  access: Route['access'],
  caller: CallerName,
): { status: number; code: string } | undefined {
  if (access === 'public') return undefined
  if (access === 'claimant') return caller === 'claimant' ? undefined : { status: 401, code: 'not-signed-in' }
  if (caller === 'nobody' || caller === 'claimant') return { status: 401, code: 'not-signed-in' }
  return access?.includes(caller) ? undefined : { status: 403, code: 'not-allowed' }
}
