import { describe, expect, it } from '@jest/globals'
import { mayLeaveAt } from './quiet-hours.js'

const quiet = { from: '20:00', until: '08:00' }

describe('quiet hours', () => {
  it.each([
    ['2022-10-17T08:00:00+08:00', '2022-10-17T08:00:00+08:00'],
    ['2022-10-17T19:59:59+08:00', '2022-10-17T19:59:59+08:00'],
    ['2022-10-17T20:00:00+08:00', '2022-10-18T08:00:00+08:00'],
    ['2022-10-17T23:59:59+08:00', '2022-10-18T08:00:00+08:00'],
    ['2022-10-18T00:00:00+08:00', '2022-10-18T08:00:00+08:00'],
    ['2022-10-18T07:59:59+08:00', '2022-10-18T08:00:00+08:00'],
    ['2022-12-31T21:00:00+08:00', '2023-01-01T08:00:00+08:00'],
  ])('in Makassar let a message of %s leave at %s', (now, leaves) => {
    expect(mayLeaveAt(utc(now), 'Asia/Makassar', quiet)).toBe(utc(leaves))
  })

  it('begin in each zone at its own time', () => {
    const now = utc('2022-10-17T19:30:00+07:00')
    expect(mayLeaveAt(now, 'Asia/Jakarta', quiet)).toBe(now)
    expect(mayLeaveAt(now, 'Asia/Makassar', quiet)).toBe(utc('2022-10-18T08:00:00+08:00'))
    expect(mayLeaveAt(now, 'Asia/Jayapura', quiet)).toBe(utc('2022-10-18T08:00:00+09:00'))
  })
})

function utc(text: string): string {
  return new Date(text).toISOString()
}
