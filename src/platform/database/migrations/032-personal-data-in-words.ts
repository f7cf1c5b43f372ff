import { Migration } from '@mikro-orm/migrations'

/** What people wrote or named, and what a message was filled with, is sealed like the numbers. */
export class PersonalDataInWords extends Migration {
  override up(): void {
    this.addSql(`
      alter table notification add constraint notification_fill_sealed
        check (fill = '{}' or coalesce(is_sealed(fill #>> '{}'), false));
      comment on column notification.fill is 'PII, sealed; what its template was filled with';

      alter table counter_task add constraint counter_task_note_sealed
        check (note in ('DELIVERED_LATER', 'RETRIED') or is_sealed(note));
      comment on column counter_task.note is 'PII, sealed; what came of it, in the words of who did it, or a code';

      alter table coverage_difference add constraint coverage_difference_reason_sealed check (is_sealed(reason));
      comment on column coverage_difference.reason is 'PII, sealed; in the words of the verifier';

      alter table document_file add constraint document_file_name_sealed check (is_sealed(name));
      comment on column document_file.name is 'PII, sealed; the name the file had on the family''s phone';
      alter table document_upload add constraint document_upload_name_sealed check (is_sealed(name));
      comment on column document_upload.name is 'PII, sealed; the name the file had on the family''s phone';

      comment on column calculation.answer is 'PII; the sentences and workings of its lines are sealed, codes and amounts are not';
    `)
  }
}
