import { Migration } from '@mikro-orm/migrations'

/**
 * NIK, phones, accounts and messages of a claim lie sealed; a NIK is found by a keyed index. What is sealed can only be
 * sealed by the product, so a database that holds clear values must be emptied first: nothing is converted here.
 */
export class PersonalDataOfClaims extends Migration {
  override up(): void {
    this.addSql(nothingClear)
    this.addSql(keys)
    this.addSql(claims)
    this.addSql(money)
    this.addSql(messages)
  }
}

const nothingClear = `
  do $$ begin
    if exists (select from claim) or exists (select from participant) then
      raise exception 'basis data ini dibuat sebelum data pribadi disandikan; mulailah dengan basis data kosong (hapus folder data demo) dan impor ulang peserta';
    end if;
  end $$;

  create function is_sealed(value text) returns boolean language sql immutable as $$
    select value ~ '^v1\\.[0-9a-z-]+\\.[0-9A-Za-z_-]{40,}$'
  $$;
  comment on function is_sealed is 'Whether a text was sealed by the product: version, name of the key, ciphertext';
`

const keys = `
  alter table index_key rename to named_key;
  alter index index_key_pkey rename to named_key_pkey;
  comment on table named_key is 'Keys that belong to no claim, wrapped by a master key of the key ring: of the registry, and of digests that find equal values';
  comment on table claim_data_key is 'One data key a claim, wrapped by a master key of the key ring; without it neither its files nor its personal values can be read';
`

/** An incident needs to know who it was only well enough to see that two reports mean the same person. */
const claims = `
  alter table incident drop column participant_nik, add participant_nik_index bytea not null
    constraint incident_nik_index_whole check (length(participant_nik_index) = 16);
  create unique index incident_one_death on incident (participant_nik_index) where kind = 'death';
  create unique index incident_one_accident on incident (participant_nik_index, kind, event_date) where kind <> 'death';

  drop index claim_by_nik;
  alter table claim add participant_nik_index bytea
      constraint claim_nik_index_whole check (length(participant_nik_index) = 16),
    add constraint claim_nik_sealed check (is_sealed(participant_nik)),
    add constraint claim_nik_with_index check ((participant_nik is null) = (participant_nik_index is null));
  create index claim_by_participant on claim (participant_nik_index);
  comment on column claim.participant_nik is 'PII, sealed';
  comment on column claim.participant_nik_index is 'Keyed digest of the NIK: the same person is found, the number cannot be read back';
  comment on column claim.answers is 'PII; what the claimant stated, numbers of persons and facts of health sealed in place';

  alter table claim_party add phone_index bytea, add constraint claim_party_phone_sealed check (is_sealed(phone));
  create index claim_party_by_phone on claim_party (phone_index);
  comment on column claim_party.phone is 'PII, sealed; a party that joined from another claim keeps the text of that claim''s key';
  comment on column claim_party.phone_index is 'Keyed digest of the phone: the same one is found, the number cannot be read back';

  alter table scholarship_award drop column participant_nik, add participant_nik_index bytea not null
    constraint scholarship_nik_index_whole check (length(participant_nik_index) = 16);
  alter table scholarship_award add constraint scholarship_slot_unique unique (participant_nik_index, slot);
`

const money = `
  alter table payee drop constraint payee_account_form, add constraint payee_account_sealed check (is_sealed(account_number));
  alter table payment add constraint payment_account_sealed check (is_sealed(account_number));
  alter table account_acceptance add constraint account_acceptance_sealed check (is_sealed(account_number));
  comment on column payee.account_number is 'PII, sealed; the same account on the same claim has the same text';
  comment on column payment.account_number is 'PII, sealed; the payee''s text as it was';
  comment on column account_acceptance.account_number is 'PII, sealed; the payee''s text as it was';

  delete from bank_simulator.account;
  alter table bank_simulator.account rename account_number to account_index;
  alter table bank_simulator.account alter account_index type bytea using null;
  alter table bank_simulator.transfer drop column account_number;
`

const messages = `
  alter table notification add constraint notification_recipient_sealed check (is_sealed(recipient)),
    add constraint notification_body_sealed check (is_sealed(body));
  comment on column notification.recipient is 'PII, sealed';
  comment on column notification.body is 'PII, sealed';
`
