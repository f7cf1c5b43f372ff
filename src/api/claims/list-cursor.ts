import { isInstant } from '#libs/local-date'
import type { Place } from '../../claims/claims-in-branch.query.js'
import { InvalidInput } from '../../platform/problem/problems.js'

const PLACE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/

/** The place where a page ended, as text that nobody is meant to read. */
export function cursorOf({ movedAt, id }: Place): string {
  return Buffer.from(`${movedAt}~${id}`).toString('base64url')
}

/** @throws InvalidInput for a text that no page of ours ended with */
export function placeOf(cursor: string): Place {
  const [, movedAt, id] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (id && isInstant(movedAt)) return { movedAt, id }
  const detail = 'Penanda halaman ini tidak dikenal. Mulai lagi dari halaman pertama.'
  throw new InvalidInput(detail, [{ pointer: '/cursor', code: 'UNKNOWN_CURSOR', detail }])
}
