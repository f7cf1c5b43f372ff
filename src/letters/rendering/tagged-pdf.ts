/**
 * Renders a page description to a PDF whose text says what it is: headings, paragraphs, tables with their headers, and
 * figures with a description. Whoever has the letter read aloud hears it in the right order; ornaments are skipped.
 */
import type { Content, Style } from 'pdfmake/interfaces.js'
import {
  type Drawn,
  DrawingPart,
  type DynamicContent,
  LayoutPart,
  type PdfDocument,
  PdfDocumentPart,
  robotoFonts,
  type StructureElement,
  SvgMeasurePart,
  tableLayouts,
  virtualFiles,
} from './pdfmake-parts.js'
import type { Tag } from './tag.js'

export interface TaggedPage {
  readonly title: string
  readonly author: string
  /** When the document was made: part of the file, so that the same letter is always the same bytes. */
  readonly madeAt: string
  readonly content: Content
  /** The structure of the content, in reading order. */
  readonly structure: Tag
  readonly footer: DynamicContent
  readonly defaultStyle: Style
  /** Across every page of what is not a letter yet. */
  readonly watermark?: string
}

const A4 = { width: 595.28, height: 841.89, orientation: 'portrait' } as const
export const margins = { left: 62, top: 46, right: 62, bottom: 66 } as const
/** What a page offers between its margins. */
export const textWidth = A4.width - margins.left - margins.right

const fonts = robotoFonts()
const fontFiles = new Set(Object.values(fonts.Roboto))

export async function taggedPdf(page: TaggedPage): Promise<Buffer> {
  const document = new PdfDocumentPart(fonts, {}, {}, {}, optionsOf(page), virtualFiles, (path) =>
    fontFiles.has(path),
  )
  const layout = new TaggingLayout(A4, margins, new SvgMeasurePart())
  layout.registerTableLayouts(tableLayouts)
  const { content, defaultStyle, footer, watermark } = page
  const pages = layout.layoutDocument(
    content,
    document,
    {},
    defaultStyle,
    undefined,
    undefined,
    footer,
    watermark === undefined ? undefined : { text: watermark, color: '#555555', opacity: 0.12, bold: true },
    // A heading never stays behind alone at the foot of a page.
    (node, around) => node.headlineLevel !== undefined && around.getFollowingNodesOnPage().length === 0,
  )
  new TaggingDrawing(document, page.structure).renderPages(pages)
  return bytesOf(document)
}

function optionsOf({ title, author, madeAt }: TaggedPage): object {
  // pdfkit takes moments as Date only.
  const moment = new Date(madeAt)
  return {
    size: [A4.width, A4.height],
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'id-ID',
    compress: true,
    autoFirstPage: false,
    font: null,
    info: {
      Title: title,
      Author: author,
      Creator: 'Santun',
      Producer: 'Santun',
      CreationDate: moment,
      ModDate: moment,
    },
  }
}

/** Hands the tag of a text on to each of its lines. */
class TaggingLayout extends LayoutPart<Tag> {
  override buildNextLine(node: Drawn<Tag>): Drawn<Tag> | null {
    const line = super.buildNextLine(node)
    if (line && node.tag) line.tag = node.tag
    return line
  }
}

/** Draws what has a tag as content of its element, and everything else as ornament. */
class TaggingDrawing extends DrawingPart<Tag> {
  private readonly elements = new Map<Tag, StructureElement>()

  constructor(document: PdfDocument, structure: Tag) {
    super(document)
    document.addStructure(this.elementOf(structure))
  }

  override renderLine(line: Drawn<Tag>, x: number, y: number): void {
    this.mark(line.tag, () => super.renderLine(line, x, y))
  }
  override renderVector(vector: Drawn<Tag>): void {
    this.mark(undefined, () => super.renderVector(vector))
  }
  override renderSVG(svg: Drawn<Tag>): void {
    this.mark(svg.tag, () => super.renderSVG(svg))
  }

  override renderWatermark(page: object): void {
    this.mark(undefined, () => super.renderWatermark(page))
  }

  /** All elements come first, in reading order; what is drawn finds its place among them. */
  private elementOf(tag: Tag): StructureElement {
    const { type, alt, scope, children } = tag
    const element = this.pdfDocument.struct(type, {
      ...(alt === undefined ? {} : { alt, placement: 'Block' }),
      ...(scope === undefined ? {} : { scope }),
    })
    this.elements.set(tag, element)
    for (const child of children) element.add(this.elementOf(child))
    return element
  }

  private mark(tag: Tag | undefined, draw: () => void): void {
    const element = tag && this.elements.get(tag)
    if (tag && element) element.add(this.pdfDocument.markStructureContent(tag.type))
    else this.pdfDocument.markContent('Artifact', { type: 'Layout' })
    draw()
    this.pdfDocument.endMarkedContent()
  }
}

async function bytesOf(document: PdfDocument): Promise<Buffer> {
  document.end()
  const chunks: Buffer[] = []
  for await (const chunk of document) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
