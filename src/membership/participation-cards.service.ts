/**
 * Participation cards: one for a member, or a whole cohort as one PDF. The QR leads to a public page that says whether the
 * card is valid today and nothing of who holds it.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as othersFirst } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import { dateOfInstant, type LocalDate, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'
import { CardSheets, type PrintedCard } from './card-sheets.js'
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

type Holder = Omit<PrintedCard, 'url'>

const TOKEN_BYTES = 15
/** As many characters of base64url. */
const TOKEN = /^[\w-]{20}$/
const PUBLIC_PATH = '/v'
const PAGE_ROWS = 500
const WAITING_BYTES = 1024 * 1024

@Injectable()
export class ParticipationCards {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly coverage: Coverage,
  ) {}

  /**
   * Writes the PDF and ends what it is written to, which is opened only when there is a card. Returns how many there are.
   * @throws NotFound when nobody holds such a card
   */
  async print({ of, publicAddress, onProgress }: CardsRequest, open: () => Writable): Promise<number> {
    const total = await this.count(of)
    if (total === 0)
      throw new NotFound('Tidak ada kartu peserta untuk dicetak. Periksa KPJ atau kelompoknya.')
    const sheets = await CardSheets.open()
    const into = open()
    const written = pipeline(sheets.paper, into)
    // Whoever reads breaks off: the loop below meets it at its next wait, and `written` tells the caller.
    let broken = false
    written.catch(() => (broken = true))
    let done = 0
    onProgress?.(done, total)
    for await (const holders of this.holders(of)) {
      const tokens = await this.issueTokens(holders)
      for (const holder of holders)
        sheets.draw({ ...holder, url: `${publicAddress}${PUBLIC_PATH}/${tokens.get(holder.kpj) ?? ''}` })
      done += holders.length
      onProgress?.(done, total)
      await othersFirst()
      while (!broken && sheets.paper.readableLength > WAITING_BYTES) await once(into, 'drain')
      if (broken) break
    }
    sheets.end()
    await written
    return done
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

  private async count(of: CardsRequest['of']): Promise<number> {
    const [where, value] = conditionOf(of)
    const row = await this.sql.first<{ count: number }>(
      `select count(distinct m.kpj)::int as count from membership m where ${where}`,
      [value],
    )
    return row?.count ?? 0
  }

  private async *holders(of: CardsRequest['of']): AsyncGenerator<Holder[]> {
    const [where, value] = conditionOf(of)
    let after = ''
    for (;;) {
      const holders = await this.sql.rows<Holder>(
        `select distinct on (m.kpj) m.kpj, p.name, m.segment, m.started_on as since, s.name as sponsor,
           (select (max(c.month) + interval '1 month - 1 day')::date from contribution c where c.paid_on is not null
              and ((c.cohort_id = m.cohort_id and m.enrolled_batch_id > c.counted_after
                and m.enrolled_batch_id <= c.counted_through) or (c.kpj = m.kpj and m.cohort_id is null))) as "paidUntil"
         from membership m join participant p on p.id = m.participant_id
         left join cohort c on c.id = m.cohort_id left join sponsor s on s.id = c.sponsor_id
         where ${where} and m.kpj > $2 order by m.kpj, m.started_on desc limit $3`,
        [value, after, PAGE_ROWS],
      )
      const last = holders.at(-1)
      if (!last) return
      yield holders
      after = last.kpj
    }
  }

  /** A card printed again keeps the token it had, so that older prints go on working. */
  private async issueTokens(holders: readonly Holder[]): Promise<ReadonlyMap<string, string>> {
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
    return new Map(kept.map(({ kpj, token }) => [kpj, token]))
  }
}

function conditionOf(of: CardsRequest['of']): [condition: string, value: string] {
  return 'kpj' in of ? ['m.kpj = $1', of.kpj] : ['m.cohort_id = $1::uuid', of.cohortId]
}
