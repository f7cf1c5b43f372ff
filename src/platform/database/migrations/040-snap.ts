import { Migration } from '@mikro-orm/migrations'

/** Calls to a bank over SNAP, each under a number of its own, and more ways in which the bank in the box can err. */
export class Snap extends Migration {
  override up(): void {
    this.addSql(calls)
    this.addSql(simulator)
  }
}

const calls = `
  create sequence snap_external_id;
  create table snap_call (
    external_id text primary key,
    service text not null constraint snap_service_known check (service in ('transfer', 'status', 'account')),
    path text not null,
    reference text,
    called_at timestamptz not null
  );
  comment on table snap_call is 'Written before a call goes out: an external id is used once, ever, and a transfer is called for once';
  create unique index snap_transfer_called_once on snap_call (reference) where service = 'transfer';
  create index snap_call_by_time on snap_call (called_at);

  create table snap_answer (
    external_id text primary key references snap_call,
    response_code text not null,
    answered_at timestamptz not null
  );
  comment on table snap_answer is 'A call without a row here was not answered';

  revoke all on snap_call, snap_answer from santun_app;
  grant select, insert on snap_call, snap_answer to santun_app;
  grant usage on sequence snap_external_id to santun_app;
`

const simulator = `
  alter table bank_simulator.account drop constraint behaviour_known,
    add constraint behaviour_known check (behaviour in
      ('normal', 'late', 'silent', 'lost', 'refuse', 'return', 'double', 'forged', 'disagree', 'unsaid'));

  create table bank_simulator.temper (
    one boolean primary key default true constraint one_temper check (one),
    seed text not null,
    share int not null constraint share_is_percent check (share between 0 and 100)
  );
  comment on table bank_simulator.temper is 'How many of a hundred transfers go wrong, drawn from the seed and the reference: the same seed, the same faults';

  create table bank_simulator.notice (
    seq bigint generated always as identity primary key,
    reference text not null references bank_simulator.transfer,
    status text not null,
    forged boolean not null,
    external_id text not null,
    sent boolean not null default false
  );
  comment on table bank_simulator.notice is 'What the bank in the box still has to tell by itself';

  alter table bank_simulator.account add holder text;
  comment on column bank_simulator.account.holder is 'PII; whose account it is, for an account inquiry';
  alter table bank_simulator.transfer add behaviour text not null default 'normal';
  grant select, insert, update, delete on bank_simulator.temper to santun_app;
  grant select, insert on bank_simulator.notice to santun_app;
  grant update (sent) on bank_simulator.notice to santun_app;
`
