import { Migration } from '@mikro-orm/migrations'
import { inPlace } from './in-place.js'

/** Who receives for a minor is part of what was proposed: the packet names him, and another receiver makes it stale. */
export class PacketNamesReceiver extends Migration {
  override up(): void {
    this.addSql(
      inPlace('packet_basis', [
        [
          'case when p.dispute is null',
          `case when p.receiver is null then '{}'::jsonb else jsonb_build_object('receiver', p.receiver) end
                || case when p.dispute is null`,
        ],
      ]),
    )
  }
}
