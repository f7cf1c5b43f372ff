import { Migration } from '@mikro-orm/migrations'

/**
 * Messages, receipts and late payments ask for the latest clock of a name, running or not. Without a way from the claim
 * to its stopped clocks each of them reads the clocks of every claim there ever was.
 */
export class ClocksOfClaims extends Migration {
  override up(): void {
    this.addSql(`
      drop index clock_of_objection;
      create index clock_of_claim on clock (claim_id, name, started_at);
    `)
  }
}
