import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { claimTable } from '#libs/lifecycle'
import { parse } from 'yaml'
import type { ClaimStory } from '../claims/claim-story.query.js'
import type { LetterOfClaim } from '../letters/letters-of-claim.query.js'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'

type Words = Record<string, Record<string, { label?: string } | string> | undefined>

/** The label that people read for a state, event or role; the code itself where config/messages has none. */
export function labels(): (group: string, code: string) => string {
  const words = parse(
    readFileSync(join(findConfigDirectory(), 'messages', 'lifecycle.yaml'), 'utf8'),
  ) as Words
  return (group, code) => {
    const entry = words[group]?.[code]
    return typeof entry === 'string' ? entry : (entry?.label ?? code)
  }
}

export function claimStoryInWords(story: ClaimStory, letters: readonly LetterOfClaim[]): string {
  const label = labels()
  const next = claimTable.filter((row) => row.from === story.state)
  return [
    `${story.number}  ${label('claim_states', story.state)}  (putaran ${story.round}, sejak ${minute(story.since)})`,
    '',
    'Riwayat',
    ...story.steps.map(
      (step) =>
        `  ${String(step.seq).padStart(2)}. ${minute(step.at)}  ${label('claim_events', step.event)} — ${step.actor} ` +
        `(${label('roles', step.role)})  → ${label('claim_states', step.to)}${step.reason ? `: ${step.reason}` : ''}`,
    ),
    ...section(
      'Surat',
      letters,
      ({ number, issuedOn, sha256 }) => `${issuedOn}  ${number}  ${sha256 ?? 'sedang ditulis'}`,
    ),
    ...section(
      'Jam yang berjalan',
      story.clocks,
      (clock) =>
        `${label('clocks', clock.name)}: sampai ${minute(clock.dueAt)}${clock.pausedAt ? ' (berhenti)' : ''}`,
    ),
    ...section(
      'Perlu perhatian',
      story.attention,
      (row) => `${row.topic}: ${row.reason} — ${label('roles', row.owner)}`,
    ),
    ...section(
      'Masih dikerjakan',
      story.pending,
      (row) => `${row.topic}, percobaan ${row.attempts}${row.lastError ? `: ${row.lastError}` : ''}`,
    ),
    ...section(
      'Langkah berikut yang mungkin',
      next,
      (row) =>
        `${label('claim_events', row.event)} oleh ${row.by.map((role) => label('roles', role)).join(', ')}`,
    ),
    '',
  ].join('\n')
}

function section<Item>(title: string, items: readonly Item[], line: (item: Item) => string): string[] {
  return items.length === 0 ? [] : ['', title, ...items.map((item) => `  - ${line(item)}`)]
}

export function minute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}
