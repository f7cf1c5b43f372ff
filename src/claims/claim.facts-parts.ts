import { factsParameters as p, type FactsPart } from './claim-facts.port.js'

/** The facts that the claim itself, its history and its clocks answer. */
export const claimFactsParts: FactsPart[] = [
  {
    name: 'claim',
    sql: `jsonb_build_object(
      'id', c.id, 'number', c.number, 'type', c.type, 'state', c.state, 'round', c.round, 'branchId', c.branch_id,
      'participantKnown', c.participant_name is not null
         and (c.participant_nik is not null or c.answers #>> '{participant,kpj}' is not null),
      'eventDate', c.event_date,
      'relationStated', exists (select from claim_party r where r.claim_id = c.id and r.relation is not null),
      'contactStated', exists (select from claim_party r where r.claim_id = c.id and r.phone is not null),
      'lodgedOn', (c.submitted_at at time zone b.zone)::date,
      'expiresOn', c.expires_on)`,
  },
  {
    name: 'actor',
    sql: `jsonb_build_object(
      'id', ${p.actorId}, 'role', ${p.actorRole},
      'branchId', ${p.context} -> 'branchId',
      'codeConfirmed', coalesce((${p.context} ->> 'codeConfirmed')::boolean, false),
      'approvalLimit', case when ${p.actorRole} = 'approver' then greatest((${p.context} ->> 'approvalLimit')::bigint,
         approval_limit_of(${p.actorId}, c.id, c.round, ${p.now}))::text end,
      'partyToClaim', exists (select from claim_party r where r.claim_id = c.id and r.acts and 'party:' || r.id = ${p.actorId}),
      'duties', (select coalesce(jsonb_agg(distinct h.duty), '[]') from duty_held h
         where h.claim_id = c.id and coalesce(h.round, c.round) = c.round and h.actor_id = ${p.actorId}),
      'verifiedObjectedRound', c.round > 1 and exists (select from claim_transition o
         join claim_transition v on v.claim_id = o.claim_id and v.round = o.round - 1 and v.actor_id = ${p.actorId}
         where o.claim_id = c.id and o.round = c.round and o.event = 'object' and v.duty = 'verify'))`,
  },
  {
    name: 'twin',
    sql: `jsonb_build_object(
      'liveClaimNumber', (select min(t.number) from claim t where t.incident_id = c.incident_id and t.id <> c.id
         and ${isDeath('c')} and ${isDeath('t')} and t.state not in ('draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive')),
      'grantedDeathClaim', coalesce(
        (select min(t.number) from claim t where t.incident_id = c.incident_id and t.id <> c.id
           and ${isDeath('c')} and ${isDeath('t')} and t.state in ('approved', 'paying', 'awaiting_account', 'paid')),
        death_money_elsewhere(c.id)))`,
  },
  {
    name: 'merging',
    sql: `jsonb_build_object('into', (select coalesce(jsonb_agg(m.id order by m.submitted_at), '[]') from mergeable_into(c.id) m))`,
  },
  {
    name: 'cause',
    sql: `jsonb_build_object(
      'pending', coalesce((select t.event in ('propose_reclassification', 'suggest_reclassification') from claim_transition t
        where t.claim_id = c.id and t.round = c.round and ${isOnCause('t')} order by t.seq desc limit 1), false),
      'weighed', c.settled_cause is not null)`,
  },
  {
    name: 'requests',
    sql: `jsonb_build_object('countThisRound', (select count(*) from claim_transition t
      where t.claim_id = c.id and t.round = c.round and t.event = 'request_documents'))`,
  },
  {
    name: 'clocks',
    sql: `jsonb_build_object('returnDueOn', ${dueOn('return')}, 'thirdPartyDueOn', ${dueOn('third_party')},
      'objectionDueOn', (select (k.due_at at time zone b.zone)::date from clock k
         where k.claim_id = c.id and k.name = 'objection' order by k.started_at desc limit 1),
      'thirdPartyLatestOn', null, 'investigationLatestOn', null,
      'legalStartedOn', (select (k.started_at at time zone b.zone)::date from clock k
         where k.claim_id = c.id and k.name = 'legal' and k.stopped_at is null))`,
  },
]

function isOnCause(alias: string): string {
  return `${alias}.event in ('propose_reclassification', 'suggest_reclassification', 'reclassify', 'decline_reclassification')`
}

function isDeath(alias: string): string {
  return `${alias}.type in ('jkm_death', 'jkk_death')`
}

function dueOn(clock: string): string {
  return `(select (k.due_at at time zone b.zone)::date from clock k
    where k.claim_id = c.id and k.name = '${clock}' and k.stopped_at is null)`
}
