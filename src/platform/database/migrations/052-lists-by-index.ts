import { Migration } from '@mikro-orm/migrations'

/** What a list is filtered by stands in its index, so that what it leaves out costs nothing. */
export class ListsByIndex extends Migration {
  override up(): void {
    // Lists and counts of the desk filter by programme: with it beside the deadline they read the index alone.
    this.addSql(`
      drop index claim_queue_by_due, claim_queue_free, claim_queue_of_person;
      create index claim_queue_by_due on claim_queue (branch_id, state, due_at, claim_id) include (type);
      create index claim_queue_free on claim_queue (branch_id, state, due_at, claim_id) include (type) where assigned_to is null;
      create index claim_queue_of_person on claim_queue (assigned_to, branch_id, state, due_at, claim_id) include (type)
        where assigned_to is not null;
    `)
    // The audit view of a step that few claims take; the steps of every claim fill its page from the latest days.
    this.addSql(`
      create index claim_transition_uncommon on claim_transition (event, at)
        where event not in ('submit', 'checks_done', 'completeness_reached', 'propose', 'approve', 'release', 'all_settled');
    `)
  }
}
