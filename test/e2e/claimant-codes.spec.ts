import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { ClaimantCodes } from '../../src/platform/login/claimant-codes.service.js'
import { ClaimantHousekeeping } from '../../src/platform/login/claimant-housekeeping.js'
import { ClaimantSessions } from '../../src/platform/login/claimant-sessions.service.js'
import { TestApp } from '../support/app.js'

/** The line from which one family asks. */
const HOME = '10.9.9.9'

describe('a code to a phone', () => {
  let app: TestApp
  let codes: ClaimantCodes
  let count = 0

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    codes = app.application.get(ClaimantCodes)
  })
  afterAll(() => app.stop())

  const phone = (): string => `+62812777${String(10_000 + ++count)}`
  const from = (address = `10.0.0.${++count}`) => ({ address, next: '/klaim-saya' })
  const later = (seconds: number): void =>
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), seconds / 3600)))

  const asked = async (to: string | null, address?: string): Promise<string> => {
    const requested = await codes.request(to, 'resume', from(address))
    if (!requested.ok) throw new Error(`refused until ${requested.until}`)
    return requested.handle
  }
  const codeFor = async (handle: string): Promise<string> => (await codes.pending(handle))?.simulated ?? ''
  const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000')

  it('opens a session of the phone that it went to, once', async () => {
    const to = phone()
    const handle = await asked(to)
    const code = await codeFor(handle)
    expect(code).toMatch(/^\d{6}$/)
    const confirmed = await codes.confirm(handle, code, '10.1.0.1')
    if (!confirmed.ok) throw new Error(confirmed.why)
    const session = await app.application.get(ClaimantSessions).read(confirmed.token)
    expect(session).toMatchObject({ phone: to, claimId: null })
    expect(confirmed).toMatchObject({ purpose: 'resume', next: '/klaim-saya' })
    expect(await codes.confirm(handle, code, '10.1.0.1')).toEqual({ ok: false, why: 'over' })
  })

  it('is kept nowhere as it is, and neither is the phone', async () => {
    const to = phone()
    const handle = await asked(to)
    const code = await codeFor(handle)
    await codes.confirm(handle, code, '10.1.0.2')
    const kept = await app.sql.rows<{ row: string }>(
      `select row_to_json(c)::text as row from one_time_code c union all select row_to_json(s)::text from claimant_session s`,
    )
    const hex = Buffer.from(to).toString('hex')
    expect(kept.filter(({ row }) => row.includes(to) || row.includes(`"${code}"`))).toEqual([])
    expect(kept.length).toBeGreaterThan(1)
    expect(hex).toMatch(/^2b/)
  })

  it('is too old after five minutes', async () => {
    const handle = await asked(phone())
    const code = await codeFor(handle)
    later(301)
    expect(await codes.confirm(handle, code, '10.1.0.3')).toEqual({ ok: false, why: 'over' })
  })

  it('can be guessed at five times; then nothing helps for a quarter of an hour, the right code neither', async () => {
    const to = phone()
    const handle = await asked(to, HOME)
    const code = await codeFor(handle)
    for (let left = 4; left >= 1; left--)
      expect(await codes.confirm(handle, otherThan(code), '10.1.0.4')).toEqual({
        ok: false,
        why: 'wrong',
        triesLeft: left,
      })
    expect(await codes.confirm(handle, otherThan(code), '10.1.0.4')).toMatchObject({ why: 'locked' })
    expect(await codes.confirm(handle, code, '10.1.0.4')).toMatchObject({ ok: false, why: 'locked' })
    const here = { address: HOME, next: '/klaim-saya' }
    expect(await codes.request(to, 'resume', here)).toMatchObject({ ok: false })
    later(15 * 60 + 1)
    expect(await codes.request(to, 'resume', here)).toMatchObject({ ok: true })
  })

  it('does not fall to fifty guesses at once', async () => {
    const handle = await asked(phone())
    const code = await codeFor(handle)
    const guesses = Array.from({ length: 50 }, (_, n) =>
      String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'),
    )
    await Promise.all(guesses.map((guess) => codes.confirm(handle, guess, '10.1.0.5')))
    expect(await codes.confirm(handle, code, '10.1.0.5')).toMatchObject({ ok: false, why: 'locked' })
    const [row] = await app.sql.rows<{ tries: number }>('select max(tries)::int as tries from one_time_code')
    expect(row?.tries).toBe(5)
  })

  it('is worth nothing without the secret of the browser that asked for it', async () => {
    const handle = await asked(phone())
    const code = await codeFor(handle)
    const another = await asked(phone())
    expect(await codes.confirm(undefined, code, '10.1.0.6')).toEqual({ ok: false, why: 'over' })
    const tried = await codes.confirm(another, code, '10.1.0.6')
    expect(tried.ok && code !== (await codeFor(another))).toBe(false)
  })

  it('is sent again after a minute, and the tries that were used stay used', async () => {
    const handle = await asked(phone())
    const first = await codeFor(handle)
    await codes.confirm(handle, otherThan(first), '10.1.0.7')
    expect(await codes.resend(handle, '10.1.0.7')).toMatchObject({ ok: false })
    later(61)
    expect(await codes.resend(handle, '10.1.0.7')).toMatchObject({ ok: true })
    expect(await codes.pending(handle)).toMatchObject({ triesLeft: 4 })
    expect(await codes.confirm(handle, await codeFor(handle), '10.1.0.7')).toMatchObject({ ok: true })
  })

  it('costs the same work for a number that leads to nobody, and never opens anything', async () => {
    const count = async (): Promise<number> =>
      (await app.sql.first<{ n: number }>('select count(*)::int as n from one_time_code'))?.n ?? 0
    const before = await count()
    const handle = await asked(null)
    expect(await count()).toBe(before + 1)
    expect(await codes.pending(handle)).toMatchObject({ triesLeft: 5 })
    for (const guess of ['111111', '222222', '333333', '444444'])
      expect(await codes.confirm(handle, guess, '10.1.0.8')).toMatchObject({ why: 'wrong' })
    expect(await codes.confirm(handle, '555555', '10.1.0.8')).toMatchObject({ why: 'locked' })
  })

  it('is sent to one phone five times an hour from one line, ten times from all lines together', async () => {
    const to = phone()
    for (let n = 0; n < 5; n++) await asked(to, HOME)
    expect(await codes.request(to, 'resume', { address: HOME, next: '/' })).toMatchObject({ ok: false })
    for (let n = 0; n < 5; n++) await asked(to)
    expect(await codes.request(to, 'resume', from())).toMatchObject({ ok: false })
  })

  it('counts one line once, whichever of its many addresses asks', async () => {
    const to = phone()
    for (let n = 0; n < 5; n++) await asked(to, `2001:db8:7:7::${n}`)
    const another = { address: '2001:db8:7:7:abcd::1', next: '/' }
    expect(await codes.request(to, 'resume', another)).toMatchObject({ ok: false })
  })

  describe('whose phone somebody else knows', () => {
    let to: string
    let device: string

    beforeAll(async () => {
      to = phone()
      const handle = await asked(to, HOME)
      const confirmed = await codes.confirm(handle, await codeFor(handle), HOME)
      if (!confirmed.ok) throw new Error(confirmed.why)
      ;({ device } = confirmed)
      // Everybody's codes for this phone are used up, and wrong ones typed wherever they were asked for.
      for (let n = 0; n < 9; n++) {
        const theirs = await asked(to)
        for (let guess = 0; guess < 5; guess++)
          await codes.confirm(theirs, otherThan(await codeFor(theirs)), `10.3.0.${n}`)
      }
      expect(await codes.request(to, 'resume', from())).toMatchObject({ ok: false })
    })

    it('still comes to the browser that its family has used before', async () => {
      const handle = await codes.request(to, 'resume', { ...from(), device })
      if (!handle.ok) throw new Error('the family is shut out')
      const code = await codeFor(handle.handle)
      expect(await codes.confirm(handle.handle, code, '10.3.1.1')).toMatchObject({ ok: true })
    })

    it('comes to no browser that brings a device of another phone', async () => {
      const handle = await asked(phone(), HOME)
      const other = await codes.confirm(handle, await codeFor(handle), HOME)
      const theirs = other.ok ? other.device : ''
      expect(await codes.request(to, 'resume', { ...from(), device: theirs })).toMatchObject({ ok: false })
    })
  })

  it('is limited across processes that share a database', async () => {
    const second = await TestApp.beside(app)
    const to = phone()
    const elsewhere = second.get(ClaimantCodes)
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        (n % 2 ? codes : elsewhere).request(to, 'resume', from('10.2.0.1')),
      ),
    )
    await second.close()
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5)
  })

  it('leaves nothing behind a day later', async () => {
    await asked(phone())
    later(26 * 3600)
    later(26 * 3600)
    await app.application.get(ClaimantHousekeeping).run()
    const left = await app.sql.rows('select 1 from one_time_code union all select 1 from rate_limit')
    expect(left).toEqual([])
  })
})
