import { factsParameters as p, type FactsPart } from '../claims/claim-facts.port.js'

/** The proposal that waits, and whether the facts under it are still the frozen ones. */
export const proposalFacts: FactsPart = {
  name: 'proposal',
  sql: `case when c.state in ('in_approval', 'approved', 'paying') then (
      select jsonb_build_object('kind', d.kind, 'packetHash', d.hash, 'currentPacketHash', packet_hash(packet_basis(c.id)),
        'total', d.total::text, 'evidence', e.level, 'levelLimit', l.rule ->> 'upTo', 'secondLimit', l.rule ->> 'secondAbove',
        'frozenUntil', ${p.context} #>> array['rules', b.zone, 'frozenUntil'],
        'grounds', coalesce(t.input -> 'grounds', '[]'), 'counterfactual', t.input ->> 'counterfactual',
        'endorserIds', coalesce((select jsonb_agg(e.actor_id) from claim_transition e
           where e.claim_id = c.id and e.event = 'endorse' and e.seq > d.seq), '[]'))
      from decision_packet d join claim_transition t on t.claim_id = d.claim_id and t.seq = d.seq
      cross join lateral (select evidence_level(c.id, d.seq) as level) e
      left join lateral (select o.rule from jsonb_array_elements(${p.context} #> array['rules', b.zone, 'limits']) as o(rule)
        where o.rule ->> 'evidence' = e.level
          and o.rule ->> 'program' = case c.type when 'jkm_death' then 'jkm' else 'jkk' end) l on true
      where d.claim_id = c.id and d.round = c.round order by d.seq desc limit 1)
    else jsonb_build_object('kind', null, 'packetHash', null, 'currentPacketHash', null, 'total', null,
      'evidence', null, 'levelLimit', null, 'secondLimit', null, 'frozenUntil', null, 'grounds', '[]'::jsonb, 'counterfactual', null, 'endorserIds', '[]'::jsonb) end`,
}
