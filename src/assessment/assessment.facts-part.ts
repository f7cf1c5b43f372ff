import { factsParameters as p, type FactsPart } from '../claims/claim-facts.port.js'

/** The latest calculation, and whether facts and law are still those it was made of. */
export const calculationFacts: FactsPart = {
  name: 'calculation',
  sql: `coalesce((select jsonb_build_object('exists', true,
      'current', k.basis_digest = claim_basis_digest(c) and k.law_digest = ${p.lawDigest} and k.round = c.round,
      'decision', k.decision, 'total', k.total::text)
    from calculation k where k.claim_id = c.id order by k.id desc limit 1),
    '{"exists": false, "current": false, "decision": null, "total": null}')`,
}
