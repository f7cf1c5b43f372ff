import { Migration } from '@mikro-orm/migrations'

/**
 * Who receives for a minor is part of what was proposed: the packet names him, and another receiver makes it stale.
 */
export class PacketNamesReceiver extends Migration {
  override up(): void {
    this.addSql(`
      do $do$
      declare
        basis text := pg_get_functiondef('packet_basis(uuid)'::regprocedure);
        disputed constant text := $a$case when p.dispute is null$a$;
      begin
        if position(disputed in basis) = 0 then raise exception 'packet_basis no longer says who is disputed'; end if;
        execute replace(basis, disputed,
          $b$case when p.receiver is null then '{}'::jsonb else jsonb_build_object('receiver', p.receiver) end
                || case when p.dispute is null$b$);
      end $do$;
    `)
  }
}
