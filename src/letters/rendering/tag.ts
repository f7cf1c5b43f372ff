/** What a piece of a letter is, for those who have it read aloud. */
export interface Tag {
  readonly type:
    'Document' | 'H1' | 'H2' | 'P' | 'Figure' | 'Table' | 'TR' | 'TH' | 'TD' | 'L' | 'LI' | 'Lbl' | 'LBody'
  /** A figure in words. */
  readonly alt?: string
  /** What a header cell is the header of. */
  readonly scope?: 'Column' | 'Row'
  readonly children: Tag[]
}

export function tag(type: Tag['type'], children: Tag[] = [], more: Pick<Tag, 'alt' | 'scope'> = {}): Tag {
  return { type, children, ...more }
}
