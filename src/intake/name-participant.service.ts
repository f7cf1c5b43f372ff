/**
 * A family may have lodged its claim with a card number that nobody has. Here a verifier says who the participant was,
 * after comparing the registry with the papers; coverage is then read and the calculation drafted as for any claim.
 */
import { Injectable } from '@nestjs/common'
import { parseLocalDate } from '#libs/local-date'
import { parseKpj, parseNik } from '#libs/nik'
import type { Actor } from '../claims/claim-command.port.js'
import { Coverage } from '../membership/coverage.service.js'
import { ParticipantOfCard } from '../membership/participant-of-card.query.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner, violatedUnique } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'

/** Somebody whom the registry knows by this number; without a name, a number that no participant has. */
export interface PersonOfNumber {
  nik: string
  nikIndex: Buffer
  name: string | null
  birthDate: string | null
}

interface ClaimToName {
  state: string
  round: number
  branch_id: string
  event_date: string
  kind: 'death' | 'accident'
  named: boolean
  duties: string[]
}

/** Lets one death have one live claim. */
const ONE_LIVE_DEATH = 'claim_one_live_death'

@Injectable()
export class NameParticipant {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly coverage: Coverage,
    private readonly cards: ParticipantOfCard,
    private readonly personal: PersonalData,
    private readonly nudge: OutboxNudge,
  ) {}

  /** Who has a NIK or a card number. A NIK that the registry does not know may still be a person's. @throws InvalidInput */
  async look(number: string): Promise<PersonOfNumber> {
    const typed = number.replace(/\D/g, '')
    const card = parseKpj(typed)
    const read = parseNik(typed, parseLocalDate(this.clock.now().slice(0, 10)))
    if (!card.ok && !read.ok) throw refused('Tulis NIK 16 angka atau nomor kartu peserta 11 angka.')
    const holder = card.ok ? await this.cards.find(card.kpj) : await this.ofNik(typed)
    if (!holder) throw refused('Nomor kartu ini tidak ada di data kepesertaan. Periksa angkanya.')
    const known = await this.sql.first<{ name: string; birthDate: string }>(
      'select name, birth_date as "birthDate" from participant where nik_index = $1',
      [holder.nikIndex],
    )
    return { ...holder, name: known?.name ?? null, birthDate: known?.birthDate ?? null }
  }

  /** Ties the claim to this person and to the incident; done once. @throws InvalidInput, NotAllowed, TransitionRefused */
  async name(claimId: string, person: PersonOfNumber, actor: Actor): Promise<void> {
    if (actor.role !== 'verifier') throw new NotAllowed('Hanya verifikator yang menetapkan peserta.')
    try {
      await this.sql.transaction((sql) => this.write(sql, claimId, person, actor))
    } catch (error) {
      if (violatedUnique(error) !== ONE_LIVE_DEATH) throw error
      throw refused('Peserta ini sudah punya klaim lain yang berjalan. Gabungkan klaim ini ke sana.')
    }
    this.nudge.afterCommit()
  }

  private async ofNik(nik: string): Promise<{ nik: string; nikIndex: Buffer }> {
    return { nik, nikIndex: await this.personal.indexOf('nik', nik) }
  }

  private async write(sql: SqlRunner, claimId: string, person: PersonOfNumber, actor: Actor): Promise<void> {
    const claim = await lock(sql, claimId, actor)
    const now = this.clock.now()
    const coverage = await this.coverage.snapshotOf(person.nikIndex, claim.event_date)
    const seals = await this.personal.ofClaim(claimId, sql)
    await sql.rows(
      `insert into incident (kind, participant_nik_index, event_date, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
      [claim.kind, person.nikIndex, claim.event_date, now],
    )
    await sql.rows(
      `update claim set participant_nik = $2, participant_nik_index = $3, coverage = $4::jsonb,
         participant_name = coalesce($5, participant_name), facts_version = facts_version + 1,
         incident_id = (select i.id from incident i where i.participant_nik_index = $3 and i.kind = $6
           and (i.kind = 'death' or i.event_date = $7))
       where id = $1`,
      [
        claimId,
        seals.text('claim.participant_nik', person.nik),
        person.nikIndex,
        JSON.stringify(coverage),
        person.name,
        claim.kind,
        claim.event_date,
      ],
    )
    await sql.rows(
      `insert into claim_duty (claim_id, round, actor_id, duty, act, at) values ($1, $2, $3, 'verify', 'name_participant', $4)`,
      [claimId, claim.round, actor.id, now],
    )
    await sql.rows("insert into outbox (topic, claim_id, occurred_at) values ('assessment.draft', $1, $2)", [
      claimId,
      now,
    ])
  }
}

async function lock(sql: SqlRunner, claimId: string, actor: Actor): Promise<ClaimToName> {
  const [claim] = await sql.rows<ClaimToName>(
    `select state, round, branch_id, event_date, participant_nik_index is not null as named,
       case when type in ('jkm_death', 'jkk_death') then 'death'
         when answers #>> '{event,type}' = 'occupational_disease' then 'disease' else 'accident' end as kind,
       duties_of(id, round, $2) as duties
     from claim where id = $1 for update`,
    [claimId, actor.id],
  )
  if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
  if (claim.branch_id !== actor.branchId) throw new NotAllowed('Klaim ini milik kantor cabang lain.')
  const other = claim.duties.find((duty) => duty !== 'verify')
  if (other) {
    const refusal = { code: 'DUTY_ALREADY_HELD' as const, params: { duty: other } }
    throw new TransitionRefused('name_participant', 'not-yet', [refusal], [])
  }
  if (claim.named) throw refused('Peserta klaim ini sudah ditetapkan. Muat ulang halamannya.')
  if (claim.state !== 'in_verification')
    throw new TransitionRefused('name_participant', 'no-such-step', [], [])
  return claim
}

function refused(detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer: '/nomor', code: 'PARTICIPANT_NOT_NAMED', detail }])
}
