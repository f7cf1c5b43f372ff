/** Sets a letter on its pages: letterhead, what it says, and the code by which anybody can check it. */
import type { CanvasLine, Content } from 'pdfmake/interfaces.js'
import type { Block, Sheet } from '../letter-sheet.js'
import { fill, type LetterWords } from '../letter-words.js'
import { BlockSetter } from './block-setter.js'
import { qrSvg } from './qr-svg.js'
import { tag } from './tag.js'
import { margins, type TaggedPage, textWidth } from './tagged-pdf.js'

const GREY = '#555555'
const QR_SIZE = 70
/** So many rows or points never fill a page. */
const SHORT = 8

/** The page description of a letter. */
export function letterPage(sheet: Sheet, words: LetterWords): TaggedPage {
  const root = tag('Document')
  const set = new BlockSetter(root.children, words.head.accent)
  const content = [
    letterhead(sheet, words, set),
    ...opening(sheet, words, set),
    ...sectionsOf(sheet.blocks).map((section) => setSection(section, set)),
  ]
  return {
    title: `${sheet.title} ${sheet.number}`,
    author: words.head.name,
    madeAt: sheet.madeAt,
    content,
    structure: root,
    footer: footerOf(sheet, words),
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.22, color: '#1a1a1a' },
    watermark: sheet.draft ? words.common.page.draft : undefined,
  }
}

function letterhead({ branch }: Sheet, { head, common, mark }: LetterWords, set: BlockSetter): Content {
  const figure = set.figure(mark, 34, fill(common.page.mark_alt, { name: head.name }))
  const name = set.line(head.name, { fontSize: 15, bold: true, color: head.accent, lineHeight: 1.1 })
  const line = set.line(head.line, { fontSize: 8.5, color: GREY })
  const office = set.line(branch, { alignment: 'right', fontSize: 9, color: GREY, margin: [0, 4, 0, 0] })
  const rule: CanvasLine = {
    type: 'line',
    x1: 0,
    y1: 0,
    x2: textWidth,
    y2: 0,
    lineWidth: 1.2,
    lineColor: head.accent,
  }
  return {
    stack: [
      {
        columns: [
          { stack: [figure], width: 34 },
          { stack: [name, line], width: '*', margin: [10, 0, 0, 0] },
          { stack: [office], width: 170 },
        ],
      },
      { canvas: [rule], margin: [0, 6, 0, 14] },
    ],
  }
}

/** Who it is for, what it is, the code by which it is checked, and its title. */
function opening(sheet: Sheet, { common: { page } }: LetterWords, set: BlockSetter): Content[] {
  const recipient = [
    set.label(page.to),
    set.line(sheet.recipient, { bold: true, fontSize: 11 }),
    ...(sheet.relation === null ? [] : [set.line(sheet.relation)]),
  ]
  const facts = set.facts([[page.number, sheet.number], [page.date, sheet.date], sheet.about], 68)
  const qr = (): Content =>
    set.figure(
      qrSvg(sheet.checkUrl),
      QR_SIZE,
      fill(page.check_alt, { address: sheet.checkAddress, code: sheet.code }),
    )
  return [
    {
      columns: [
        { stack: recipient, width: '*' },
        { stack: [facts], width: 192 },
        ...(sheet.draft ? [] : [{ stack: [qr()], width: QR_SIZE }]),
      ],
      columnGap: 14,
      margin: [0, 0, 0, 8],
    },
    set.title(sheet.title),
  ]
}

/** A heading and what stands under it, until the next one. */
function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [[]]
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push([])
    sections.at(-1)?.push(block)
  }
  return sections.filter((section) => section.length > 0)
}

/** A short section stays on one page; a long one may go over to the next. */
function setSection(section: readonly Block[], set: BlockSetter): Content {
  return { stack: section.map((block) => set.block(block)), unbreakable: section.every(isShort) }
}

function isShort(block: Block): boolean {
  if (block.kind === 'table') return block.table.rows.length <= SHORT
  if (block.kind === 'steps') return block.steps.length <= SHORT
  return block.kind !== 'bullets' || block.lines.length <= SHORT
}

function footerOf(sheet: Sheet, { common: { page }, head }: LetterWords): TaggedPage['footer'] {
  const { number, branch, phone, checkAddress: address, code, draft } = sheet
  return (current, pages) => ({
    stack: [
      { text: draft ? page.draft_note : fill(page.check, { address, code }) },
      {
        columns: [
          { text: `${head.name} · ${fill(page.footer, { branch, phone })}`, width: '*' },
          { text: fill(page.page, { number, page: current, pages }), alignment: 'right', width: 'auto' },
        ],
      },
    ],
    fontSize: 8,
    color: GREY,
    margin: [margins.left, 14, margins.right, 0],
  })
}
