import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'

/** A page that was looked at so long ago is taken for closed. */
const MINUTES = 10

export interface LeaseHolder {
  name: string
  since: string
}

/**
 * Tells who has a claim open, so that two people do not do the same work. It locks nothing: what counts is the version
 * that a page showed.
 */
@Injectable()
export class ClaimLeases {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Notes that this person looks at the claim, and answers who else had it open before; undefined when nobody. */
  async look(claimId: string, staffId: string): Promise<LeaseHolder | undefined> {
    const own = await this.sql.rows(
      `insert into claim_lease as l (claim_id, staff_id, since, until) values ($1, $2, $3, $3::timestamptz + make_interval(mins => $4))
       on conflict (claim_id) do update set staff_id = excluded.staff_id, until = excluded.until,
         since = case when l.staff_id = excluded.staff_id and l.until > excluded.since then l.since else excluded.since end
       where l.staff_id = excluded.staff_id or l.until <= excluded.since
       returning claim_id`,
      [claimId, staffId, this.clock.now(), MINUTES],
    )
    if (own.length > 0) return undefined
    return this.sql.first<LeaseHolder>(
      `select m.display_name as name, l.since from claim_lease l join staff_member m on m.id = l.staff_id
       where l.claim_id = $1 and l.staff_id <> $2 and l.until > $3`,
      [claimId, staffId, this.clock.now()],
    )
  }
}
