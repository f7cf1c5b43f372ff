import type { DefectCode } from '#libs/checklist'
import type { LocalDate } from '#libs/local-date'
import type { SqlRunner } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'
import { dueOn, type Occasion } from '../letter-occasion.query.js'

export interface RequestFacts {
  readonly asked: readonly { code: string; defect: DefectCode | null; note: string | null }[]
  readonly due: LocalDate | null
}

/** Every document that was refused when the request was sent, also when the family has answered since. */
export async function readRequest(
  sql: SqlRunner,
  personal: PersonalData,
  occasion: Occasion,
): Promise<RequestFacts> {
  const kept = await sql.rows<{ code: string; defect: DefectCode | null; note: string | null }>(
    `select i.code, coalesce(s.input ->> 'defectCode', i.defect_code) as defect, i.note
     from document_item i
     join lateral (select t.to_state, t.input from document_item_step t where t.item_id = i.id and t.at <= $2
       order by t.seq desc limit 1) s on s.to_state in ('defective', 'infected', 'unreadable')
     where i.claim_id = $1 and i.necessity <> 'not_needed' order by i.position`,
    [occasion.claim_id, occasion.at],
  )
  const asked = await personal.reveal(kept, { note: 'document_item.note' })
  return { asked, due: await dueOn(sql, occasion, 'return') }
}
