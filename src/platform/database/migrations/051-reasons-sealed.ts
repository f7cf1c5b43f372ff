import { Migration } from '@mikro-orm/migrations'

/**
 * Why somebody looked, searched or broke the glass is told in own words, and words may tell anything: they are sealed. Who,
 * when and what stays readable to SQL; an auditor reads the words through the product, which opens them.
 */
export class ReasonsSealed extends Migration {
  override up(): void {
    this.addSql(`
      alter table document_opening add constraint document_opening_reason_sealed
        check (reason ~ '^[a-z]+(_[a-z]+)+$' or is_sealed(reason));
      comment on column document_opening.reason is 'PII, sealed; why, in the words of who looked, or a code';

      alter table break_glass add constraint break_glass_reason_sealed check (is_sealed(reason));
      comment on column break_glass.reason is 'PII, sealed; in the words of who broke the glass';
      alter table break_glass_review add constraint break_glass_review_note_sealed check (is_sealed(note));
      comment on column break_glass_review.note is 'PII, sealed; in the words of the manager';

      alter table claim_search add constraint claim_search_reason_sealed check (is_sealed(reason));
      comment on column claim_search.reason is 'PII, sealed; in the words of who searched';

      alter table claim_assignment add constraint claim_assignment_reason_known check (reason ~ '^[a-z_]{1,40}$');
      comment on column claim_assignment.reason is 'A code, never words';
    `)
  }
}
