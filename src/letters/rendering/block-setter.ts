import type { Content, ContentTable, ContentText, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import type { Block, LetterTable, Step } from '../letter-sheet.js'
import { type Tag, tag } from './tag.js'

const GREY = '#555555'
const RULE = '#d5dbdb'
const TINT = '#eef4f4'

/** Sets the parts of a letter one after the other, and writes down what each of them is, in reading order. */
export class BlockSetter {
  constructor(
    private readonly structure: Tag[],
    private readonly accent: string,
  ) {}

  block(block: Block): Content {
    switch (block.kind) {
      case 'text':
        return this.line(block.text, { margin: [0, 0, 0, 5] })
      case 'heading':
        return this.heading(block.text)
      case 'facts':
        return { stack: [this.facts(block.rows, 110)], margin: [0, 3, 0, 4] }
      case 'table':
        return this.table(block.table)
      case 'steps':
        return this.steps(block.steps)
      case 'bullets':
        return this.bullets(block.lines)
      case 'callout':
        return this.callout(block.label, block.value, block.note)
      case 'small':
        return this.line(block.text, { fontSize: 8, color: GREY, margin: [0, 3, 0, 0] })
    }
  }

  title(text: string): Content {
    return tagged({ text, fontSize: 17, bold: true, lineHeight: 1.15, margin: [0, 0, 0, 8] }, this.note('H1'))
  }

  label(text: string): Content {
    return this.line(text, { fontSize: 8.5, color: GREY })
  }

  line(text: string, style: Partial<ContentText> = {}): Content {
    return tagged({ text, ...style }, this.note('P'))
  }

  /** A drawing that says something, and what it says. */
  figure(svg: string, size: number, alt: string): Content {
    const figure = tag('Figure', [], { alt })
    this.structure.push(figure)
    return tagged({ svg, width: size, height: size }, figure)
  }

  /** Labels and their values: a table whose first column heads its rows. */
  facts(rows: readonly (readonly [label: string, value: string])[], labelWidth: number): Content {
    const table = this.note('Table')
    const body = rows.map(([label, value]): TableCell[] => {
      const [head, cell] = [tag('TH', [], { scope: 'Row' }), tag('TD')]
      table.children.push(tag('TR', [head, cell]))
      return [tagged({ text: label, color: GREY }, head), tagged({ text: value }, cell)]
    })
    return { table: { widths: [labelWidth, '*'], body }, layout: tight }
  }

  private heading(text: string): Content {
    const style = {
      fontSize: 11.5,
      bold: true,
      color: this.accent,
      margin: [0, 9, 0, 4] as [number, number, number, number],
    }
    return tagged({ text, ...style, headlineLevel: 1 }, this.note('H2'))
  }

  private table({ columns, rows, total }: LetterTable): ContentTable {
    const table = this.note('Table')
    const header = columns.map(({ label, align }) => {
      const head = tag('TH', [], { scope: 'Column' })
      return {
        head,
        cell: tagged({ text: label, bold: true, fontSize: 9, color: GREY, alignment: align ?? 'left' }, head),
      }
    })
    table.children.push(
      tag(
        'TR',
        header.map(({ head }) => head),
      ),
    )
    const body = [header.map(({ cell }) => cell as TableCell)]
    for (const row of rows) {
      const cells = row.map((text, index) => cellOf(text, columns[index]?.align))
      table.children.push(
        tag(
          'TR',
          cells.map(({ cell }) => cell),
        ),
      )
      body.push(cells.map(({ content }) => content))
    }
    if (total) {
      // As many cells as there are columns, so that whoever hears the table never loses count.
      const empty = columns.slice(2).map(() => tag('TD'))
      const [label, value] = [tag('TH', [], { scope: 'Row' }), tag('TD')]
      table.children.push(tag('TR', [label, ...empty, value]))
      body.push([
        tagged({ text: total.label, bold: true }, label),
        ...empty.map((): TableCell => ({ text: '' })),
        tagged({ text: total.value, bold: true, alignment: 'right' }, value),
      ])
    }
    return {
      table: { widths: columns.map(({ width }) => width), body, headerRows: 0, dontBreakRows: true },
      layout: ruled(total !== undefined, this.accent),
      margin: [0, 0, 0, 8],
    }
  }

  private steps(steps: readonly Step[]): Content {
    const list = this.note('L')
    const rows = steps.map(({ title, lines }, index): Content => {
      const [label, text] = [tag('Lbl'), tag('LBody')]
      list.children.push(tag('LI', [label, text]))
      const within = (style: object, words: string) => {
        const paragraph = tag('P')
        text.children.push(paragraph)
        return tagged({ text: words, ...style }, paragraph)
      }
      const number = { text: `${index + 1}.`, bold: true, color: this.accent, width: 18 }
      return {
        columns: [
          tagged(number, label),
          {
            stack: [
              ...(title ? [within({ bold: true }, title)] : []),
              ...lines.map((each) => within({}, each)),
            ],
            width: '*',
          },
        ],
        margin: [0, 0, 0, title ? 6 : 2],
        unbreakable: true,
      }
    })
    return { stack: rows, margin: [0, 0, 0, 2] }
  }

  private bullets(lines: readonly string[]): Content {
    const list = this.note('L')
    const rows = lines.map((words): Content => {
      const [label, text] = [tag('Lbl'), tag('LBody')]
      list.children.push(tag('LI', [label, text]))
      return {
        columns: [
          tagged({ text: '•', color: this.accent, width: 12 }, label),
          tagged({ text: words, width: '*' }, text),
        ],
        margin: [0, 0, 0, 2],
      }
    })
    return { stack: rows, margin: [0, 0, 0, 4] }
  }

  /** The one thing to remember: a day, or a sum. */
  private callout(label: string, value: string, note: string | undefined): Content {
    const stack = [
      this.line(label, { fontSize: 9, color: GREY }),
      this.line(value, { fontSize: 14, bold: true, lineHeight: 1.15 }),
      ...(note === undefined ? [] : [this.line(note, { fontSize: 9 })]),
    ]
    return {
      table: { widths: ['*'], body: [[{ stack, fillColor: TINT }]], dontBreakRows: true },
      layout: boxed(this.accent),
      margin: [0, 4, 0, 8],
    }
  }

  private note(type: Tag['type']): Tag {
    const noted = tag(type)
    this.structure.push(noted)
    return noted
  }
}

function tagged<Node extends object>(node: Node, is: Tag): Content {
  return { ...node, tag: is } as unknown as Content
}

function cellOf(text: string, alignment: 'right' | undefined): { cell: Tag; content: TableCell } {
  const [first = '', ...rest] = text.split('\n')
  const cell = tag('TD')
  if (rest.length === 0)
    return { cell, content: tagged({ text: first, alignment: alignment ?? 'left' }, cell) }
  const lines = [{ text: first }, ...rest.map((line) => ({ text: line, fontSize: 8.5, color: GREY }))]
  const stack = lines.map((line) => {
    const paragraph = tag('P')
    cell.children.push(paragraph)
    return tagged(line, paragraph)
  })
  return { cell, content: { stack, alignment: alignment ?? 'left' } }
}

const tight: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 6,
  paddingTop: () => 1,
  paddingBottom: () => 1,
}

function ruled(hasTotal: boolean, accent: string): CustomTableLayout {
  const isStrong = (line: number, rows: number) => line === 1 || (hasTotal && line === rows - 1)
  return {
    hLineWidth: (line, { table }) =>
      line === 0 || line === table.body.length ? 0 : isStrong(line, table.body.length) ? 0.9 : 0.5,
    hLineColor: (line, { table }) => (isStrong(line, table.body.length) ? accent : RULE),
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 5),
    paddingRight: (column, { table }) => (column === (table.widths?.length ?? 0) - 1 ? 0 : 5),
    paddingTop: () => 4,
    paddingBottom: () => 1.5,
  }
}

function boxed(accent: string): CustomTableLayout {
  return {
    hLineWidth: () => 0,
    vLineWidth: (line) => (line === 0 ? 3 : 0),
    vLineColor: () => accent,
    paddingLeft: () => 12,
    paddingRight: () => 10,
    paddingTop: () => 6,
    paddingBottom: () => 7,
  }
}
