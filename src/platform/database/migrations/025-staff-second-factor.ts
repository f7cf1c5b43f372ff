import { Migration } from '@mikro-orm/migrations'

/** A second proof of who signs in: a code from an application on the person's own phone, or one of ten for the day it is lost. */
export class StaffSecondFactor extends Migration {
  override up(): void {
    this.addSql(`
      create table staff_second_factor (
        staff_id uuid primary key references staff_member on delete cascade,
        secret_sealed bytea not null,
        enrolled_at timestamptz(3),
        last_step bigint not null default 0
      );
      comment on table staff_second_factor is 'Begun when the code was shown, in force once one code of it was typed back';
      comment on column staff_second_factor.secret_sealed is 'Sealed with the named key staff_second_factor; without the key ring nobody makes a code';
      comment on column staff_second_factor.last_step is 'The half minute of the last code taken: none is taken twice, nor an older one';

      create table staff_recovery_code (
        staff_id uuid not null references staff_second_factor on delete cascade,
        code_digest bytea not null constraint staff_recovery_code_whole check (length(code_digest) = 32),
        used_at timestamptz(3),
        primary key (staff_id, code_digest)
      );
      comment on table staff_recovery_code is 'Eighty random bits each, kept as digests, each good once';

      alter table staff_session add column stage text not null default 'open'
        constraint staff_session_stage_known check (stage in ('open', 'code', 'enrol'));
      comment on column staff_session.stage is 'What is still missing before it opens anything: a code, or the second factor itself';
    `)
    this.addSql(`
      grant select, insert on staff_second_factor, staff_recovery_code to santun_app;
      grant update (enrolled_at, last_step) on staff_second_factor to santun_app;
      grant update (used_at) on staff_recovery_code to santun_app;
      -- Everybody changes his own password; roles and limits stay the owner's to write.
      grant update (password_hash) on staff_member to santun_app;
    `)
  }
}
