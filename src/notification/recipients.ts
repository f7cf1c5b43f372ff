/** Whom a message is for and how to reach them: the only place of this stage that reads phone numbers and addresses. */
import { Injectable } from '@nestjs/common'
import { type Placed, SharedStatement } from '../platform/database/shared-statement.js'
import { Sql } from '../platform/database/sql.js'
import { type Identity, PersonalData } from '../platform/personal-data/personal-data.service.js'
import type { ChannelName } from './channels/channel.port.js'
import { MessageChannels } from './channels/message-channels.js'
import { MessagePolicy } from './message-policy.js'
import { toMobileNumber } from './phone-number.js'
import type { BranchZone } from './quiet-hours.js'

export const recipientKinds = [
  'party',
  'participant',
  'sponsor',
  'branch',
  'address',
  'incident_party',
] as const
export type RecipientKind = (typeof recipientKinds)[number]

export interface Contact {
  phone: string | null
  email: string | null
}

export interface Way {
  channel: ChannelName
  to: string
}

/** The ways to a recipient, the first to be tried first; or why there is none. */
export interface Route {
  ways: readonly Way[]
  missing: 'NO_CONTACT' | 'BAD_NUMBER' | null
}

export interface PartyContact extends Contact {
  partyId: string
  /** His own claim number, where he joined with a report and is told of no other. */
  knownAs: string | null
}

/** A phone lies sealed in one of three places. */
interface FoundContact extends Contact {
  identity: Identity | null
  reported: string | null
}

interface PartyRow {
  id: string
  phone: string | null
  known_as: string | null
}

@Injectable()
export class Recipients {
  private readonly parties = new SharedStatement<string, PartyRow>((claimIds) => this.readParties(claimIds))

  constructor(
    private readonly sql: Sql,
    private readonly channels: MessageChannels,
    private readonly policy: MessagePolicy,
    private readonly personal: PersonalData,
  ) {}

  async partiesOf(claimId: string): Promise<PartyContact[]> {
    const rows = await this.parties.all(claimId)
    const parties = await this.personal.reveal(rows, { phone: 'claim_party.phone' })
    return parties.map(({ id, phone, known_as: knownAs }) => ({ partyId: id, phone, email: null, knownAs }))
  }

  private readParties(claimIds: readonly string[]): Promise<(PartyRow & Placed)[]> {
    return this.sql.rows(
      `select x.place::int, p.id, p.phone, own.number as known_as
       from unnest($1::uuid[]) with ordinality as x(claim_id, place) join claim_party p using (claim_id)
       left join claim own on own.id = p.came_with and p.confirmed_at is null
       where p.ended_at is null order by p.joined_at, p.id`,
      [claimIds],
    )
  }

  /** How to reach somebody today: a number that was corrected is the one that counts. */
  async contactOf(kind: Exclude<RecipientKind, 'address'>, id: string): Promise<Contact> {
    const found = await this.sql.rows<FoundContact>(sources[kind], [id])
    const [contact] = await this.personal.reveal(found, {
      phone: 'claim_party.phone',
      identity: 'participant.identity',
      reported: 'incident_party.phone',
    })
    const phone = contact?.identity?.[1] ?? contact?.reported ?? contact?.phone ?? null
    return { phone, email: contact?.email ?? null }
  }

  /** Whose counter follows up what a claim's family did not get. */
  async officeOfClaim(claimId: string): Promise<string | null> {
    const row = await this.sql.first<{ branch_id: string }>('select branch_id from claim where id = $1', [
      claimId,
    ])
    return row?.branch_id ?? null
  }

  async officeOf(branchId: string | null): Promise<{ id: string; zone: BranchZone } | undefined> {
    return this.sql.first('select id, zone from branch where id::text = $1', [branchId])
  }

  route({ phone, email }: Contact): Route {
    const mobile = phone === null ? null : toMobileNumber(phone)
    const ways = this.policy.rules.channel_order.flatMap((channel) => {
      const to = channel === 'email' ? email : mobile
      return to !== null && this.channels.has(channel) ? [{ channel, to }] : []
    })
    const missing = phone !== null && mobile === null ? 'BAD_NUMBER' : 'NO_CONTACT'
    return { ways, missing: ways.length > 0 ? null : missing }
  }
}

const sources: Record<Exclude<RecipientKind, 'address'>, string> = {
  party: contactFrom('claim_party', { phone: 'phone' }),
  participant: contactFrom('participant', { identity: 'identity' }),
  sponsor: contactFrom('sponsor', { email: 'notice_email' }, 'code'),
  branch: contactFrom('branch', { email: 'notice_email' }),
  incident_party: contactFrom('incident_party', { reported: 'phone' }),
}

function contactFrom(
  table: string,
  {
    phone = 'null',
    email = 'null',
    identity = 'null',
    reported = 'null',
  }: Partial<Record<keyof FoundContact, string>>,
  key = 'id',
): string {
  return `select ${phone} as phone, ${email} as email, ${identity} as identity, ${reported} as reported from ${table} where ${key}::text = $1`
}
