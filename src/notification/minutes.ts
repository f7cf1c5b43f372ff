import { formatInstant, instantOf, parseInstant } from '#libs/local-date'
import type { InstantText } from '../platform/clock/clock.js'

const MINUTE = 60_000

export function addMinutes(from: InstantText, minutes: number): InstantText {
  return formatInstant(instantOf(parseInstant(from) + minutes * MINUTE))
}
