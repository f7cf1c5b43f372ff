import { Migration } from '@mikro-orm/migrations'

/** Every half minute somebody asks which school years' money came back: however many were ever paid, it is a short list. */
export class BouncedYears extends Migration {
  override up(): void {
    this.addSql(`
      create index payment_came_back_of_year on payment (scholarship_year_id) where live and state in ('refused', 'returned');
    `)
  }
}
