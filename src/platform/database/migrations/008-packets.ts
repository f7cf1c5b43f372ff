import { Migration } from '@mikro-orm/migrations'

/** What a decision packet holds, computed in one place for freezing it and for comparing it with the present. */
export class Packets extends Migration {
  override up(): void {
    this.addSql(`
      create function packet_basis(subject uuid) returns jsonb language sql stable as $$
        select jsonb_build_object(
          'claim', (select jsonb_build_object('number', c.number, 'type', c.type, 'round', c.round,
              'participant', c.participant_nik, 'eventDate', c.event_date) from claim c where c.id = subject),
          'calculation', (select jsonb_build_object('id', k.id, 'decision', k.decision, 'total', k.total,
              'lawDigest', k.law_digest, 'input', k.input, 'lines', k.answer -> 'lines', 'scholarships', k.scholarships)
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
      -- A duty is exercised by a step of the claim, by deciding on its documents, and by settling who is paid.
      create or replace function duties_of(subject uuid, in_round int, actor text) returns text[] language sql stable as $$
        select coalesce(array_agg(distinct duty), '{}') from (
          select t.duty from claim_transition t
            where t.claim_id = subject and t.round = in_round and t.actor_id = actor and t.duty is not null
          union all
          select d.duty from claim_duty d where d.claim_id = subject and d.round = in_round and d.actor_id = actor
          union all
          select case s.actor_role when 'approver' then 'approve' else 'verify' end from document_item_step s
            where s.claim_id = subject and s.actor_id = actor and s.event in ('accept', 'find_defect', 'waive')
        ) held
      $$;
      create function packet_hash(basis jsonb) returns text language sql immutable as $$
        select encode(sha256(convert_to(basis::text, 'UTF8')), 'hex')
      $$;
    `)
  }
}
