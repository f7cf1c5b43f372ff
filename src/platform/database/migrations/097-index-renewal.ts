import { Migration } from '@mikro-orm/migrations'

/** Where the new digests wait while a key of digests is renewed. Whoever reads it can join the old world and the new one. */
export class IndexRenewals extends Migration {
  override up(): void {
    this.addSql(`
      create table index_renewal (
        old bytea constraint index_renewal_pkey primary key,
        fresh bytea not null constraint index_renewal_fresh_once unique,
        constraint index_renewal_whole check (length(old) = 16 and length(fresh) = 16)
      );
      comment on table index_renewal is 'Each keyed digest with the one that takes its place; filled by the owner while the product works, emptied as the key is changed';
      comment on column index_renewal.old is 'PII; keyed digest';
      comment on column index_renewal.fresh is 'PII; keyed digest under the key that comes';
      revoke all on index_renewal from santun_app;
    `)
  }
}
