import { Injectable } from '@nestjs/common'
import type { ChecklistItem, DefectCode, Necessity } from '#libs/checklist'
import type { DocumentItemState } from '#libs/lifecycle'
import type { Actor } from '../claims/planned-transition.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound, UpstreamUnavailable } from '../platform/problem/problems.js'
import { ChecklistService } from './checklist.service.js'
import type { CheckKind, CheckOutcome } from './checks/document-check.js'
import { readClaim } from './claim-access.js'
import { DocumentWords } from './document-words.js'
import { DocumentVault } from './storage/document-vault.js'

export interface FileOfItem {
  id: string
  name: string
  mediaType: string
  size: number
  receivedAt: string
  checks: { kind: CheckKind; outcome: CheckOutcome; detail: Record<string, unknown> }[]
}

/** One document of a claim with its words, its state and its present files. */
export interface DocumentOfClaim extends ChecklistItem {
  state: DocumentItemState
  stateInWords: string
  defect: { code: DefectCode; words: string; cure: string } | null
  acceptedAlternative: string | null
  originalSeen: boolean
  note: string | null
  files: FileOfItem[]
}

export interface OpenedFile {
  name: string
  mediaType: string
  content: Buffer
}

interface StoredItem {
  code: string
  necessity: Necessity
  state: DocumentItemState
  defect_code: DefectCode | null
  alternative: string | null
  note: string | null
  original_seen: boolean
  files: FileOfItem[]
}

interface StoredFile {
  claim_id: string
  name: string
  media_type: string
  sha256: Buffer
  storage_key: string
}

/** The documents of one claim, for whoever may see them. */
@Injectable()
export class DocumentsOfClaim {
  constructor(
    private readonly sql: Sql,
    private readonly words: DocumentWords,
    private readonly checklist: ChecklistService,
    private readonly vault: DocumentVault,
  ) {}

  /** @throws NotFound, NotAllowed */
  async list(claimId: string, actor: Actor): Promise<DocumentOfClaim[]> {
    await readClaim(this.sql, this.words, claimId, actor)
    await this.checklist.refresh(claimId)
    const stored = new Map((await this.storedItems(claimId)).map((item) => [item.code, item]))
    return (await this.checklist.itemsFor(claimId)).flatMap((item) => {
      const row = stored.get(item.code)
      return row && row.necessity !== 'not_needed' ? this.describe(item, row) : []
    })
  }

  /** The content of one file as it was received. @throws NotFound, NotAllowed, UpstreamUnavailable */
  async open(fileId: string, actor: Actor): Promise<OpenedFile> {
    const file = await this.sql.first<StoredFile>(
      'select claim_id, name, media_type, sha256, storage_key from document_file where id = $1',
      [fileId],
    )
    if (!file) throw new NotFound(this.words.problems.not_found)
    await readClaim(this.sql, this.words, file.claim_id, actor)
    const content = await this.vault.open(file.claim_id, file.storage_key, file.sha256)
    if (!content) throw new UpstreamUnavailable(this.words.problems.storage_unavailable)
    return { name: file.name, mediaType: file.media_type, content }
  }

  private storedItems(claimId: string): Promise<StoredItem[]> {
    return this.sql.rows<StoredItem>(
      `select i.code, i.necessity, i.state, i.defect_code, i.alternative, i.note, i.original_seen_by is not null as original_seen,
         coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size,
             'receivedAt', to_char(f.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'checks', (select jsonb_agg(jsonb_build_object('kind', k.kind, 'outcome', k.outcome, 'detail', k.detail) order by k.kind)
               from document_check k where k.file_id = f.id)) order by f.received_at, f.id)
           from document_file f where f.item_id = i.id and f.superseded_at is null), '[]') as files
       from document_item i where i.claim_id = $1`,
      [claimId],
    )
  }

  private describe(item: ChecklistItem, row: StoredItem): DocumentOfClaim {
    const defect = row.defect_code && { code: row.defect_code, ...this.words.defect(row.defect_code) }
    return {
      ...item,
      necessity: row.necessity,
      state: row.state,
      stateInWords: this.words.states[row.state],
      defect,
      acceptedAlternative: row.alternative,
      originalSeen: row.original_seen,
      note: row.note,
      files: row.files,
    }
  }
}
