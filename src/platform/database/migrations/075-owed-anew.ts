import { Migration } from '@mikro-orm/migrations'

/** A school year whose payment was taken back before anybody released it is owed anew; still it has one live payment at most. */
export class OwedAnew extends Migration {
  override up(): void {
    this.addSql(`
      drop index payment_one_obligation_per_year;
      create unique index payment_one_obligation_per_year on payment (scholarship_year_id)
        where previous_payment_id is null and scholarship_year_id is not null and state <> 'cancelled';
    `)
  }
}
