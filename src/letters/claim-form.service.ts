import { Injectable } from '@nestjs/common'
import { LetterWords } from './letter-words.js'
import { BlockSetter } from './rendering/block-setter.js'
import { tag } from './rendering/tag.js'
import { margins, taggedPdf } from './rendering/tagged-pdf.js'

export interface FilledForm {
  title: string
  /** Number of the claim. */
  number: string
  /** An instant that is the same for the same answers, so that the same form is the same file. */
  madeAt: string
  sections: readonly { heading: string; rows: readonly (readonly [label: string, value: string])[] }[]
  /** What the family confirmed before it sent this. */
  declaration: string
}

const LABEL_WIDTH = 150

/** What a family answered on the pages, as the paper form that it stands in for. It is a statement, not a letter of ours. */
@Injectable()
export class ClaimForms {
  constructor(private readonly words: LetterWords) {}

  async write({ title, number, madeAt, sections, declaration }: FilledForm): Promise<Buffer> {
    const { name, accent } = this.words.head
    const structure = tag('Document')
    const set = new BlockSetter(structure.children, accent)
    const content = [
      set.label(name),
      set.title(title),
      set.line(number, { bold: true }),
      ...sections.map(({ heading, rows }) => ({
        stack: [set.block({ kind: 'heading', text: heading }), set.facts(rows, LABEL_WIDTH)],
        unbreakable: true,
      })),
      set.line(declaration, { margin: [0, 14, 0, 0] }),
    ]
    return taggedPdf({
      title: `${title} ${number}`,
      author: name,
      madeAt,
      content,
      structure,
      footer: (current, pages) => ({
        text: `${number} · ${current}/${pages}`,
        fontSize: 8,
        margin: [margins.left, 14, margins.right, 0],
      }),
      defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.22, color: '#1a1a1a' },
    })
  }
}
