import { Injectable } from '@nestjs/common'
import type { ClaimState, ClaimType } from '#libs/lifecycle'
import { claimantRoles, type Role } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'
import type { SignedInClaimant } from '../platform/login/claimant-sessions.service.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'
import type { Actor } from './claim-command.port.js'

export type PartyKind = 'heir' | 'representative' | 'employer' | 'facility' | 'officer' | 'contact'

/** One claim as the family that is signed in stands to it. */
export interface OwnClaim {
  id: string
  number: string
  type: ClaimType
  state: ClaimState
  version: number
  round: number
  participant_name: string | null
  created_at: string
  moved_at: string
  /** Who in this claim the family is; null for a draft that has no party yet. */
  party_id: string | null
  party_kind: PartyKind | null
  party_name: string | null
  /** May read its papers and take its steps; null for a draft that has no party yet. */
  party_acts: boolean | null
}

/** Who of several parties with one phone acts: the heir first, then whoever acts for him. */
const ORDER =
  "array_position(array['heir', 'representative', 'employer', 'facility', 'officer', 'contact'], p.kind)"

/** A report that joined another family's claim does not open that claim before the branch has confirmed who reported. */
const IN_SIGHT = 'p.ended_at is null and (p.came_with is null or p.confirmed_at is not null)'

/** From the phone to its claims, never through the claims of everybody. */
const OWN = `select c.id, c.number, c.type, c.state, c.version, c.round, c.participant_name, c.created_at, c.moved_at,
    p.id as party_id, p.kind as party_kind, p.name as party_name, p.acts as party_acts
  from (select claim_id as id from claim_party where phone_index = $1 and kind <> 'officer' union select $2::uuid) own
  join claim c on c.id = own.id left join lateral (
    select p.id, p.kind, p.name, p.acts from claim_party p
    where p.claim_id = c.id and p.kind <> 'officer' and p.phone_index = $1 and ${IN_SIGHT}
    order by p.acts desc, ${ORDER}, p.joined_at, p.id limit 1) p on true
  where (p.id is not null or c.id = $2)`

/** The claims of whoever holds a phone: those in which it is a party's, and the draft opened in this session. */
@Injectable()
export class ClaimsOfClaimant {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  /** The latest first. */
  list({ phoneIndex, claimId }: SignedInClaimant): Promise<OwnClaim[]> {
    return this.sql.rows<OwnClaim>(`${OWN} order by c.moved_at desc, c.number limit 50`, [
      phoneIndex,
      claimId,
    ])
  }

  /**
   * One of them by its number. Somebody else's is answered exactly like one that does not exist.
   * @throws NotFound
   */
  async get(number: string, { phoneIndex, claimId }: SignedInClaimant): Promise<OwnClaim> {
    const found = await this.sql.first<OwnClaim>(`${OWN} and c.number = $3`, [phoneIndex, claimId, number])
    if (!found) throw new NotFound('Klaim ini tidak kami temukan untuk nomor HP Anda. Periksa nomornya.')
    return found
  }

  /**
   * The phone on a claim that ends in these digits; null where there is no such claim, or no such phone on it. Where
   * there is none, some other phone is opened in its place and thrown away: nobody learns from how long it took.
   */
  async phoneOn(number: string, digits: string): Promise<{ claimId: string; phone: string } | null> {
    const rows = await this.sql.rows<{ claim_id: string; phone: string; own: boolean }>(
      `with own as (
         select c.id as claim_id, p.phone, row_number() over (order by ${ORDER}, p.joined_at, p.id) as place
         from claim c join claim_party p on p.claim_id = c.id
         where c.number = $1 and p.kind <> 'officer' and p.phone is not null and ${IN_SIGHT})
       select claim_id, phone, true as own, place from own
       union all
       (select claim_id, phone, false, 1 from claim_party where phone is not null and not exists (select from own)
        order by id limit 1)
       order by place`,
      [number],
    )
    const parties = await this.personal.reveal(rows, { phone: 'claim_party.phone' })
    const found = parties.find(({ phone, own }) => own && phone.endsWith(digits))
    return found ? { claimId: found.claim_id, phone: found.phone } : null
  }
}

/** Sees the whole claim: sums, letters, papers. Others on it, e.g. a contact person or an employer, see how it stands. */
export function seesWhole(claim: OwnClaim): boolean {
  if (claim.party_kind === null) return true
  return claim.party_acts === true && ['heir', 'representative'].includes(claim.party_kind)
}

/** The family as the one who acts on this claim; a representative's acts are recorded as his. @throws NotAllowed */
export function claimantActor(claim: OwnClaim): Actor {
  const role = claimantRoles.find((known): known is Role & typeof known => known === claim.party_kind)
  if (!role || claim.party_id === null || !claim.party_acts)
    throw new NotAllowed('Anda dapat melihat klaim ini. Yang mengurusnya adalah ahli waris atau wakilnya.')
  return { id: `party:${claim.party_id}`, role, branchId: null }
}
