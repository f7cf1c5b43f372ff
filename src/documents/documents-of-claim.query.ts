import type { ChecklistItem, DefectCode, Necessity } from '#libs/checklist'
import type { DocumentItemState } from '#libs/lifecycle'
import type { SqlRunner } from '../platform/database/sql.js'
import type { PersonalData } from '../platform/personal-data/personal-data.service.js'
import type { CheckKind, CheckOutcome } from './checks/document-check.js'
import type { DocumentWords } from './document-words.js'

export interface CheckOfFile {
  kind: CheckKind
  outcome: CheckOutcome
  detail: Record<string, unknown>
  kindInWords: string
  outcomeInWords: string
}

export interface FileOfItem {
  id: string
  name: string
  mediaType: string
  size: number
  receivedAt: string
  /** What machines found. Staff see it all; a family sees the state of its document, not what was compared with whom. */
  checks: CheckOfFile[]
  /** Numbers of the pages of which there is a picture. */
  pages: number[]
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

/** How a document stands for which nothing came yet. */
export const NOTHING_GIVEN: Omit<StoredItem, 'code'> = {
  necessity: 'required',
  state: 'required',
  defect_code: null,
  alternative: null,
  note: null,
  original_seen: false,
  files: [],
}

export interface OpenedFile {
  name: string
  mediaType: string
  content: Buffer
}

export interface StoredItem {
  code: string
  necessity: Necessity
  state: DocumentItemState
  defect_code: DefectCode | null
  alternative: string | null
  note: string | null
  original_seen: boolean
  files: FileOfItem[]
}

export interface StoredFile {
  claim_id: string
  name: string
  media_type: string
  storage_key: string
  dangerous: boolean
}

/** What is kept of each document of a claim, or of one school year of a scholarship that it earned, by its code. */
export async function storedItems(
  sql: SqlRunner,
  personal: PersonalData,
  claimId: string,
  yearId: string | null = null,
): Promise<Map<string, StoredItem>> {
  const rows = await sql.rows<StoredItem>(
    `select i.code, i.necessity, i.state, i.defect_code, i.alternative, i.note, i.original_seen_by is not null as original_seen,
       coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size,
           'receivedAt', to_char(f.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'checks', (select jsonb_agg(jsonb_build_object('kind', k.kind, 'outcome', k.outcome, 'detail', k.detail) order by k.kind)
             from document_check k where k.file_id = f.id),
           'pages', coalesce((select jsonb_agg(p.page order by p.page) from document_preview p where p.file_id = f.id), '[]')) order by f.received_at, f.id)
         from document_file f where f.item_id = i.id and f.superseded_at is null), '[]') as files
     from document_item i where i.claim_id = $1 and i.scholarship_year_id is not distinct from $2::uuid`,
    [claimId, yearId],
  )
  const items = await personal.reveal(rows, { note: 'document_item.note' })
  const files = await personal.reveal(
    items.flatMap((item) => item.files),
    { name: 'document_file.name' },
  )
  const clear = new Map(files.map((file) => [file.id, file]))
  return new Map(
    items.map((item) => [
      item.code,
      { ...item, files: item.files.map((file) => clear.get(file.id) ?? file) },
    ]),
  )
}

/** A file, or the picture of one of its pages in the form of a file. */
export async function storedFile(
  sql: SqlRunner,
  personal: PersonalData,
  fileId: string,
  page?: number,
): Promise<StoredFile | undefined> {
  const found =
    page === undefined
      ? await sql.rows<StoredFile>(
          `select f.claim_id, f.name, f.media_type, f.storage_key,
             exists (select from document_check k where k.file_id = f.id and k.kind = 'virus' and k.outcome = 'fail') as dangerous
           from document_file f where f.id = $1`,
          [fileId],
        )
      : await sql.rows<StoredFile>(
          `select f.claim_id, f.name, p.media_type, p.storage_key, false as dangerous
           from document_preview p join document_file f on f.id = p.file_id where p.file_id = $1 and p.page = $2`,
          [fileId, page],
        )
  return (await personal.reveal(found, { name: 'document_file.name' }))[0]
}

export function inWords(
  item: ChecklistItem,
  row: StoredItem,
  words: DocumentWords,
  forFamily: boolean,
): DocumentOfClaim {
  return {
    ...item,
    necessity: row.necessity,
    state: row.state,
    stateInWords: words.states[row.state],
    defect: row.defect_code && { code: row.defect_code, ...words.defect(row.defect_code) },
    acceptedAlternative: row.alternative,
    originalSeen: row.original_seen,
    note: row.note,
    files: row.files.map((file) => ({ ...file, checks: forFamily ? [] : checksInWords(file, words) })),
  }
}

function checksInWords({ checks }: FileOfItem, words: DocumentWords): CheckOfFile[] {
  return checks.map((check) => ({
    ...check,
    kindInWords: words.checks[check.kind],
    outcomeInWords: words.outcomes[check.outcome],
  }))
}
