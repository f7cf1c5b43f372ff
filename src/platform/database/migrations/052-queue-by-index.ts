import { Migration } from '@mikro-orm/migrations'

/** Lists and counts of the desk filter by programme: with it beside the deadline they read the index alone. */
export class QueueByIndex extends Migration {
  override up(): void {
    this.addSql(`
      drop index claim_queue_by_due, claim_queue_free, claim_queue_of_person;
      create index claim_queue_by_due on claim_queue (branch_id, state, due_at, claim_id) include (type);
      create index claim_queue_free on claim_queue (branch_id, state, due_at, claim_id) include (type) where assigned_to is null;
      create index claim_queue_of_person on claim_queue (assigned_to, branch_id, state, due_at, claim_id) include (type)
        where assigned_to is not null;
    `)
  }
}
