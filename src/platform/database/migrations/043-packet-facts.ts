import { Migration } from '@mikro-orm/migrations'

/**
 * A packet holds its facts sealed, and beside them a digest under a secret salt. Whoever is given facts and salt can tell
 * without any key that they are the ones that were frozen; whoever has only the database cannot guess them from it.
 */
export class PacketFacts extends Migration {
  override up(): void {
    this.addSql(`
      alter table calculation add input_salt text, add input_commitment text,
        add constraint calculation_input_salt_sealed check (is_sealed(input_salt)),
        add constraint calculation_commitment_with_salt check ((input_salt is null) = (input_commitment is null));
      comment on column calculation.input_salt is 'PII, sealed; what hides the facts in their digest';
      comment on column calculation.input_commitment is 'SHA-256 over salt and facts in canonical JSON; frozen in the decision packet';

      create or replace function packet_basis(subject uuid) returns jsonb language sql stable as $$
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
                order by p.position, l.code), '[]')
            from benefit_line l join payee p on p.id = l.payee_id join claim c on c.id = l.claim_id and c.round = l.round
            where l.claim_id = subject))
      $$;
    `)
  }
}
