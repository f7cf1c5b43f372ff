/**
 * What stands out on the claim `c`: kind, the other claim it is about, or days. Each arm is a look-up by an index. Claims
 * that the family took back, that joined another or were never lodged say nothing.
 */
import type { SignalRules } from './signal-rules.js'

export const signalKinds = [
  'same_death',
  'same_account',
  'same_phone',
  'same_representative',
  'same_certificate',
  'same_witness',
  'new_cover',
] as const
export type SignalKind = (typeof signalKinds)[number]

export function signalsSql({ cover_days_before_event, other_claims_named }: SignalRules): string {
  const counts = `o.id <> c.id and o.state not in ('draft', 'withdrawn', 'merged')`
  const ofAnotherEvent = `${counts} and o.incident_id is distinct from c.incident_id`
  const others = (kind: SignalKind, from: string, where: string): string => `
    (select distinct '${kind}' as kind, o.id as other_claim_id, null::int as days
     from ${from} where ${where} order by o.id limit ${other_claims_named})`
  const sharedPhone = (kind: 'same_phone' | 'same_representative'): string => {
    const mine = kind === 'same_representative' ? `= 'representative'` : `= 'heir'`
    return others(
      kind,
      `claim_party mine join claim_party theirs on theirs.phone_index = mine.phone_index join claim o on o.id = theirs.claim_id`,
      `mine.claim_id = c.id and mine.kind ${mine} and theirs.kind ${mine} and ${ofAnotherEvent}`,
    )
  }
  const arms = [
    others('same_death', 'claim o', `o.incident_id = c.incident_id and ${counts}`),
    others(
      'same_account',
      'payee mine join payee theirs on theirs.account_index = mine.account_index join claim o on o.id = theirs.claim_id',
      `mine.claim_id = c.id and ${ofAnotherEvent}`,
    ),
    sharedPhone('same_phone'),
    sharedPhone('same_representative'),
    others(
      'same_certificate',
      'document_file mine join document_file theirs on theirs.certificate_digest = mine.certificate_digest join claim o on o.id = theirs.claim_id',
      `mine.claim_id = c.id and ${ofAnotherEvent}`,
    ),
    others(
      'same_witness',
      'claim_witness mine join claim_witness theirs on theirs.nik_index = mine.nik_index join claim o on o.id = theirs.claim_id',
      `mine.claim_id = c.id and ${ofAnotherEvent}`,
    ),
    `(select 'new_cover', null::uuid, c.event_date - s.started
      from (select (c.coverage -> 'participant' ->> 'membership_start')::date as started) s
      where c.event_date - s.started between 0 and ${cover_days_before_event}
        and c.coverage -> 'participant' -> 'sponsor' is null)`,
  ]
  return arms.join(' union all ')
}
