import type { FactsPart } from '../claims/claim-facts.port.js'

/**
 * Heirs are settled when every rupiah of the latest calculation is allotted to a confirmed payee. An account under
 * another name stays unverified until a second person accepts it, one under a near name until somebody says why. What
 * earlier rounds have paid must be set off as it stands now. Payees of an earlier family must be settled anew. Where every
 * share is disputed there is nothing to decide yet.
 */
export const heirsFacts: FactsPart = {
  name: 'heirs',
  sql: `(select jsonb_build_object(
      'settled', count(*) > 0 and bool_and(p.confirmed_by is not null) and bool_or(p.dispute is null)
        and bool_and(p.heir_set_id is not distinct from (select max(h.id) from heir_set h where h.claim_id = c.id))
        and coalesce(sum(l.amount), 0) = coalesce((select k.total from calculation k where k.claim_id = c.id order by k.id desc limit 1), -1)
        and (c.round = 1 or sets_off(c.id, c.round)),
      'unverifiedAccounts', count(distinct p.id) filter (where not account_is_checked(p)))
    from benefit_line l join payee p on p.id = l.payee_id
    where l.claim_id = c.id and l.round = c.round
      and l.calculation_id = (select max(k.id) from calculation k where k.claim_id = c.id))`,
}
