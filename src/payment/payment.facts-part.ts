import { clearingAccounts } from '#libs/ledger'
import type { FactsPart } from '../claims/claim-facts.port.js'
import { isReleased, reissuable } from './payment-gate.sql.js'

const clearing = clearingAccounts.map((account) => `'${account}'`).join(', ')

/** How the money of a claim stands, without what is paid beside the benefit: counts over its live payments, and whether its ledger has come to rest. */
export const paymentFacts: FactsPart = {
  name: 'payments',
  sql: `(select jsonb_build_object(
      'total', count(*) filter (where p.live),
      'queued', count(*) filter (where p.live and p.state in ('queued', 'in_batch')),
      'inFlight', count(*) filter (where p.live and p.state in ('sent', 'unknown')),
      'settled', count(*) filter (where p.live and p.state = 'settled'),
      'bounced', count(*) filter (where p.live and p.state in ('refused', 'returned')),
      'reissuable', count(*) filter (where ${reissuable('p', 'y')}),
      'released', count(*) filter (where p.round = c.round and ${isReleased('pb')})
         + (select count(*) from escrow_decision d where d.claim_id = c.id and d.round = c.round),
      'batchReleased', coalesce(bool_and(${isReleased('pb')}) filter (where p.live), false),
      'balanced', not exists (select from ledger_posting g join ledger_entry e on e.id = g.entry_id
         left join payment m on m.id = e.payment_id
         where g.claim_id = c.id and g.account in (${clearing}) and (m.id is null or concerns_claim(m))
         group by g.account having sum(g.amount) <> 0),
      'shareOnItsWay', exists (select from payment s where s.claim_id = c.id and s.purpose = 'escrow_release'
         and s.state in ('queued', 'in_batch', 'sent', 'unknown', 'acknowledged')))
    from payment p join payee y on y.id = p.payee_id left join payment_batch pb on pb.id = p.batch_id
    where p.claim_id = c.id and concerns_claim(p))`,
}
