import { Migration } from '@mikro-orm/migrations'

/** The few payments and recoveries that wait for somebody's decision are found without reading those that do not. */
export class WaitingMoneyByIndex extends Migration {
  override up(): void {
    this.addSql(`
      create index payment_came_back on payment (claim_id) where live and state in ('refused', 'returned');
      create index recovery_to_confirm on recovery (claim_id) where state = 'identified';
    `)
  }
}
