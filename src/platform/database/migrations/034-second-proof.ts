import { Migration } from '@mikro-orm/migrations'

/** That whoever decided over money proved again, at that very moment, who he was. */
export class SecondProof extends Migration {
  override up(): void {
    this.addSql(`
      create table staff_proof (
        staff_id uuid not null references staff_member,
        key text not null,
        act text not null,
        subject text not null,
        method text not null constraint staff_proof_method_known check (method in ('code', 'recovery_code', 'password')),
        at timestamptz(3) not null,
        primary key (staff_id, key)
      );
      comment on table staff_proof is 'One proof for one act: a key names the command it was given for. It only grows';
      comment on column staff_proof.subject is 'The number of the claim, or the id of the payment batch';
      create index staff_proof_of_subject on staff_proof (subject);
    `)
    this.addSql(`
      grant select, insert on staff_proof to santun_app;
      revoke update, delete, truncate on staff_proof from santun_app;
    `)
  }
}
