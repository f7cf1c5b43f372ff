/**
 * Tells people what has happened: everybody on a claim, or somebody who has no claim. Each person gets one message an
 * event; each message is a row that ends delivered, failed with an owner, or suppressed with a reason.
 */
import { Injectable } from '@nestjs/common'
import { formatDateId, isLocalDate } from '#libs/local-date'
import { PermanentFailure } from '../platform/outbox/inbox.service.js'
import type { ChannelName } from './channels/channel.port.js'
import { ClaimValuesReader, type GivenValues } from './claim-values.js'
import { MessageRows, type NewMessage } from './message-rows.js'
import { MessageSender } from './message-sender.js'
import type { BranchZone } from './quiet-hours.js'
import { type Contact, type RecipientKind, Recipients } from './recipients.js'
import { MissingValue } from './templates/message-template.js'
import { type Fill, NotificationTemplates, type Rendered } from './templates/notification-templates.js'

/** Somebody who is told without a claim: by what the registry knows of them. */
export interface NamedRecipient {
  kind: 'participant' | 'sponsor' | 'branch' | 'incident_party'
  /** `participant.id`, `sponsor.code`, `branch.id` or `incident_party.id` */
  id: string
  /** Whose hours count, and whose counter calls when nothing arrives. */
  branchId?: string | null
}

/** What a message is about, and for which reason it is sent. */
export interface Occasion {
  /** The same for the same reason; the same recipient is never told twice of it. */
  key: string
  template: string
  outboxId?: string
  clockId?: string
}

interface Addressee extends Contact {
  kind: RecipientKind
  id: string | null
  partyId: string | null
  /** Instead of the claim's. */
  number?: string
}

@Injectable()
export class NotificationService {
  constructor(
    private readonly templates: NotificationTemplates,
    private readonly recipients: Recipients,
    private readonly values: ClaimValuesReader,
    private readonly rows: MessageRows,
    private readonly sender: MessageSender,
  ) {}

  /** Everybody on a claim, or only these of them. @throws PermanentFailure when the claim lacks what the words need */
  async tellClaim(
    claimId: string,
    occasion: Occasion,
    given: GivenValues = {},
    only?: readonly string[],
  ): Promise<void> {
    const values = await this.values.read(claimId, occasion.template, given)
    const onClaim = await this.recipients.partiesOf(claimId)
    const parties = only ? onClaim.filter(({ partyId }) => only.includes(partyId)) : onClaim
    const nobody: Addressee = { kind: 'party', id: null, partyId: null, phone: null, email: null }
    const addressees = parties.map(({ partyId, knownAs, ...contact }): Addressee => {
      return { kind: 'party', id: partyId, partyId, ...contact, ...(knownAs ? { number: knownAs } : {}) }
    })
    const about: About = { claimId, branchId: values.branchId, zone: values.zone, fill: values.fill }
    await this.tellEach(addressees.length > 0 ? addressees : [nobody], occasion, about)
  }

  /** Somebody who is told without a claim: a participant, a sponsor, an office. A `date` is a calendar date. */
  async tell(recipient: NamedRecipient, occasion: Occasion, given: Fill): Promise<void> {
    const { kind, id } = recipient
    const office = await this.recipients.officeOf(recipient.branchId ?? (kind === 'branch' ? id : null))
    const contact = await this.recipients.contactOf(kind, id)
    const about: About = {
      claimId: null,
      branchId: office?.id ?? null,
      zone: office?.zone ?? null,
      fill: spoken(given),
    }
    await this.tellEach([{ kind, id, partyId: null, ...contact }], occasion, about)
  }

  private async tellEach(addressees: Addressee[], occasion: Occasion, about: About): Promise<void> {
    const messages = addressees.map((addressee) => this.compose(addressee, occasion, about))
    for (const message of await this.rows.write(messages)) await this.sender.send(message)
  }

  private compose(addressee: Addressee, occasion: Occasion, about: About): NewMessage {
    const route = this.recipients.route(addressee)
    const [way] = route.ways
    const { template } = occasion
    const fill = addressee.number ? { ...about.fill, number: addressee.number } : about.fill
    const { subject, text } = this.render(template, way?.channel ?? 'sms', fill)
    return {
      onceKey: `${occasion.key}:${addressee.id ?? '-'}`,
      outboxId: occasion.outboxId ?? null,
      clockId: occasion.clockId ?? null,
      claimId: about.claimId,
      branchId: about.branchId,
      partyId: addressee.partyId,
      recipientKind: addressee.kind,
      recipientId: addressee.id,
      template,
      templateVersion: this.templates.get(template).version,
      fill,
      channel: way?.channel ?? 'none',
      fallback: route.ways.slice(1).map(({ channel }) => channel),
      recipient: way?.to ?? addressee.phone,
      subject,
      body: text,
      secretText: false,
      outcome: outcomeAtFirst[route.missing ?? 'none'],
      reason: route.missing,
      leavesAt: this.sender.leavesAt(about.zone),
    }
  }

  private render(template: string, channel: ChannelName, fill: Fill): Rendered {
    try {
      return this.templates.render(template, channel, fill)
    } catch (error) {
      // Trying again would not fill the gap; an officer is told instead.
      if (error instanceof MissingValue) throw new PermanentFailure(`${template}: ${error.message}`)
      throw error
    }
  }
}

/** Somebody who gave no number is told by other means; a number that cannot be right is mended by the counter. */
const outcomeAtFirst = { none: 'queued', NO_CONTACT: 'suppressed', BAD_NUMBER: 'failed' } as const

/** What a message is about, the same for all who are told. */
interface About {
  claimId: string | null
  branchId: string | null
  zone: BranchZone | null
  fill: Fill
}

function spoken({ date, ...rest }: Fill): Fill {
  return { ...rest, ...(isLocalDate(date) ? { date: formatDateId(date) } : {}) }
}
