import { describe, expect, it } from '@jest/globals'
import { placeFrom } from './queue-address.js'

const id = '00000000-0000-4000-8000-000000000000'

describe('the address of a page of the queue', () => {
  it.each(['2026-11-23 03:41:35.123456+00', '2026-11-23 10:41:35+07', 'infinity'])(
    'goes on behind the deadline %s',
    (dueAt) => {
      expect(placeFrom(`${dueAt}~${id}`)).toEqual({ dueAt, id })
    },
  )

  it.each([
    undefined,
    ['a', 'b'],
    'kemarin',
    `2026-02-30 03:41:35+00~${id}`,
    `2026-11-23 25:00:00+00~${id}`,
    `99:99:99-99~${id}`,
    'infinity~------------------------------------',
  ])('begins at the first claim where it spells no place: %j', (text) => {
    expect(placeFrom(text)).toBeUndefined()
  })
})
