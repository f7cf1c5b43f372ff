import type { Sql } from '../platform/database/sql.js'
import type { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface StoryStep {
  seq: number
  at: string
  event: string
  from: string
  to: string
  round: number
  actor: string
  role: string
  reason: string | null
}

export interface ClaimStory {
  id: string
  number: string
  type: string
  state: string
  round: number
  since: string
  steps: StoryStep[]
  clocks: { name: string; dueAt: string; pausedAt: string | null }[]
  attention: { topic: string; reason: string; owner: string; since: string }[]
  pending: { topic: string; attempts: number; lastError: string | null }[]
}

/** One claim from its first word to now: who did what, which clocks run, what is still on its way, who must look. */
export async function findClaimStory(
  sql: Sql,
  personal: PersonalData,
  number: string,
): Promise<ClaimStory | undefined> {
  const found = await sql.rows<ClaimStory>(
    `select c.id, c.number, c.type, c.state, c.round, to_char(c.moved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
       coalesce((select jsonb_agg(jsonb_build_object('seq', t.seq, 'at', t.at, 'event', t.event, 'from', t.from_state,
           'to', t.to_state, 'round', t.round, 'role', t.actor_role, 'reason', t.input ->> 'reason',
           'actor', coalesce(s.display_name, p.name, 'Santun')) order by t.seq)
         from claim_transition t
         left join staff_member s on s.id::text = t.actor_id
         left join claim_party p on p.claim_id = t.claim_id and 'party:' || p.id = t.actor_id
         where t.claim_id = c.id), '[]') as steps,
       coalesce((select jsonb_agg(jsonb_build_object('name', k.name, 'dueAt', k.due_at, 'pausedAt', k.paused_at) order by k.due_at)
         from clock k where k.claim_id = c.id and k.stopped_at is null), '[]') as clocks,
       coalesce((select jsonb_agg(jsonb_build_object('topic', a.topic, 'reason', a.reason, 'owner', a.owner_role, 'since', a.opened_at))
         from attention a where a.claim_id = c.id and a.closed_at is null), '[]') as attention,
       coalesce((select jsonb_agg(jsonb_build_object('topic', o.topic, 'attempts', o.attempts, 'lastError', o.last_error))
         from outbox o where o.claim_id = c.id and o.handled_at is null), '[]') as pending
     from claim c where c.number = $1`,
    [number],
  )
  const [story] = await personal.reveal(found, { steps: 'claim_transition.input' })
  return story
}
