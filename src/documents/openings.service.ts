import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

/** Somebody looks at a file, at a page of it, or at a value that is masked for everyone. */
export interface Opening {
  claimId: string
  fileId?: string
  page?: number
  /** Name of the value that was unmasked, e.g. `participant_nik`. */
  field?: string
  /** Why, as a code or in the person's own words, sealed; never empty. */
  reason: string
}

/** Nobody writes words so. */
const CODE = /^[a-z]+(_[a-z]+)+$/

export interface OpeningOnRecord {
  fileId: string | null
  page: number | null
  field: string | null
  actorId: string
  actorRole: string
  reason: string
  at: string
}

/** Written before anything is shown: what could not be recorded is not shown. */
export async function recordOpening(
  sql: SqlRunner,
  opening: Opening,
  { id, role }: Actor,
  at: string,
): Promise<void> {
  const { claimId, fileId = null, page = null, field = null, reason } = opening
  await sql.rows(
    `insert into document_opening (claim_id, file_id, page, field, actor_id, actor_role, reason, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [claimId, fileId, page, field, id, role, reason, at],
  )
}

/** The record of who looked at what. It only grows; not even an administrator of the application can take a row away. */
@Injectable()
export class Openings {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** To be called before a masked value is shown whole. */
  async unmask(claimId: string, field: string, reason: string, actor: Actor): Promise<void> {
    const kept = CODE.test(reason) ? reason : await this.sealed(claimId, reason)
    await recordOpening(this.sql, { claimId, field, reason: kept }, actor, this.clock.now())
  }

  /** Every opening of a claim's papers and values, the latest first. */
  async of(claimId: string): Promise<OpeningOnRecord[]> {
    const found = await this.sql.rows<OpeningOnRecord & { words: string | null }>(
      `select file_id as "fileId", page, field, actor_id as "actorId", actor_role as "actorRole", reason, at,
         case when is_sealed(reason) then reason end as words
       from document_opening where claim_id = $1 order by at desc, id`,
      [claimId],
    )
    const clear = await this.personal.reveal(found, { words: 'document_opening.reason' })
    return clear.map(({ words, ...opening }) => ({ ...opening, reason: words ?? opening.reason }))
  }

  private async sealed(claimId: string, words: string): Promise<string> {
    return (await this.personal.ofClaim(claimId)).text('document_opening.reason', words)
  }
}
