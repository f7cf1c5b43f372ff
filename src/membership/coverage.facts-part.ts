import type { FactsPart } from '../claims/claim-facts.port.js'

/** How many corrections of the registry wait for a verifier. */
export const coverageFacts: FactsPart = {
  name: 'coverage',
  sql: `jsonb_build_object('openDifferences',
    (select count(*) from coverage_difference d where d.claim_id = c.id and d.settled_at is null))`,
}
