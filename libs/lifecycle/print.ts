/** A machine in words: the same rows as Markdown, as a diagram, and as the matrix of who may do what. */
import type { AnyEffect } from './effects.js'
import type { Machine } from './machine.js'

type Printable = Machine<string, string, string, never, AnyEffect>

/** The table as Markdown, one line a row. */
export function toMarkdown(machine: Printable): string {
  const lines = machine.table.map((row) => [
    row.from,
    row.event,
    row.to === row.from ? `${row.to} (stays)` : row.to,
    row.by.join(', '),
    row.guards.map((guard) => guard.name).join('; ') || '–',
    row.effects.map(inWords).join('; ') || '–',
  ])
  return markdownTable(['from', 'event', 'to', 'by', 'guards', 'effects'], lines)
}

/** The machine as a Mermaid state diagram. */
export function toMermaid(machine: Printable): string {
  const steps = machine.table.map((row) => `  ${row.from} --> ${row.to}: ${row.event}`)
  const ends = machine.final.map((state) => `  ${state} --> [*]`)
  return ['stateDiagram-v2', `  [*] --> ${machine.initial}`, ...steps, ...ends].join('\n')
}

/** Who may fire what: one line an event, one column a role; the cell lists the states in which it is possible. */
export function toMatrix(machine: Printable): string {
  const roles = [...new Set(machine.table.flatMap((row) => row.by))]
  const lines = machine.events.map((event) => [
    event,
    ...roles.map((role) =>
      machine.table
        .filter((row) => row.event === event && row.by.includes(role))
        .map((row) => row.from)
        .join(', '),
    ),
  ])
  return markdownTable(['event', ...roles], lines)
}

/** A whole page about the machines, as kept in `docs/lifecycles.md`. */
export function toPage(machines: readonly Printable[]): string {
  const chapters = machines.map((machine) =>
    [
      `## ${machine.name}`,
      toMarkdown(machine),
      '```mermaid\n' + toMermaid(machine) + '\n```',
      'Who may do what, and in which states:',
      toMatrix(machine),
    ].join('\n\n'),
  )
  return ['# The lifecycles', preface, ...chapters].join('\n\n') + '\n'
}

const preface =
  'Printed from the tables in `libs/lifecycle`; a test fails when this page is not what they print. A row reads: from this\n' +
  'state, on this event, to that state, by these roles, when every guard holds, with these effects in this order.'

function inWords(effect: AnyEffect): string {
  switch (effect.kind) {
    case 'start_clock':
    case 'stop_clock':
    case 'pause_clock':
    case 'resume_clock':
      return `${effect.kind.replace('_clock', '')} clock ${effect.clock}`
    case 'send':
      return `send ${effect.topic}`
    case 'notify':
      return `tell ${effect.template}`
    case 'record':
      return `record ${effect.record}`
    case 'next_round':
      return 'next round'
  }
}

function markdownTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
