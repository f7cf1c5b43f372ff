/**
 * Participation cards: one for a member, or a whole cohort as one PDF. The QR leads to a public page that says whether the
 * card is valid today and nothing of who holds it.
 */
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { Injectable } from '@nestjs/common'
import { dateOfInstant, formatDateId, type LocalDate, parseInstant } from '#libs/local-date'
import PdfMake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'
import { Coverage } from './coverage.service.js'

export interface CardsRequest {
  /** One card, or every card of a cohort. */
  readonly of: { readonly kpj: string } | { readonly cohortId: string }
  /** Where the public pages are, e.g. `https://santun.example`. */
  readonly publicAddress: string
  readonly onProgress?: (done: number, total: number) => void
}

/** What the public page says: no name, no number. */
export interface CardValidity {
  readonly valid: boolean
  readonly asOf: LocalDate
  readonly programs: readonly ('JKK' | 'JKM')[]
  readonly validUntil: LocalDate | null
}

interface Holder {
  readonly kpj: string
  readonly name: string
  readonly segment: 'PU' | 'BPU'
  readonly since: LocalDate
  readonly paidUntil: LocalDate | null
  readonly sponsor: string | null
  token: string
}

const TOKEN_BYTES = 15
/** As many characters of base64url. */
const TOKEN = /^[\w-]{20}$/
const CARDS_A_ROW = 2
const PUBLIC_PATH = '/v'

const fonts = robotoFonts()
PdfMake.setFonts(fonts)
// A card holds text and a drawn code only: nothing is fetched for it, and nothing is read but its fonts.
const fontFiles = new Set(Object.values(fonts.Roboto))
Object.assign(PdfMake, {
  urlAccessPolicy: () => false,
  localAccessPolicy: (path: string) => fontFiles.has(path),
})

@Injectable()
export class ParticipationCards {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly coverage: Coverage,
  ) {}

  /** @throws NotFound when nobody holds such a card */
  async pdf({ of, publicAddress, onProgress }: CardsRequest): Promise<Buffer> {
    const holders = await this.holders(of)
    if (holders.length === 0)
      throw new NotFound('Tidak ada kartu peserta untuk dicetak. Periksa KPJ atau kelompoknya.')
    await this.issueTokens(holders)
    onProgress?.(0, holders.length)
    const rows: Content[][] = []
    for (let at = 0; at < holders.length; at += CARDS_A_ROW) {
      const cards = holders.slice(at, at + CARDS_A_ROW).map((holder) => cardOf(holder, publicAddress))
      while (cards.length < CARDS_A_ROW) cards.push({ text: '' })
      rows.push(cards)
    }
    PdfMake.setProgressCallback((share) => onProgress?.(Math.round(share * holders.length), holders.length))
    return Buffer.from(await PdfMake.createPdf(documentOf(rows)).getBuffer())
  }

  /**
   * What the page behind a QR says today. A token nobody was given is answered like a card that has ended, after the same
   * questions to the database, so that trying tells nothing.
   */
  async validityOf(token: string): Promise<CardValidity> {
    const card = await this.sql.first<{ kpj: string }>(
      'select kpj from participation_card where token = $1',
      [TOKEN.test(token) ? token : ''],
    )
    const asOf = this.today()
    const { covered, participant } = await this.coverage.answer({ kpj: card?.kpj ?? '' }, asOf)
    if (!card || !covered) return { valid: false, asOf, programs: [], validUntil: null }
    return { valid: true, asOf, programs: ['JKK', 'JKM'], validUntil: participant?.paid_until ?? null }
  }

  private today(): LocalDate {
    return dateOfInstant(parseInstant(this.clock.now()), 'WIB')
  }

  private holders(of: CardsRequest['of']): Promise<Holder[]> {
    const [where, value] = 'kpj' in of ? ['m.kpj = $1', of.kpj] : ['m.cohort_id = $1::uuid', of.cohortId]
    return this.sql.rows<Holder>(
      `select distinct on (m.kpj) m.kpj, p.name, m.segment, m.started_on as since, s.name as sponsor,
         (select (max(c.month) + interval '1 month - 1 day')::date from contribution c where c.paid_on is not null
            and ((c.cohort_id = m.cohort_id and m.enrolled_batch_id > c.counted_after
              and m.enrolled_batch_id <= c.counted_through) or (c.kpj = m.kpj and m.cohort_id is null))) as "paidUntil"
       from membership m join participant p on p.id = m.participant_id
       left join cohort c on c.id = m.cohort_id left join sponsor s on s.id = c.sponsor_id
       where ${where} order by m.kpj, m.started_on desc`,
      [value],
    )
  }

  /** A card printed again keeps the token it had, so that older prints go on working. */
  private async issueTokens(holders: Holder[]): Promise<void> {
    const fresh = holders.map(({ kpj }) => ({ kpj, token: randomBytes(TOKEN_BYTES).toString('base64url') }))
    await this.sql.rows(
      `insert into participation_card (token, kpj, issued_at)
       select t.token, t.kpj, $2 from jsonb_to_recordset($1::jsonb) as t(token text, kpj text) on conflict (kpj) do nothing`,
      [JSON.stringify(fresh), this.clock.now()],
    )
    const kept = await this.sql.rows<{ kpj: string; token: string }>(
      'select kpj, token from participation_card where kpj = any ($1)',
      [holders.map(({ kpj }) => kpj)],
    )
    const tokens = new Map(kept.map(({ kpj, token }) => [kpj, token]))
    for (const holder of holders) holder.token = tokens.get(holder.kpj) ?? ''
  }
}

function cardOf(holder: Holder, publicAddress: string): Content {
  const until = holder.segment === 'PU' ? 'selama bekerja' : endOf(holder.paidUntil)
  const lines = [
    { text: 'KARTU PESERTA', bold: true, fontSize: 8 },
    { text: holder.name, bold: true, fontSize: 11 },
    { text: `KPJ ${holder.kpj}` },
    { text: 'Program: JKK, JKM' },
    { text: `Berlaku ${formatDateId(holder.since)} – ${until}` },
    ...(holder.sponsor === null ? [] : [{ text: `Iuran: ${holder.sponsor}`, fontSize: 7 }]),
  ]
  return {
    columns: [
      { stack: lines, width: '*' },
      { qr: `${publicAddress}${PUBLIC_PATH}/${holder.token}`, fit: 72, eccLevel: 'M', width: 76 },
    ],
    margin: [6, 8, 6, 8],
  }
}

function endOf(paidUntil: LocalDate | null): string {
  return paidUntil === null ? 'belum ada iuran' : formatDateId(paidUntil)
}

function documentOf(rows: Content[][]): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [28, 28, 28, 28],
    defaultStyle: { font: 'Roboto', fontSize: 9 },
    content: [{ table: { widths: ['*', '*'], dontBreakRows: true, body: rows } }],
    info: { title: 'Kartu peserta' },
  }
}

function robotoFonts() {
  const file = (name: string) => createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/${name}`)
  const [normal, bold] = [file('Roboto-Regular.ttf'), file('Roboto-Medium.ttf')]
  return { Roboto: { normal, bold, italics: normal, bolditalics: bold } }
}
