import { Migration } from '@mikro-orm/migrations'

/** Every overpayment on its way back waits for somebody: when the next part of it is due, and the open ones by index. */
export class RecoveriesThatWait extends Migration {
  override up(): void {
    this.addSql(`
      create function next_instalment(subject recovery) returns date language sql stable as $$
        select i.due_on from (
          select p.due_on, p.position, sum(p.amount) over (order by p.position) as upto from recovery_instalment p
          where p.recovery_id = subject.id
            and p.plan_seq = (select max(l.plan_seq) from recovery_instalment l where l.recovery_id = subject.id)) i
        where subject.state in ('arranged', 'recovering')
          and i.upto > coalesce((select sum(b.amount) from recovery_receipt b where b.recovery_id = subject.id), 0)
        order by i.position limit 1
      $$;
      comment on function next_instalment is 'The first instalment that has not come back, of the plan that counts';

      create index recovery_open on recovery (claim_id) where state not in ('settled', 'waived', 'written_off', 'superseded');
      drop index recovery_to_confirm;
    `)
  }
}
