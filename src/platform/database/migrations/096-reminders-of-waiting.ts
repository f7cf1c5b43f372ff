import { Migration } from '@mikro-orm/migrations'

/** Of one decision that waits for too long, its owner is reminded by one open row, however many processes look. */
export class RemindersOfWaiting extends Migration {
  override up(): void {
    this.addSql(`
      create unique index attention_one_open_wait on attention (claim_id, topic) where closed_at is null and topic like 'waiting.%';
    `)
  }
}
