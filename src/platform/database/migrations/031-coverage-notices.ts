import { Migration } from '@mikro-orm/migrations'

/** Members who pay for themselves are told of an ending cover too; the words of a notice stand with its message. */
export class CoverageNotices extends Migration {
  override up(): void {
    this.addSql(`
      alter table coverage_notice
        drop column words,
        alter column cohort_id drop not null,
        add kpj text,
        add constraint coverage_notice_of_cohort_or_card check ((cohort_id is null) <> (kpj is null)),
        drop constraint coverage_notice_once,
        add constraint coverage_notice_once unique nulls not distinct (cohort_id, kpj, paid_until, reason, audience);
      comment on table coverage_notice is 'Who was told that the cover of a cohort or of one card ends, once for each end';
      comment on column coverage_notice.kpj is 'PII';
      alter table sponsor add constraint sponsor_notice_email_form check (notice_email like '_%@_%');
      grant update (notice_email) on sponsor to santun_app;
    `)
  }
}
