import { Migration } from '@mikro-orm/migrations'

/**
 * Histories are written in the order of time, so a few bytes a block are enough to find a span of it: a step costs nothing
 * more, and neither the audit view nor the figures of a quarter read the years before.
 */
export class HistoryByTime extends Migration {
  override up(): void {
    this.addSql(`
      create index claim_transition_by_time on claim_transition using brin (at) with (pages_per_range = 32, autosummarize = on);
      create index document_opening_by_time on document_opening using brin (at) with (pages_per_range = 32, autosummarize = on);
      create index document_item_step_by_time on document_item_step using brin (at) with (pages_per_range = 32, autosummarize = on);
      create index payment_settled on payment (value_date) where state = 'settled';
    `)
  }
}
