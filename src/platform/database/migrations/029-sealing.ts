import { Migration } from '@mikro-orm/migrations'

/**
 * What a packet, a payment and a step of a payment hold, computed in one place for sealing it and for comparing it with
 * the present.
 */
export class Sealing extends Migration {
  override up(): void {
    this.addSql(packets)
    this.addSql(seals)
  }
}

/**
 * A packet holds its facts sealed, and beside them a digest under a secret salt. Whoever is given facts and salt can
 * tell without any key that they are the ones that were frozen; whoever has only the database cannot guess them from it.
 */
const packets = `
  create function packet_basis(subject uuid) returns jsonb language sql stable as $$
    select jsonb_build_object(
      'claim', (select jsonb_build_object('number', c.number, 'type', c.type, 'round', c.round,
          'participant', c.participant_nik, 'eventDate', c.event_date) from claim c where c.id = subject),
      'calculation', (select jsonb_build_object('id', k.id, 'decision', k.decision, 'total', k.total,
          'lawDigest', k.law_digest, 'input', k.input, 'lines', k.answer -> 'lines', 'scholarships', k.scholarships)
          || case when k.input_commitment is null then '{}' else jsonb_build_object('inputCommitment', k.input_commitment) end
        from calculation k where k.claim_id = subject order by k.id desc limit 1),
      'documents', (select coalesce(jsonb_agg(jsonb_build_object('code', i.code, 'sha256', encode(f.sha256, 'hex'), 'state', i.state)
            order by i.code, f.sha256), '[]')
        from document_item i left join document_file f on f.item_id = i.id and f.superseded_at is null
        where i.claim_id = subject),
      'payments', (select coalesce(jsonb_agg(jsonb_build_object('code', l.code, 'amount', l.amount, 'payee', p.name,
            'relation', p.relation, 'bank', p.bank_code, 'account', p.account_number, 'holder', p.account_holder)
                || case when p.receiver is null then '{}'::jsonb else jsonb_build_object('receiver', p.receiver) end
                || case when p.dispute is null then '{}'::jsonb else '{"disputed": true}' end
                || case when l.set_off = 0 then '{}'::jsonb else jsonb_build_object('alreadyPaid', l.set_off) end
            order by p.position, l.code), '[]')
        from benefit_line l join payee p on p.id = l.payee_id join claim c on c.id = l.claim_id and c.round = l.round
        where l.claim_id = subject))
      || case when exists (select from corrected_by(subject)) then jsonb_build_object('correction', (
          select jsonb_build_object('corrects', d.hash, 'held', (
            select coalesce(jsonb_agg(jsonb_build_object('payee', y.name, 'paid', h.held, 'overpaid', coalesce(o.amount, 0))
              order by y.position), '[]')
            from claim c cross join lateral held_before(c.id, c.round) h join payee y on y.id = h.person
            left join overpaid_to(c.id, c.round, false) o on o.person = h.person where c.id = subject))
          from corrected_by(subject) d)) else '{}' end
  $$;

  create function packet_hash(basis jsonb) returns text language sql immutable as $$
    select encode(sha256(convert_to(basis::text, 'UTF8')), 'hex')
  $$;
`

const seals = `
  create function digest_of_decision_packet(r decision_packet) returns bytea language sql stable as $$
    select sha256(convert_to(jsonb_build_array(r.seq, r.round, r.kind, r.basis, r.hash, r.total,
    extract(epoch from r.frozen_at), r.frozen_by)::text, 'UTF8'))
  $$;

  create function seal_decision_packet() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into record_seal (record, key, claim_id, digest)
    select 'decision_packet', r.claim_id || '/' || r.seq, r.claim_id, digest_of_decision_packet(r)
    from decision_packet r join added using (claim_id, seq);
    return null;
  end
  $$;
  revoke execute on function seal_decision_packet from public;
  create trigger decision_packet_is_sealed after insert on decision_packet referencing new table as added
    for each statement execute function seal_decision_packet();

  create function digest_of_payment(r payment) returns bytea language sql stable as $$
    select sha256(convert_to(jsonb_build_array(r.claim_id, r.round, r.payee_id, r.amount, r.bank_code, r.account_number, r.account_holder,
      r.previous_payment_id, coalesce(to_jsonb(r) ->> 'purpose', 'benefit'), extract(epoch from r.held_until),
    extract(epoch from r.created_at))::text, 'UTF8'))
  $$;

  create function seal_payment() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into record_seal (record, key, claim_id, digest)
    select 'payment', r.id::text, r.claim_id, digest_of_payment(r) from payment r join added using (id);
    return null;
  end
  $$;
  revoke execute on function seal_payment from public;
  create trigger payment_is_sealed after insert on payment referencing new table as added
    for each statement execute function seal_payment();

  create function digest_of_payment_transition(r payment_transition) returns bytea language sql stable as $$
    select sha256(convert_to(jsonb_build_array(r.payment_id, r.seq, r.from_state, r.event, r.to_state, r.actor_id, r.actor_role, r.duty,
    extract(epoch from r.at),
      r.batch_id, r.reason, r.inquiry_id, r.statement_line_id, r.evidence_document_id)::text, 'UTF8'))
  $$;

  create function seal_payment_transition() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into record_seal (record, key, claim_id, digest)
    select 'payment_transition', r.payment_id || '/' || r.seq, (select p.claim_id from payment p where p.id = r.payment_id),
      digest_of_payment_transition(r)
    from payment_transition r join added using (payment_id, seq);
    return null;
  end
  $$;
  revoke execute on function seal_payment_transition from public;
  create trigger payment_transition_is_sealed after insert on payment_transition referencing new table as added
    for each statement execute function seal_payment_transition();

  create view sealed_row as
     select 'decision_packet' as record,
        (r.claim_id || '/') || r.seq as key,
        r.claim_id,
        digest_of_decision_packet(r.*) as digest
       from decision_packet r
    union all
     select 'payment' as record,
        r.id::text as key,
        r.claim_id,
        digest_of_payment(r.*) as digest
       from payment r
    union all
     select 'payment_transition' as record,
        (r.payment_id || '/') || r.seq as key,
        ( select p.claim_id
               from payment p
              where p.id = r.payment_id) as claim_id,
        digest_of_payment_transition(r.*) as digest
       from payment_transition r;
  comment on view sealed_row is 'What the sealed rows hold now';

  grant select on sealed_row to santun_app;
`
