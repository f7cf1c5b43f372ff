import type { LocalDate } from '#libs/local-date'
import type { SqlRunner } from '../../platform/database/sql.js'
import { dueOn, type Occasion } from '../letter-occasion.query.js'

export interface ReceiptFacts {
  readonly received: readonly { code: string; files: number; on: LocalDate }[]
  /** Codes of required documents of which nothing was given. */
  readonly missing: readonly string[]
  readonly due: LocalDate | null
}

/** What had been handed in when the claim was lodged. */
export async function readReceipt(sql: SqlRunner, occasion: Occasion): Promise<ReceiptFacts> {
  const items = await sql.rows<{ code: string; files: number; on: LocalDate | null }>(
    `select i.code, count(f.id)::int as files, (max(f.received_at) at time zone b.zone)::date as on
     from document_item i join claim c on c.id = i.claim_id join branch b on b.id = c.branch_id
     left join document_file f on f.item_id = i.id and f.received_at <= $2 and coalesce(f.superseded_at, 'infinity') > $2
     where i.claim_id = $1 and (i.necessity = 'required' or f.id is not null)
     group by i.id, b.zone order by i.position`,
    [occasion.claim_id, occasion.at],
  )
  return {
    received: items.flatMap(({ code, files, on }) => (on === null ? [] : [{ code, files, on }])),
    missing: items.flatMap(({ code, on }) => (on === null ? [code] : [])),
    due: await dueOn(sql, occasion, 'service'),
  }
}
