import { claimTable } from '#libs/lifecycle'
import type { ClaimStory } from '../claims/claim-story.query.js'
import type { LetterOfClaim } from '../letters/letters-of-claim.query.js'
import { AttentionWords } from '../platform/problem/attention-words.js'
import { ProblemWords } from '../platform/problem/problem-words.js'

export function claimStoryInWords(story: ClaimStory, letters: readonly LetterOfClaim[]): string {
  const words = new ProblemWords()
  const attention = new AttentionWords(words)
  const next = claimTable.filter((row) => row.from === story.state)
  return [
    `${story.number}  ${words.label('claim_states', story.state)}  (putaran ${story.round}, sejak ${minute(story.since)})`,
    '',
    'Riwayat',
    ...story.steps.map(
      (step) =>
        `  ${String(step.seq).padStart(2)}. ${minute(step.at)}  ${words.label('claim_events', step.event)} — ${step.actor} ` +
        `(${words.label('roles', step.role)})  → ${words.label('claim_states', step.to)}${step.reason ? `: ${step.reason}` : ''}`,
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
        `${words.label('clocks', clock.name)}: sampai ${minute(clock.dueAt)}${clock.pausedAt ? ' (berhenti)' : ''}`,
    ),
    ...section(
      'Perlu perhatian',
      story.attention,
      (row) => `${attention.what(row.topic, row.reason)} — ${words.label('roles', row.owner)}`,
    ),
    ...section(
      'Masih dikerjakan',
      story.pending,
      (row) =>
        `${attention.work(row.topic)}, percobaan ${row.attempts}${row.lastError ? `: ${row.lastError}` : ''}`,
    ),
    ...section(
      'Langkah berikut yang mungkin',
      next,
      (row) =>
        `${words.label('claim_events', row.event)} oleh ${row.by.map((role) => words.label('roles', role)).join(', ')}`,
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
