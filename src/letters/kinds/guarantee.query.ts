import { maskNik } from '#libs/nik'
import type { LocalDate } from '#libs/local-date'
import type { SqlRunner } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'
import type { NumberedStep } from '../letter-numbers.service.js'

/** The step by which care was guaranteed, and what a facility must know of it. */
export interface GuaranteeOccasion extends NumberedStep {
  readonly incident_id: string
  readonly at: string
  readonly branch: string
  readonly phone: string
  readonly facility: string
  readonly participant: string
  /** With only its last digits: enough to compare it with a card. */
  readonly nik: string
  readonly employer: string | null
  readonly event_date: LocalDate
  /** Until when the relation to work is concluded; null where the law sets no end. */
  readonly concluded_by: LocalDate | null
}

/** Undefined for a step that guaranteed nothing. */
export async function findGuarantee(
  sql: SqlRunner,
  personal: PersonalData,
  incidentId: string,
  seq: number,
): Promise<GuaranteeOccasion | undefined> {
  const rows = await sql.rows<GuaranteeOccasion>(
    `select t.incident_id, t.seq, t.round, t.at, (t.at at time zone b.zone)::date as on, t.input ->> 'facility' as facility,
       k.number, k.participant_name as participant, k.participant_nik as nik, k.employer_name as employer, i.event_date,
       b.id as branch_id, b.code as branch_code, b.name as branch, b.phone,
       (o.due_at at time zone b.zone)::date as concluded_by
     from incident_transition t join incident_course k on k.incident_id = t.incident_id
     join incident i on i.id = t.incident_id join branch b on b.id = t.branch_id
     left join incident_clock o on o.incident_id = t.incident_id and o.name = 'determination' and o.round = t.round
       and o.started_at <= t.at and coalesce(o.stopped_at, 'infinity') > t.at
     where t.incident_id = $1 and t.seq = $2 and t.to_state = 'guaranteed'`,
    [incidentId, seq],
  )
  const [found] = await personal.reveal(rows, { nik: 'incident_course.participant_nik' })
  return found && { ...found, nik: maskNik(found.nik) }
}
