import { Injectable } from '@nestjs/common'
import type { ClaimType } from '#libs/lifecycle'
import { addYears, parseLocalDate } from '#libs/local-date'
import { Coverage } from '../membership/coverage.service.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { NotFound } from '../platform/problem/problems.js'
import type { CreateClaimDto } from './claim-answers.dto.js'

/** What a claim must know before it is lodged: until when it may be, whether the participant was covered, which incident it is. */
@Injectable()
export class ClaimPreparation {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly coverage: Coverage,
    private readonly law: LawInForce,
  ) {}

  /** The last day for a first application, by the law of the event date; null before the first rule set. */
  expiresOn(dto: Pick<CreateClaimDto, 'type' | 'answers'>): string | null {
    const eventDate = parseLocalDate(dto.answers.event.eventDate)
    const years = this.law.book.findInteger(`${programOf(dto.type)}.expiry_years`, eventDate)
    return years ? addYears(eventDate, years.value) : null
  }

  /** Reads the coverage once, and ties the claim to its incident, whoever reported that first. */
  async beforeSubmission(claimId: string): Promise<void> {
    const claim = await this.sql.first<{
      state: string
      type: ClaimType
      nik: string | null
      event_date: string
    }>('select state, type, participant_nik as nik, event_date from claim where id = $1', [claimId])
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
    // A card that nobody has is lodged like any other: who it was is for the branch to find out.
    if (claim.state !== 'draft' || claim.nik === null) return
    const coverage = await this.coverage.snapshot(claim.nik, claim.event_date)
    const kind = incidentKind(claim.type)
    await this.sql.rows(
      `insert into incident (kind, participant_nik, event_date, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
      [kind, claim.nik, claim.event_date, this.clock.now()],
    )
    // A second statement, because only it is sure to see an incident that somebody else reported in the same moment.
    await this.sql.rows(
      `update claim set coverage = $2::jsonb, incident_id = (select i.id from incident i
         where i.participant_nik = $3 and i.kind = $4 and (i.kind = 'death' or i.event_date = $5))
       where id = $1 and state = 'draft'`,
      [claimId, JSON.stringify(coverage), claim.nik, kind, claim.event_date],
    )
  }
}

function programOf(type: ClaimType): 'jkm' | 'jkk' {
  return type === 'jkm_death' ? 'jkm' : 'jkk'
}

function incidentKind(type: ClaimType): 'death' | 'accident' {
  return type === 'jkm_death' || type === 'jkk_death' ? 'death' : 'accident'
}
