import { Migration } from '@mikro-orm/migrations'

/** The family by which the law named who is paid; each settling is kept, the latest holds. */
export class HeirSets extends Migration {
  override up(): void {
    this.addSql(`
      create table heir_set (
        id bigint generated always as identity primary key,
        claim_id uuid not null references claim,
        round int not null,
        stated boolean not null,
        heir_class text not null,
        family text not null constraint heir_set_family_sealed check (is_sealed(family)),
        settlement text not null constraint heir_set_settlement_sealed check (is_sealed(settlement)),
        law_digest text not null,
        kept_by uuid not null references staff_member,
        kept_at timestamptz not null
      );
      create index heir_set_of_claim on heir_set (claim_id, id);
      create trigger heir_set_touches_claim after insert on heir_set for each row execute function touch_claim_facts();
      comment on table heir_set is 'Who lives of the family, and whom the law therefore names (PP 44/2015 Pasal 37(5))';
      comment on column heir_set.stated is 'A verifier wrote the family down; else the payees were taken for all of it';
      comment on column heir_set.family is 'PII, sealed';
      comment on column heir_set.settlement is 'PII, sealed';

      alter table payee add heir_set_id bigint references heir_set, add receiver text;
      comment on column payee.heir_set_id is 'The settling that named this payee; null before there were any';
      comment on column payee.receiver is 'PII; parent or guardian who receives for a minor (R-5.5); null = the payee';

      grant select, insert on heir_set to santun_app;
      revoke update, delete, truncate on heir_set from santun_app;
    `)
  }
}
