/**
 * A work accident as reporters and staff bring it about, each step through the services that a door would call. Fictional
 * people; the clock is the test's.
 */
import type { IncidentEvent, IncidentInput } from '#libs/lifecycle'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { IncidentCare } from '../../src/incidents/care.service.js'
import { type ClaimOfIncident, IncidentClaims } from '../../src/incidents/incident-claims.service.js'
import { IncidentLifecycle, type IncidentStepTaken } from '../../src/incidents/incident-lifecycle.service.js'
import { IncidentNotices } from '../../src/incidents/incident-notices.service.js'
import type { NoticeDto, PartyDto } from '../../src/incidents/notice.dto.js'
import type { PayeeDto } from '../../src/verification/settle-heirs.dto.js'
import type { Product } from '../support/product.js'
import { until } from '../support/until.js'
import { TestClaim } from './claim.js'
import type { Participant } from './participant.js'

let next = 0
const phone = (): string => `0812 7770 ${String(1000 + ++next)}`

export const employer = (name = 'PT Rotan Paser'): PartyDto => ({ kind: 'employer', name, phone: phone() })
export const hospital = (): PartyDto => ({ kind: 'facility', name: 'RSUD Panglima Sebaya', phone: phone() })

/** Reported by who was hurt, unless said otherwise. */
export async function anIncident(
  product: Product,
  participant: Participant,
  about: Partial<NoticeDto> & Pick<NoticeDto, 'eventDate'>,
): Promise<TestIncident> {
  const dto: NoticeDto = {
    branch: 'PSR',
    eventType: 'work_accident',
    nik: participant.nik,
    participantName: participant.name,
    place: 'Kebun sawit Long Kali',
    chronology: 'Terjatuh dari tangga saat memanen.',
    reporter: { kind: 'participant', name: participant.name, phone: phone() },
    ...about,
  }
  const noticed = await product.get(IncidentNotices).notice(dto, null, `notice-${++next}`)
  return new TestIncident(product, noticed.incidentId, noticed.number, noticed.partyId, participant)
}

export class TestIncident {
  private keys = 0
  readonly reporter: Actor

  constructor(
    readonly product: Product,
    readonly id: string,
    readonly number: string,
    partyId: string,
    readonly participant: Participant,
  ) {
    this.reporter = { id: `incident-party:${partyId}`, role: 'heir', branchId: null }
  }

  get care(): IncidentCare {
    return this.product.get(IncidentCare)
  }

  fire(event: IncidentEvent, actor: Actor, input?: IncidentInput): Promise<IncidentStepTaken> {
    const idempotencyKey = `${this.number}-${++this.keys}`
    return this.product.get(IncidentLifecycle).fire(this.id, event, actor, { idempotencyKey, input })
  }

  async state(): Promise<string | undefined> {
    const row = await this.product.sql.first<{ state: string }>(
      'select state from incident_course where incident_id = $1',
      [this.id],
    )
    return row?.state
  }

  /** Joined as a party, and as an actor. */
  async join(party: PartyDto): Promise<Actor> {
    const id = await this.product.get(IncidentNotices).join(this.id, party)
    const role = party.kind === 'family' || party.kind === 'participant' ? 'heir' : party.kind
    return { id: `incident-party:${id}`, role: role === 'other' ? 'representative' : role, branchId: null }
  }

  /** Reported in time, care guaranteed, and concluded as work-related. */
  async inTreatment(reportedAt: string, by: Actor = this.product.staff.officer): Promise<this> {
    const { verifier } = this.product.staff
    await this.fire('report_stage1', by, { receivedAt: reportedAt })
    await this.fire('guarantee', verifier, { facility: 'RSUD Panglima Sebaya' })
    await this.fire('conclude', verifier, { reference: 'SIM-001/2024' })
    return this
  }

  /** A claim of this incident, lodged, with every paper given and looked at by the machines. */
  async claim(wanted: ClaimOfIncident, payee: Partial<PayeeDto> = {}): Promise<TestClaim> {
    const { officer } = this.product.staff
    const { claimId, number } = await this.product.get(IncidentClaims).open(this.id, wanted, officer)
    const party = await this.product.sql.first<{ id: string; name: string }>(
      'select id, name from claim_party where claim_id = $1',
      [claimId],
    )
    const name = party?.name ?? ''
    const claim = new TestClaim(this.product, claimId, number, party?.id ?? '', this.participant, {
      name,
      relation: 'participant',
      bankCode: '002',
      accountNumber: `40120366${String(++next).padStart(6, '0')}`,
      accountHolder: name.toUpperCase(),
      ...payee,
    })
    await until(async () => (await claim.state()) === 'in_verification', `${number} to be checked`)
    await claim.handIn()
    await claim.checked()
    return claim
  }

  /** Verified, approved by another, released by a third, settled by the bank. */
  async paid(claim: TestClaim): Promise<void> {
    await claim.verify()
    await claim.propose()
    await claim.fire('approve', this.product.staff.seniorApprover)
    await claim.release()
    await claim.settled()
  }
}
