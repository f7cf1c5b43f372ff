/**
 * The parts of pdfmake from which a tagged document is made. pdfmake lays text out but keeps its structure to itself, so
 * layout and drawing are taken apart here and each line is told what it is. Pinned by the exact version in package.json
 * and by the test that reads the structure back.
 */
import { createRequire } from 'node:module'
import type { Content, Style } from 'pdfmake/interfaces.js'

/** An element of the logical structure of a PDF, as pdfkit keeps it. */
export interface StructureElement {
  add(child: StructureElement | StructureContent): StructureElement
}
export interface StructureContent {
  readonly refs: readonly unknown[]
}

export interface PdfDocument extends NodeJS.ReadableStream {
  struct(type: string, options?: { alt?: string; scope?: string; placement?: string }): StructureElement
  addStructure(element: StructureElement): void
  markStructureContent(type: string): StructureContent
  markContent(tag: 'Artifact', options: { type: 'Layout' | 'Pagination' }): void
  endMarkedContent(): void
  end(): void
}

/** A piece of a page that is drawn at once; `tag` is what we add to it. */
export type Drawn<Tag> = object & { tag?: Tag }

export type DynamicContent = (currentPage: number, pageCount: number) => Content

export interface NodeOnPage {
  readonly headlineLevel?: number
}

/** A word across every page, behind what is written. */
export interface Watermark {
  readonly text: string
  readonly color: string
  readonly opacity: number
  readonly bold: boolean
}

interface Layout<Tag> {
  registerTableLayouts(layouts: object): void
  layoutDocument(
    content: Content,
    document: PdfDocument,
    styles: Record<string, Style>,
    defaultStyle: Style,
    background: undefined,
    header: undefined,
    footer: DynamicContent,
    watermark: Watermark | undefined,
    pageBreakBefore: (node: NodeOnPage, around: { getFollowingNodesOnPage(): readonly unknown[] }) => boolean,
  ): unknown[]
  buildNextLine(node: Drawn<Tag>): Drawn<Tag> | null
}

interface Drawing<Tag> {
  pdfDocument: PdfDocument
  renderPages(pages: unknown[]): void
  renderLine(line: Drawn<Tag>, x: number, y: number): void
  renderVector(vector: Drawn<Tag>): void
  renderSVG(svg: Drawn<Tag>): void
  renderWatermark(page: object): void
}

const require = createRequire(import.meta.url)
const part = (name: string): unknown => (require(`pdfmake/js/${name}.js`) as { default: unknown }).default

export const PdfDocumentPart = part('PDFDocument') as new (
  fonts: object,
  images: object,
  patterns: object,
  attachments: object,
  options: object,
  files: object,
  mayRead: (path: string) => boolean,
) => PdfDocument
export const LayoutPart = part('LayoutBuilder') as new <Tag>(
  size: { width: number; height: number; orientation: 'portrait' },
  margins: { left: number; top: number; right: number; bottom: number },
  svg: object,
) => Layout<Tag>
export const DrawingPart = part('Renderer') as new <Tag>(document: PdfDocument) => Drawing<Tag>
export const SvgMeasurePart = part('SVGMeasure') as new () => object
export const virtualFiles = part('virtual-fs') as object
export const tableLayouts = (require('pdfmake/js/tableLayouts.js') as { tableLayouts: object }).tableLayouts

/** The typeface that pdfmake brings. */
export function robotoFonts() {
  const file = (name: string) => require.resolve(`pdfmake/fonts/Roboto/${name}`)
  const [normal, bold] = [file('Roboto-Regular.ttf'), file('Roboto-Medium.ttf')]
  return { Roboto: { normal, bold, italics: normal, bolditalics: bold } }
}
