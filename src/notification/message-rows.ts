/**
 * The rows of messages and every way in which one may change. A message in hand is held for some minutes by its
 * `due_at`: whoever dies with it in hand leaves it to be sent again, under the same id.
 */
import { Injectable } from '@nestjs/common'
import { addMinutes } from './minutes.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { WaitingGroup } from '../platform/database/waiting-group.js'
import { PersonalData, type Seals } from '../platform/personal-data/personal-data.service.js'
import type { ChannelName } from './channels/channel.port.js'
import type { BranchZone } from './quiet-hours.js'
import type { RecipientKind } from './recipients.js'
import type { Fill } from './templates/notification-templates.js'

/** Longer than any gateway may take to answer. */
const IN_HAND_MINUTES = 2
/** Whose work an undelivered message is. */
const OWNER = 'officer'

export interface NewMessage {
  onceKey: string
  outboxId: string | null
  claimId: string | null
  branchId: string | null
  clockId: string | null
  partyId: string | null
  recipientKind: RecipientKind
  recipientId: string | null
  template: string
  templateVersion: number
  fill: Fill
  channel: ChannelName | 'none'
  fallback: readonly ChannelName[]
  recipient: string | null
  subject: string | null
  body: string
  secretText: boolean
  outcome: 'queued' | 'failed' | 'suppressed'
  reason: string | null
  /** When it may leave; before that it waits. */
  leavesAt: string
}

/** A message that is being handed over. */
export interface MessageInHand {
  id: string
  leg: number
  channel: ChannelName
  recipient: string
  subject: string | null
  body: string
  attempts: number
  fallback: ChannelName[]
  template: string
  fill: Fill
  claim_id: string | null
  recipient_kind: RecipientKind
  recipient_id: string | null
  secret_text: boolean
}

export interface DueMessage extends MessageInHand {
  zone: BranchZone | null
  reason_gone: boolean
}

export interface NextWay {
  channel: ChannelName
  fallback: readonly ChannelName[]
  recipient: string
  subject: string | null
  body: string
  templateVersion: number
}

const IN_HAND = `n.id, n.leg, n.channel, n.recipient, n.subject, n.body, n.attempts, n.fallback, n.template, n.fill, n.claim_id,
  n.recipient_kind, n.recipient_id, n.secret_text`

const sealedColumns = {
  recipient: 'notification.recipient',
  body: 'notification.body',
  fill: 'notification.fill',
} as const

/** As it was written, with the key by which its writer knows it. */
type Written = MessageInHand & { once_key: string }

interface Accepted {
  id: string
  leg: number
  reference: string | null
}

@Injectable()
export class MessageRows {
  private readonly writing = new WaitingGroup<readonly NewMessage[], MessageInHand[]>(
    ([first]) => first?.onceKey ?? '',
    (occasions) => this.writeAll(occasions),
  )
  private readonly accepting = new WaitingGroup<Accepted, true>(
    ({ id }) => id,
    (accepted) => this.acceptAll(accepted),
  )

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** Writes messages that are not there yet. Those that may leave now are returned, already in hand. */
  async write(messages: readonly NewMessage[]): Promise<MessageInHand[]> {
    if (messages.length === 0) return []
    try {
      return await this.writing.join(messages)
    } catch {
      // When a group could not be written, each of its members tries again alone and gets its own answer.
      return (await this.writeAll([messages])).flat()
    }
  }

  private async writeAll(occasions: readonly (readonly NewMessage[])[]): Promise<MessageInHand[][]> {
    const now = this.clock.now()
    const rows = await Promise.all(
      occasions.flat().map(async (message) => ({
        ...message,
        ...(await this.sealed(message.claimId, message)),
        fill: (await this.sealsFor(message.claimId)).json('notification.fill', message.fill),
        leaves_now: message.leavesAt <= now,
      })),
    )
    const written = await this.sql.rows<Written>(
      `with written as (
         insert into notification (once_key, outbox_id, claim_id, branch_id, clock_id, party_id, recipient_kind, recipient_id,
           template, template_version, fill, channel, fallback, recipient, subject, body, secret_text, outcome, reason,
           owner_role, attempts, due_at, at, changed_at)
         select x."onceKey", x."outboxId", x."claimId", x."branchId", x."clockId", x."partyId", x."recipientKind",
           x."recipientId", x.template, x."templateVersion", x.fill, x.channel, x.fallback, x.recipient, x.subject, x.body,
           x."secretText", x.outcome, x.reason, case x.outcome when 'failed' then '${OWNER}' end,
           case when x.outcome = 'queued' and x.leaves_now then 1 else 0 end,
           case when x.outcome <> 'queued' then null when x.leaves_now then $3::timestamptz else x."leavesAt" end, $2, $2
         from jsonb_to_recordset($1::jsonb) as x("onceKey" text, "outboxId" uuid, "claimId" uuid, "branchId" uuid,
           "clockId" uuid, "partyId" uuid, "recipientKind" text, "recipientId" text, template text, "templateVersion" int,
           fill jsonb, channel text, fallback text[], recipient text, subject text, body text, "secretText" boolean,
           outcome text, reason text, "leavesAt" timestamptz, leaves_now boolean)
         on conflict on constraint notification_once do nothing
         returning *),
       tasks as (${openTask('written', `where n.outcome = 'failed'`)})
       select ${IN_HAND}, n.once_key from written n where n.outcome = 'queued' and n.attempts = 1`,
      [JSON.stringify(rows), now, addMinutes(now, IN_HAND_MINUTES)],
    )
    const inHand = await this.personal.reveal(written, sealedColumns)
    return occasions.map((messages) => {
      const keys = new Set(messages.map(({ onceKey }) => onceKey))
      return inHand.filter(({ once_key }) => keys.has(once_key))
    })
  }

  private async sealed<Message extends { recipient: string | null; body: string }>(
    claimId: string | null,
    { recipient, body }: Message,
  ): Promise<{ recipient: string | null; body: string }> {
    const seals = await this.sealsFor(claimId)
    return {
      recipient: recipient && seals.text('notification.recipient', recipient),
      body: seals.text('notification.body', body),
    }
  }

  /** By the key of the claim it is about; by the product's own where it is about none. */
  private sealsFor(
    claimId: string | null,
  ): Promise<Seals<(typeof sealedColumns)[keyof typeof sealedColumns]>> {
    return claimId === null ? this.personal.ofRegistry() : this.personal.ofClaim(claimId)
  }

  /** Takes messages whose time has come into hand; those that another process holds are left to it. */
  async takeDue(limit: number): Promise<DueMessage[]> {
    const now = this.clock.now()
    const due = await this.sql.rows<DueMessage>(
      `update notification n set attempts = n.attempts + 1, due_at = $2
       from notification d left join branch b on b.id = d.branch_id left join clock k on k.id = d.clock_id
       where n.id = d.id and n.outcome = 'queued' and d.id in (select id from notification where outcome = 'queued' and due_at <= $1
         order by due_at limit $3 for update skip locked)
       returning ${IN_HAND}, b.zone, k.stopped_at is not null as reason_gone`,
      [now, addMinutes(now, IN_HAND_MINUTES), limit],
    )
    return this.personal.reveal(due, sealedColumns)
  }

  /** The gateway took it. Its report may have been faster, and then stands. */
  async sent({ id, leg }: MessageInHand, reference: string | null): Promise<void> {
    await this.accepting.join({ id, leg, reference })
  }

  private async acceptAll(accepted: readonly Accepted[]): Promise<true[]> {
    await this.sql.rows(
      `update notification n set outcome = 'sent', gateway_reference = x.reference, reason = null, due_at = null, changed_at = $2
       from jsonb_to_recordset($1::jsonb) as x(id uuid, leg int, reference text)
       where n.id = x.id and n.leg = x.leg and n.outcome = 'queued'`,
      [JSON.stringify(accepted), this.clock.now()],
    )
    return accepted.map(() => true)
  }

  /** Puts a message back: it leaves later, on the same way and under the same id. */
  async putBack({ id, leg }: MessageInHand, until: string, reason: string, attempts: number): Promise<void> {
    await this.sql.rows(
      `update notification set due_at = $3, reason = $4, attempts = $5, changed_at = $6
       where id = $1 and leg = $2 and outcome = 'queued'`,
      [id, leg, until, reason, attempts, this.clock.now()],
    )
  }

  /** Goes on by another way, at once. False when something else became of it meanwhile. */
  async takeWay(
    { id, leg }: Pick<MessageInHand, 'id' | 'leg'>,
    way: NextWay,
    reason: string,
    from: readonly ('queued' | 'sent' | 'failed')[] = ['queued', 'sent'],
  ): Promise<boolean> {
    const told = await this.sql.first<{ claim_id: string | null }>(
      'select claim_id from notification where id = $1',
      [id],
    )
    const { recipient, body } = await this.sealed(told?.claim_id ?? null, way)
    const rows = await this.sql.rows(
      `update notification set outcome = 'queued', leg = leg + 1, channel = $3, fallback = $4, recipient = $5, subject = $6,
         body = $7, template_version = $8, reason = $9, owner_role = null, attempts = 0, due_at = $10, changed_at = $10
       where id = $1 and leg = $2 and outcome = any ($11) returning id`,
      [
        id,
        leg,
        way.channel,
        way.fallback,
        recipient,
        way.subject,
        body,
        way.templateVersion,
        reason,
        this.clock.now(),
        from,
      ],
    )
    return rows.length > 0
  }

  /** No way is left: the message becomes work of the counter. A code that nobody waits for any more does not. */
  async fail({ id, leg }: MessageInHand, reason: string): Promise<void> {
    await this.sql.rows(
      `with failed as (
         update notification set outcome = 'failed', owner_role = '${OWNER}', reason = $3, due_at = null, changed_at = $4
         where id = $1 and leg = $2 and outcome in ('queued', 'sent') returning *)
       ${openTask('failed', 'where not n.secret_text')}`,
      [id, leg, reason, this.clock.now()],
    )
  }

  async suppress({ id, leg }: MessageInHand, reason: string): Promise<void> {
    await this.sql.rows(
      `update notification set outcome = 'suppressed', reason = $3, due_at = null, changed_at = $4
       where id = $1 and leg = $2 and outcome = 'queued'`,
      [id, leg, reason, this.clock.now()],
    )
  }

  /** It arrived, on whichever leg: nothing more is sent, and nobody needs to call. */
  async delivered(
    id: string,
    leg: number,
    channel: ChannelName,
    reason: string | null = null,
  ): Promise<boolean> {
    const rows = await this.sql.rows(
      `with arrived as (
         update notification n set outcome = 'delivered', reason = $4, due_at = null, changed_at = $5
         where n.id = $1 and n.outcome in ('queued', 'sent', 'failed')
           and exists (select from notification_step s where s.notification_id = n.id and s.leg = $2 and s.channel = $3)
         returning n.id),
       closed as (
         update counter_task set done_at = $5, done_by = 'system', note = 'DELIVERED_LATER'
         where notification_id in (select id from arrived) and done_at is null)
       select id from arrived`,
      [id, leg, channel, reason, this.clock.now()],
    )
    return rows.length > 0
  }

  /** The message as it is out on this leg now; undefined when it is not, or no such message is known. */
  async onItsWay(id: string, leg: number, channel: ChannelName): Promise<MessageInHand | undefined> {
    const found = await this.sql.rows<MessageInHand>(
      `select ${IN_HAND} from notification n
       where n.id = $1 and n.leg = $2 and n.channel = $3 and n.outcome in ('queued', 'sent')`,
      [id, leg, channel],
    )
    return (await this.personal.reveal(found, sealedColumns))[0]
  }

  /** Any message, with where it stands. */
  async find(id: string): Promise<(MessageInHand & { outcome: string }) | undefined> {
    const found = await this.sql.rows<MessageInHand & { outcome: string }>(
      `select ${IN_HAND}, n.outcome from notification n where n.id::text = $1`,
      [id],
    )
    return (await this.personal.reveal(found, sealedColumns))[0]
  }

  /** Messages that were taken by a gateway before a moment and never reported. */
  async unreported(channel: ChannelName, before: string, limit: number): Promise<MessageInHand[]> {
    const found = await this.sql.rows<MessageInHand>(
      `select ${IN_HAND} from notification n where n.outcome = 'sent' and n.channel = $1 and n.changed_at < $2
       order by n.changed_at limit $3`,
      [channel, before, limit],
    )
    return this.personal.reveal(found, sealedColumns)
  }
}

/** Whoever is at the counter calls the family, once for each message. */
function openTask(from: string, where: string): string {
  return `insert into counter_task (claim_id, notification_id, kind, reason, owner_role, owner_branch_id, opened_at)
    select n.claim_id, n.id, 'undelivered_message', n.reason, '${OWNER}', n.branch_id, n.changed_at from ${from} n ${where}
    on conflict do nothing`
}
