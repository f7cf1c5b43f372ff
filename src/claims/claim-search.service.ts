/**
 * Finds claims by number, name, NIK or KPJ. Within the own branch it just answers; beyond it, it wants a reason and keeps
 * who searched, by what and why, before anything is shown.
 */
import { Injectable } from '@nestjs/common'
import type { ClaimState, ClaimType } from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput } from '../platform/problem/problems.js'

export type SoughtBy = 'number' | 'nik' | 'kpj' | 'name'

export interface FoundClaim {
  number: string
  type: ClaimType
  state: ClaimState
  participant_name: string | null
  event_date: string | null
  branch_name: string
  own: boolean
}

export interface Searcher {
  staffId: string
  branchId: string
}

export const MOST_FOUND = 50

const conditions: Record<SoughtBy, string> = {
  number: 'c.number = $1',
  nik: 'c.participant_nik_index = $1',
  kpj: 'c.participant_nik_index in (select p.nik_index from membership m join participant p on p.id = m.participant_id where m.kpj = $1)',
  name: `c.id in (select n.claim_id from claim_name n where to_tsvector('simple', n.name) @@ to_tsquery('simple', $1))`,
}

@Injectable()
export class ClaimSearch {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** At most fifty, the newest first. */
  within(text: string, { branchId }: Searcher): Promise<FoundClaim[]> {
    return this.find(text, branchId, branchId)
  }

  /** Over all branches. @throws InvalidInput when no reason is given */
  async everywhere(text: string, reason: string, { staffId, branchId }: Searcher): Promise<FoundClaim[]> {
    if (reason.trim() === '') {
      const detail = 'Tulis alasan mencari di luar kantor cabang Anda.'
      throw new InvalidInput(detail, [{ pointer: '/reason', code: 'REASON_MISSING', detail }])
    }
    const found = await this.find(text, null, branchId)
    const sealed = (await this.personal.ofRegistry()).text('claim_search.reason', reason)
    await this.sql.rows(
      `insert into claim_search (actor_id, branch_id, sought_by, reason, found, at) values ($1, $2, $3, $4, $5, $6)`,
      [staffId, branchId, soughtBy(text), sealed, found.length, this.clock.now()],
    )
    return found
  }

  private async find(text: string, within: string | null, own: string): Promise<FoundClaim[]> {
    const by = soughtBy(text)
    const value = by === 'name' ? prefixesOf(text) : text.trim().toUpperCase().replaceAll(/[\s.]/g, '')
    if (value === '') return []
    return this.sql.rows<FoundClaim>(
      `select c.number, c.type, c.state, c.participant_name, c.event_date, b.name as branch_name, c.branch_id = $3 as own
       from claim c join branch b on b.id = c.branch_id
       where ${conditions[by]} and ($2::uuid is null or c.branch_id = $2)
       order by c.created_at desc, c.id limit ${MOST_FOUND}`,
      [by === 'nik' ? await this.personal.indexOf('nik', value) : value, within, own],
    )
  }
}

/** What a text is by its look: a claim number, 16 digits of a NIK, 11 of a KPJ, else a name. */
export function soughtBy(text: string): SoughtBy {
  const bare = text.replaceAll(/[\s.]/g, '')
  if (/^[A-Za-z]{3}-[A-Za-z]{3}-\d{4}-\d+$/.test(bare)) return 'number'
  if (/^\d{16}$/.test(bare)) return 'nik'
  if (/^\d{11}$/.test(bare)) return 'kpj'
  return 'name'
}

/** Every word of a name as the begin of a word. */
function prefixesOf(text: string): string {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => `${word}:*`).join(' & ')
}
