/** A letter as its parts, before it has a shape. Each kind composes these; one page turns them into a PDF. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'table'; readonly table: LetterTable }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  | { readonly kind: 'bullets'; readonly lines: readonly string[] }
  | { readonly kind: 'callout'; readonly label: string; readonly value: string; readonly note?: string }
  | { readonly kind: 'small'; readonly text: string }

export interface LetterTable {
  readonly columns: readonly Column[]
  /** One text a column; what follows a line break within a cell is set smaller. */
  readonly rows: readonly (readonly string[])[]
  /** The sum under the last column. */
  readonly total?: { readonly label: string; readonly value: string }
}

export interface Column {
  readonly label: string
  readonly width: '*' | number
  readonly align?: 'right'
}

/** One numbered point. */
export interface Step {
  readonly title?: string
  readonly lines: readonly string[]
}

/** One letter, ready to be set on a page. */
export interface Sheet {
  readonly title: string
  readonly number: string
  /** Not a letter yet: marked across each page, and without a code by which anybody could check it. */
  readonly draft?: boolean
  readonly date: string
  /** What it is about: the name and the number of a claim or an incident. */
  readonly about: readonly [label: string, number: string]
  readonly branch: string
  readonly phone: string
  readonly recipient: string
  readonly relation: string | null
  /** The page on which anybody may ask whether this letter is ours. */
  readonly checkUrl: string
  /** The same as people read it, without the protocol. */
  readonly checkAddress: string
  readonly code: string
  readonly madeAt: string
  readonly blocks: readonly Block[]
}

export const text = (...texts: readonly string[]): Block[] =>
  texts.map((each) => ({ kind: 'text', text: each }))
export const heading = (words: string): Block => ({ kind: 'heading', text: words })
export const steps = (...each: readonly Step[]): Block => ({ kind: 'steps', steps: each })
export const small = (...texts: readonly string[]): Block[] =>
  texts.map((each) => ({ kind: 'small', text: each }))
export const callout = (label: string, value: string, note?: string): Block => ({
  kind: 'callout',
  label,
  value,
  ...(note === undefined ? {} : { note }),
})
