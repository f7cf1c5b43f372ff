import { Migration } from '@mikro-orm/migrations'

/** Browsers that a family has used before: others who ask for codes in its name cannot use up what it may ask for. */
export class KnownDevices extends Migration {
  override up(): void {
    this.addSql(`
      create table known_device (
        token_digest bytea primary key constraint known_device_token_whole check (length(token_digest) = 32),
        phone_index bytea not null,
        seen_at timestamptz(3) not null
      );
      comment on table known_device is 'A browser in which the code of a phone was right before; it opens nothing, its codes are only counted apart';
      comment on column known_device.phone_index is 'PII; keyed digest of the phone';
      create index known_device_by_age on known_device (seen_at);

      alter table one_time_code
        add asker bytea not null default ''::bytea,
        add known boolean not null default false;
      comment on column one_time_code.asker is 'PII; digest of what was typed with the network or the known device it was typed from';
      comment on column one_time_code.known is 'Asked for in a browser that this phone had opened before';

      grant select, insert, delete on known_device to santun_app;
    `)
  }
}
