/** What a verifier sees and decides of the papers of one school year; the same states and the same history as of any paper. */
import { Injectable } from '@nestjs/common'
import { type DefectCode, defectCodes } from '#libs/checklist'
import type { DocumentItemState } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'
import { ChecklistService } from './checklist.service.js'
import { lockClaim } from './claim-access.js'
import { DocumentWords } from './document-words.js'
import { type ItemRow, moveItem } from './item-moves.js'

export interface PaperOfYear {
  id: string
  code: string
  name: string
  state: DocumentItemState
  stateInWords: string
  defect: string | null
  files: { id: string; pages: number[] }[]
}

@Injectable()
export class YearPapers {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: DocumentWords,
    private readonly checklist: ChecklistService,
  ) {}

  async of(yearId: string): Promise<PaperOfYear[]> {
    const rows = await this.sql.rows<{
      id: string
      code: string
      state: DocumentItemState
      defect_code: DefectCode | null
      files: PaperOfYear['files']
    }>(
      `select i.id, i.code, i.state, i.defect_code, coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'pages',
           coalesce((select jsonb_agg(p.page order by p.page) from document_preview p where p.file_id = f.id), '[]')) order by f.received_at, f.id)
         from document_file f where f.item_id = i.id and f.superseded_at is null), '[]') as files
       from document_item i where i.scholarship_year_id = $1 order by i.created_at, i.code`,
      [yearId],
    )
    return rows.map(({ id, code, state, defect_code, files }) => ({
      id,
      code,
      name: this.checklist.nameOf(code),
      state,
      stateInWords: this.words.states[state],
      defect: defect_code && this.words.defect(defect_code).words,
      files,
    }))
  }

  /** Accepts a paper, or says what is wrong with it. @throws InvalidInput, NotAllowed, NotFound */
  async decide(yearId: string, code: string, defect: string | null, actor: Actor): Promise<void> {
    const found = await this.sql.first<{ claim_id: string }>(
      'select claim_id from document_item where scholarship_year_id = $1 and code = $2',
      [yearId, code],
    )
    if (!found) throw new NotFound('Berkas ini belum diberikan untuk tahun ajaran itu.')
    const defectCode = defect === null ? null : this.knownDefect(defect)
    await this.sql.transaction(async (sql) => {
      await lockClaim(sql, this.words, found.claim_id, actor)
      const [item] = await sql.rows<ItemRow>(
        'select id, claim_id, code, state from document_item where scholarship_year_id = $1 and code = $2',
        [yearId, code],
      )
      if (!item) throw new NotFound('Berkas ini belum diberikan untuk tahun ajaran itu.')
      const at = this.clock.now()
      const set = { defect_code: defectCode, looked_at: at, looked_at_by: actor.id }
      const input = defectCode === null ? {} : { defectCode }
      await moveItem(sql, this.words, item, {
        event: defectCode === null ? 'accept' : 'find_defect',
        actor,
        at,
        input,
        set,
      })
    })
  }

  private knownDefect(code: string): DefectCode {
    const found = defectCodes.find((known) => known === code)
    if (!found) throw this.words.refusal('/defectCode', 'UNKNOWN_DEFECT', { code })
    return found
  }
}
