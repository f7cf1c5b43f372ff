/**
 * Participation cards on sheets to cut: ten of the size of a bank card on each page. A page leaves as soon as it is full,
 * so that a cohort of any size takes the memory of one page.
 */
import { createRequire } from 'node:module'
import { formatDateId, type LocalDate } from '#libs/local-date'
import PdfMake from 'pdfmake'
import QRCode from 'qrcode'

export interface PrintedCard {
  readonly kpj: string
  readonly name: string
  readonly segment: 'PU' | 'BPU'
  readonly since: LocalDate
  readonly paidUntil: LocalDate | null
  readonly sponsor: string | null
  /** The page that the QR leads to. */
  readonly url: string
}

type Paper = Awaited<ReturnType<ReturnType<typeof PdfMake.createPdf>['getStream']>>

/** In points. A card is 85.6 × 54 mm. */
const CARD = { width: 243, height: 153 }
const SHEET = { columns: 2, rows: 5, left: 50, top: 26, gap: 6 }
const PADDING = 10
const QR_SIZE = 78
const LINE = '#505a5f'
const INK = '#0b0c0c'
const TEXT_WIDTH = CARD.width - 3 * PADDING - QR_SIZE
const CARDS_A_SHEET = SHEET.columns * SHEET.rows

const fonts = robotoFonts()
PdfMake.setFonts(fonts)
// A card holds text and a drawn code only: nothing is fetched for it, and nothing is read but its fonts.
const fontFiles = new Set(Object.values(fonts.Roboto))
Object.assign(PdfMake, {
  urlAccessPolicy: () => false,
  localAccessPolicy: (path: string) => fontFiles.has(path),
})

export class CardSheets {
  private drawn = 0

  private constructor(
    /** The bytes of the PDF; ends after `end`. */
    readonly paper: Paper,
  ) {}

  static async open(): Promise<CardSheets> {
    const blank = { pageSize: 'A4', pageMargins: 0, defaultStyle: { font: 'Roboto' }, content: '' } as const
    return new CardSheets(await PdfMake.createPdf({ ...blank, info: { title: 'Kartu peserta' } }).getStream())
  }

  draw(card: PrintedCard): void {
    const place = this.drawn % CARDS_A_SHEET
    if (place === 0 && this.drawn > 0) this.paper.addPage({ size: 'A4', margin: 0 })
    this.drawn += 1
    const left = SHEET.left + (place % SHEET.columns) * (CARD.width + SHEET.gap)
    const top = SHEET.top + Math.floor(place / SHEET.columns) * (CARD.height + SHEET.gap)
    this.paper.lineWidth(0.5).roundedRect(left, top, CARD.width, CARD.height, 8).stroke(LINE)
    this.writeText(card, left + PADDING, top + PADDING)
    this.drawCode(card.url, left + CARD.width - PADDING - QR_SIZE, top + (CARD.height - QR_SIZE) / 2)
  }

  end(): void {
    this.paper.end()
  }

  private writeText(card: PrintedCard, left: number, top: number): void {
    const { normal, bold } = fonts.Roboto
    this.line('KARTU PESERTA', left, top, { font: bold, size: 8 })
    this.line(card.name, left, top + 16, { font: bold, size: 11, lines: 2 })
    this.line(`KPJ ${card.kpj}`, left, top + 48, { font: bold, size: 10 })
    this.line('Program: JKK, JKM', left, top + 66, { font: normal, size: 8 })
    this.line(`Sejak ${formatDateId(card.since)}`, left, top + 79, { font: normal, size: 8 })
    this.line(validityOf(card), left, top + 92, { font: normal, size: 8, lines: 2 })
    if (card.sponsor !== null)
      this.line(`Iuran: ${card.sponsor}`, left, top + 115, { font: normal, size: 7, lines: 2 })
  }

  /** What is longer than its lines ends with an ellipsis and never runs into the next. */
  private line(text: string, left: number, top: number, style: LineStyle): void {
    const { font, size, lines = 1 } = style
    const height = this.paper.font(font, size).currentLineHeight(true) * lines + 0.5
    this.paper.fillColor(INK).text(text, left, top, { width: TEXT_WIDTH, height, ellipsis: true })
  }

  /** Dark squares that stand side by side are one rectangle. */
  private drawCode(url: string, left: number, top: number): void {
    const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' })
    const step = QR_SIZE / modules.size
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size;) {
        let end = column
        while (end < modules.size && modules.get(row, end)) end += 1
        if (end > column) this.paper.rect(left + column * step, top + row * step, (end - column) * step, step)
        column = end + 1
      }
    }
    this.paper.fill(INK)
  }
}

interface LineStyle {
  readonly font: string
  readonly size: number
  readonly lines?: number
}

function validityOf({ segment, paidUntil }: PrintedCard): string {
  if (segment === 'PU') return 'Berlaku selama bekerja'
  return paidUntil === null ? 'Iuran belum dibayar' : `Iuran dibayar sampai ${formatDateId(paidUntil)}`
}

function robotoFonts() {
  const file = (name: string) => createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/${name}`)
  const [normal, bold] = [file('Roboto-Regular.ttf'), file('Roboto-Medium.ttf')]
  return { Roboto: { normal, bold, italics: normal, bolditalics: bold } }
}
