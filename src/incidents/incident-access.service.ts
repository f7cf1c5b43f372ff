/**
 * The door of everybody outside to one incident, of employer, facility and family: a code that the branch hands over, of
 * which only the digest is kept. It opens that incident alone, and nothing that others have written about it.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { IncidentState } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'
import { roleOfParty } from './incident-notices.service.js'
import { IncidentRules } from './incident-rules.js'
import type { PartyKind } from './notice.dto.js'

const SECRET_BYTES = 24
const HOURS_A_DAY = 24
const SECRET = /^[\w-]{32}$/

/** An incident as the holder of a secret sees it. */
export interface IncidentAtDoor {
  incidentId: string
  number: string
  state: IncidentState
  seq: number
  zone: string
  participantName: string
  eventDate: string
  branchName: string
  branchPhone: string
  party: { name: string; kind: PartyKind }
  actor: Actor
}

@Injectable()
export class IncidentAccess {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: IncidentRules,
  ) {}

  /** A new secret, for some time; an older one of this party opens nothing any more. @throws NotFound, NotAllowed */
  async give(incidentId: string, partyId: string, by: Actor): Promise<{ secret: string; name: string }> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    const until = addHours(parseInstant(this.clock.now()), this.rules.codeValidDays * HOURS_A_DAY)
    const name = await this.put(incidentId, partyId, by, [digestOf(secret), formatInstant(until)])
    return { secret, name }
  }

  /** Shuts the door for a party, e.g. when a code was lost or a person has left. @throws NotFound, NotAllowed */
  async withdraw(incidentId: string, partyId: string, by: Actor): Promise<void> {
    await this.put(incidentId, partyId, by, [null, null])
  }

  private async put(
    incidentId: string,
    partyId: string,
    by: Actor,
    token: readonly [digest: Buffer | null, until: string | null],
  ): Promise<string> {
    if (by.role !== 'officer' && by.role !== 'verifier')
      throw new NotAllowed('Hanya petugas kantor cabang yang memberi akses.')
    const [party] = await this.sql.rows<{ name: string }>(
      `update incident_party set token_digest = $3, token_expires_at = $4 where id::text = $2 and incident_id = $1 returning name`,
      [incidentId, partyId, ...token],
    )
    if (!party) throw new NotFound('Pihak ini tidak ditemukan pada kejadian ini.')
    return party.name
  }

  /** @throws NotFound alike for a secret that is wrong, old or no secret at all */
  async open(secret: string): Promise<IncidentAtDoor> {
    const [found] = SECRET.test(secret)
      ? await this.sql.rows<
          Omit<IncidentAtDoor, 'party' | 'actor'> & { partyId: string; name: string; kind: PartyKind }
        >(
          `select k.incident_id as "incidentId", k.number, k.state, k.seq, b.zone, k.participant_name as "participantName",
             i.event_date as "eventDate", b.name as "branchName", b.phone as "branchPhone", p.id as "partyId", p.name, p.kind
           from incident_party p join incident_course k on k.incident_id = p.incident_id
           join incident i on i.id = k.incident_id join branch b on b.id = k.branch_id
           where p.token_digest = $1 and p.token_expires_at > $2`,
          [digestOf(secret), this.clock.now()],
        )
      : []
    if (!found) throw new NotFound('Alamat ini tidak berlaku. Mintalah yang baru kepada kantor cabang.')
    const { partyId, name, kind, ...incident } = found
    const actor: Actor = { id: `incident-party:${partyId}`, role: roleOfParty[kind], branchId: null }
    return { ...incident, party: { name, kind }, actor }
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
