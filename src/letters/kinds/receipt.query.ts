import type { LocalDate } from '#libs/local-date'
import type { SqlRunner } from '../../platform/database/sql.js'
import { dueOn, type Occasion } from '../letter-occasion.query.js'

export interface ReceiptFacts {
  readonly received: readonly { code: string; files: number; on: LocalDate }[]
  readonly due: LocalDate | null
}

/** What had been handed in when the claim was lodged. */
export async function readReceipt(sql: SqlRunner, occasion: Occasion): Promise<ReceiptFacts> {
  const received = await sql.rows<{ code: string; files: number; on: LocalDate }>(
    `select i.code, count(*)::int as files, (max(f.received_at) at time zone b.zone)::date as on
     from document_item i join claim c on c.id = i.claim_id join branch b on b.id = c.branch_id
     join document_file f on f.item_id = i.id and f.received_at <= $2 and coalesce(f.superseded_at, 'infinity') > $2
     where i.claim_id = $1 group by i.id, b.zone order by i.position`,
    [occasion.claim_id, occasion.at],
  )
  return { received, due: await dueOn(sql, occasion, 'service') }
}
