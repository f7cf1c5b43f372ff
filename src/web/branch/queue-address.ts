/** The filters of the queue as its address spells them, so that a worklist can be kept as a bookmark. */
import { isUUID } from 'class-validator'
import { isInstant } from '#libs/local-date'
import { type ClaimState, type ClaimType, claimTypes } from '#libs/lifecycle'
import {
  deskStates,
  type QueueFlag,
  queueFlags,
  type QueueOwner,
  type QueuePlace,
} from '../../claims/claim-queue.query.js'
import { paths } from './paths.js'

export interface QueueFilters {
  stage?: ClaimState
  program?: 'jkm' | 'jkk'
  flag?: QueueFlag
  whose: QueueOwner
}

const owners: Readonly<Record<string, QueueOwner>> = { saya: 'me', bebas: 'nobody' }
const flags: Readonly<Record<string, QueueFlag>> = {
  terlambat: 'overdue',
  perhatian: 'attention',
  ragu: 'doubt',
}
export const flagCodes: Readonly<Record<QueueFlag, string>> = {
  overdue: 'terlambat',
  attention: 'perhatian',
  doubt: 'ragu',
}
export const ownerCodes: Readonly<Record<QueueOwner, string>> = { everyone: '', me: 'saya', nobody: 'bebas' }
/** A deadline as PostgreSQL writes it, `infinity` for a claim without one, and the claim. */
const PLACE = /^(infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d)~(.+)$/

/** What an address asks for; what it spells wrongly is not filtered. */
export function filtersFrom(query: Readonly<Record<string, unknown>>): QueueFilters {
  const { tahap, program, tanda, milik } = query
  return {
    stage: deskStates.find((state) => state === tahap),
    program: program === 'jkm' || program === 'jkk' ? program : undefined,
    flag: queueFlags.find((flag) => typeof tanda === 'string' && flags[tanda] === flag),
    whose: (typeof milik === 'string' ? owners[milik] : undefined) ?? 'everyone',
  }
}

/** Where a page goes on; an address that spells no place begins at the first. */
export function placeFrom(text: unknown): QueuePlace | undefined {
  const [, dueAt = '', id] = (typeof text === 'string' && PLACE.exec(text)) || []
  const isDeadline = dueAt === 'infinity' || isInstant(`${dueAt.replace(' ', 'T')}:00`)
  return isDeadline && isUUID(id) ? { dueAt, id: String(id) } : undefined
}

export function typesOf(program: QueueFilters['program']): ClaimType[] | undefined {
  return program && claimTypes.filter((type) => type.startsWith(program))
}

export function isFiltered({ stage, program, flag, whose }: QueueFilters): boolean {
  return Boolean(stage ?? program ?? flag) || whose !== 'everyone'
}

/** The address of the queue with these filters, from this place on. */
export function queueAddress(filters: QueueFilters, after?: QueuePlace): string {
  const parts = {
    tahap: filters.stage,
    program: filters.program,
    tanda: filters.flag && flagCodes[filters.flag],
    milik: ownerCodes[filters.whose],
    sesudah: after && `${after.dueAt}~${after.id}`,
  }
  const given = Object.entries(parts).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const query = new URLSearchParams(given).toString()
  return query === '' ? paths.queue : `${paths.queue}?${query}`
}
