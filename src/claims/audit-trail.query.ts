import { Injectable } from '@nestjs/common'
import { claimEvents } from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { type HistoryReport, verifyHistory } from './verify-history.query.js'

export interface AuditWanted {
  /** Null: every branch. */
  branchId: string | null
  /** User name of a member of staff. */
  who?: string
  number?: string
  /** An event of a claim, `opened` for a look at a paper or a masked value, `party_…` for who was let onto it. */
  action?: string
  /** Calendar dates, both included, as they fell at the branch. */
  from?: string
  to?: string
  limit: number
}

export interface AuditEntry {
  at: string
  who: string
  role: string
  number: string
  action: string
  /** From where to where a step led; empty for a look. */
  from_state: string | null
  to_state: string | null
  reason: string | null
}

const EVER = '100 years'
const spansBack = ['1 day', '31 days', '1 year']

/** Steps that every paid claim takes; all others have an index, which names the same. */
const ofEveryClaim = [
  'submit',
  'checks_done',
  'completeness_reached',
  'propose',
  'approve',
  'release',
  'all_settled',
]
const isUncommon = (action = 'submit'): boolean =>
  (claimEvents as readonly string[]).includes(action) && !ofEveryClaim.includes(action)

/** How far back a list reaches that has room left: years of everybody's steps are read only between dates. */
export function reachOf({ number, from, action }: AuditWanted): 'a year' | 'all' {
  return number === undefined && from === undefined && !isUncommon(action) ? 'a year' : 'all'
}

/**
 * Bounds that no branch's zone moves, so that an index over time serves: a day wider on both sides than what is asked. $8
 * is how far to look back, $9 now.
 */
const between = (at: string): string => `${at} >= coalesce($5::date::timestamptz - interval '1 day',
  coalesce($6::date::timestamptz, $9::timestamptz) - $8::interval) and ($6::date is null or ${at} < $6::date::timestamptz + interval '2 days')`

const uncommon = `t.event = $4 and t.event not in (${ofEveryClaim.map((event) => `'${event}'`).join(', ')})`

/** Who did or looked at what, the latest first: steps of claims, people who were let onto one, and openings of papers and masked values. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** Whether the history is still the one that was written, claim by claim. */
  verify(): Promise<HistoryReport> {
    return verifyHistory(this.sql)
  }

  /** Looks back further and further until the list is full or its reach is over: the latest is what is asked for. */
  async list(wanted: AuditWanted): Promise<AuditEntry[]> {
    if (reachOf(wanted) === 'all') return this.within(EVER, wanted)
    let entries: AuditEntry[] = []
    for (const span of spansBack) {
      entries = await this.within(span, wanted)
      if (entries.length >= wanted.limit) break
    }
    return entries
  }

  private async within(span: string, wanted: AuditWanted): Promise<AuditEntry[]> {
    const { branchId, who, number, action, from, to, limit } = wanted
    const found = await this.sql.rows<AuditEntry & { words: string | null; opened_because: string | null }>(
      `select x.at, coalesce(m.display_name, p.name, 'Santun') as who, x.role, x.number, x.action, x.from_state, x.to_state, x.words,
         nullif(concat_ws(': ', x.reason, case when not is_sealed(x.opened) then x.opened end), '') as reason,
         case when is_sealed(x.opened) then x.opened end as opened_because
       from (
         select y.*, c.number from (
           select t.claim_id, t.at, t.actor_id, t.actor_role as role, t.event as action, t.from_state, t.to_state,
             null as reason, t.input ->> 'reason' as words, null as opened from claim_transition t
             where ${between('t.at')} and ${isUncommon(action) ? uncommon : '($4::text is null or t.event = $4)'}
           union all
           select o.claim_id, o.at, o.actor_id, o.actor_role, 'opened', null, null, o.field, null, o.reason
             from document_opening o where ${between('o.at')} and ($4::text is null or $4 = 'opened')
           union all
           select s.claim_id, s.at, s.actor_id, s.actor_role, 'party_' || s.step, null, null, null, null, null from claim_party_step s
             where ${between('s.at')} and ($4::text is null or $4 = 'party_' || s.step)
         ) y
         join claim c on c.id = y.claim_id join branch b on b.id = c.branch_id
         where ($1::uuid is null or c.branch_id = $1) and ($3::text is null or c.number = $3)
           and ($2::text is null or y.actor_id = (select w.id::text from staff_member w where w.username = $2))
           and ($5::date is null or y.at >= $5::date::timestamp at time zone b.zone)
           and ($6::date is null or y.at < ($6::date + 1)::timestamp at time zone b.zone)
         order by y.at desc, c.number limit $7
       ) x
       left join staff_member m on m.id::text = x.actor_id
       left join claim_party p on p.claim_id = x.claim_id and 'party:' || p.id = x.actor_id
       order by x.at desc, x.number`,
      [
        branchId,
        who ?? null,
        number ?? null,
        action ?? null,
        from ?? null,
        to ?? null,
        limit,
        span,
        this.clock.now(),
      ],
    )
    const entries = await this.personal.reveal(found, {
      words: 'claim_transition.input',
      opened_because: 'document_opening.reason',
    })
    return entries.map(({ words, opened_because: why, ...entry }) => ({
      ...entry,
      reason: words ?? (why === null ? entry.reason : [entry.reason, why].filter(Boolean).join(': ')),
    }))
  }
}
