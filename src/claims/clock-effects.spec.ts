import type { ClaimEffect } from '#libs/lifecycle'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { aReadyClaim } from '../../test/factories/claim-facts.js'
import type { PlannedTransition } from './claim-command.port.js'
import type { ClaimReading } from './claim-reading.js'
import { ClockEffects } from './clock-effects.js'

const clocks = new ClockEffects(new LawInForce())

/** The last day of a clock that starts on a day at a branch in Kalimantan. */
function lastDay(
  clock: Extract<ClaimEffect, { clock: unknown }>['clock'],
  today: string,
): string | undefined {
  const facts = aReadyClaim({ today, now: `${today}T02:00:00.000Z`, documents: { completeOn: today } })
  const reading = { zone: 'Asia/Makassar', type: 'jkk_death', open_clocks: [] } as unknown as ClaimReading
  const effects: ClaimEffect[] = [{ kind: 'start_clock', clock }]
  return clocks.apply(effects, reading, facts, {} as PlannedTransition).started[0]?.due_at
}

describe('a deadline that reaches into a year whose holidays are not decreed yet', () => {
  test('counts the decreed holidays of the old year, then weekends and the holidays of a fixed date', () => {
    // 24 and 25 December are decreed, 1 January is a holiday in every year, 26, 27 December and 2, 3 January weekends.
    expect(lastDay('legal', '2026-12-22')).toBe('2027-01-05T15:59:59.999Z')
  })

  test('is set wholly within that year, too', () => {
    expect(lastDay('legal', '2027-04-28')).toBe('2027-05-07T15:59:59.999Z')
    expect(lastDay('approval', '2027-12-31')).toBe('2028-01-03T15:59:59.999Z')
  })

  test('in calendar days needs no decree', () => {
    expect(lastDay('return', '2026-12-15')).toBe('2027-01-14T15:59:59.999Z')
    expect(lastDay('objection', '2026-12-31')).toBe('2027-01-30T15:59:59.999Z')
  })
})

test('operators are told in time that the decreed holidays end', () => {
  const law = new LawInForce()
  const on = (date: string) => law.calendarEndsSoon(date as Parameters<typeof law.calendarEndsSoon>[0])
  expect(on('2026-10-31')).toBeUndefined()
  expect(on('2026-11-22')).toBe('2026-12-31')
  expect(on('2027-03-01')).toBe('2026-12-31')
})
