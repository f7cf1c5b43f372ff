/**
 * Breaking the glass: somebody without the right to a claim reads it in an emergency, for half an hour and a reason in
 * writing. The record is made before anything is shown, the family sees it among those who opened its file, and a
 * manager of the claim's branch says afterwards whether it was justified. Reading is all it gives: no step, no number.
 */
import { Injectable } from '@nestjs/common'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import { recordOpening } from './openings.service.js'

const OPEN_HOURS = 0.5
/** What the record of openings calls it. */
export const WHOLE_FILE = 'whole_file'

export interface OpenGlass {
  claimId: string
  until: string
  /** Why it was opened, sealed as it is kept; it stands beside each page that is looked at. */
  reason: string
}

export interface BrokenGlass {
  id: string
  number: string
  who: string
  whose_branch: string
  staff_id: string
  reason: string
  opened_at: string
  until: string
  justified: boolean | null
  note: string | null
  reviewer: string | null
  reviewed_at: string | null
  /** How many pages of papers were looked at meanwhile. */
  pages: number
}

@Injectable()
export class BreakGlass {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** @throws NotFound for a number that is no claim's */
  async open(number: string, reason: string, actor: Actor): Promise<void> {
    const claim = await this.sql.first<{ id: string }>('select id from claim where number = $1', [number])
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan. Periksa nomornya.')
    const now = this.clock.now()
    const until = formatInstant(addHours(parseInstant(now), OPEN_HOURS))
    const seals = await this.personal.ofClaim(claim.id)
    const sealed = seals.text('document_opening.reason', reason)
    await this.sql.transaction(async (sql) => {
      await sql.rows(
        'insert into break_glass (claim_id, staff_id, reason, opened_at, until) values ($1, $2, $3, $4, $5)',
        [claim.id, actor.id, sealed, now, until],
      )
      await recordOpening(sql, { claimId: claim.id, field: WHOLE_FILE, reason: sealed }, actor, now)
    })
  }

  /** What this person has open in an emergency; undefined once the time is over. */
  current(number: string, staffId: string): Promise<OpenGlass | undefined> {
    return this.sql.first<OpenGlass>(
      `select g.claim_id as "claimId", g.until, g.reason from break_glass g join claim c on c.id = g.claim_id
       where c.number = $1 and g.staff_id = $2 and g.opened_at <= $3 and g.until > $3 order by g.until desc limit 1`,
      [number, staffId, this.clock.now()],
    )
  }

  /** Those into claims of a branch, or of all; what nobody has reviewed comes first. */
  async list(branchId: string | null): Promise<BrokenGlass[]> {
    const found = await this.sql.rows<BrokenGlass>(
      `select g.id, c.number, m.display_name as who, b.name as whose_branch, g.staff_id, g.reason, g.opened_at, g.until,
         v.justified, v.note, r.display_name as reviewer, v.at as reviewed_at,
         (select count(*)::int from document_opening o where o.claim_id = g.claim_id and o.actor_id = g.staff_id::text
            and o.page is not null and o.at between g.opened_at and g.until) as pages
       from break_glass g join claim c on c.id = g.claim_id join staff_member m on m.id = g.staff_id
       join branch b on b.id = m.branch_id
       left join break_glass_review v on v.break_glass_id = g.id left join staff_member r on r.id = v.reviewer_id
       where $1::uuid is null or c.branch_id = $1
       order by v.at is not null, g.opened_at desc limit 200`,
      [branchId],
    )
    return this.personal.reveal(found, { reason: 'document_opening.reason', note: 'break_glass_review.note' })
  }

  /** Once, and never of one's own. @throws NotFound also for one of another branch, or reviewed before */
  async review(id: string, reviewer: Actor, justified: boolean, note: string): Promise<void> {
    const glass = await this.sql.first<{ claim_id: string }>(
      'select claim_id from break_glass where id = $1',
      [id],
    )
    if (!glass) throw notWaiting()
    const seals = await this.personal.ofClaim(glass.claim_id)
    const reviewed = await this.sql.rows(
      `insert into break_glass_review (break_glass_id, reviewer_id, justified, note, at)
       select g.id, $2, $3, $4, $5 from break_glass g join claim c on c.id = g.claim_id
       where g.id = $1 and g.staff_id <> $2 and ($6::uuid is null or c.branch_id = $6)
       on conflict (break_glass_id) do nothing returning 1`,
      [
        id,
        reviewer.id,
        justified,
        seals.text('break_glass_review.note', note),
        this.clock.now(),
        reviewer.branchId,
      ],
    )
    if (reviewed.length === 0) throw notWaiting()
  }
}

function notWaiting(): NotFound {
  return new NotFound('Akses darurat ini tidak menunggu tinjauan Anda.')
}
