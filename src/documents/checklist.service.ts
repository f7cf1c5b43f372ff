import { isDeepStrictEqual } from 'node:util'
import { Injectable } from '@nestjs/common'
import {
  checklistFor,
  type Checklists,
  type ChecklistItem,
  type Circumstance,
  circumstances,
  type DefectCode,
} from '#libs/checklist'
import type { ClaimState, ClaimType } from '#libs/lifecycle'
import { dateOfInstant, parseInstant, parseLocalDate } from '#libs/local-date'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import { lockClaim, openForDocuments } from './claim-access.js'
import { DocumentWords } from './document-words.js'
import {
  type DocumentOfClaim,
  inWords,
  NOTHING_GIVEN,
  storedFile,
  type StoredFile,
  type StoredItem,
  storedItems,
} from './documents-of-claim.query.js'
import { fileName } from './file-name.js'
import { loadChecklists } from './load-checklists.js'

interface ClaimToList {
  type: ClaimType
  state: ClaimState
  answers: { claimant?: { relation?: string }; circumstances?: Partial<Record<Circumstance, boolean>> }
  coverage: { participant?: { segment?: string } } | null
  /** Somebody was named to act for the family. */
  represented: boolean
  objected: boolean
  applied_on: string
  /** `code position necessity` of each item as it is written now. */
  written: string[]
}

/** Keeps each claim's list of documents in step with what is known of the claim. It never forgets what was given or decided. */
@Injectable()
export class ChecklistService {
  private readonly checklists: Checklists = loadChecklists()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: DocumentWords,
    private readonly personal: PersonalData,
  ) {}

  /**
   * Writes the items that the claim's answers and coverage ask for now, as long as its papers may still change. Safe to
   * run at any time and any number of times: what is no longer needed is marked so and keeps its files, what is needed
   * again comes back as it was.
   */
  async refresh(claimId: string): Promise<void> {
    const claim = await this.read(claimId)
    if (!openForDocuments.includes(claim.state)) return
    const needed = this.itemsOf(claim).filter((item) => item.necessity !== 'not_needed')
    const wanted = needed.map(({ code, position, necessity }) => `${code} ${position} ${necessity}`)
    if (isDeepStrictEqual(new Set(wanted), new Set(claim.written))) return
    await this.sql.transaction(async (sql) => {
      await lockClaim(sql, this.words, claimId, SYSTEM)
      await sql.rows(
        `with wanted as (
           select * from jsonb_to_recordset($2::jsonb) as x(code text, position int, necessity text)),
         dropped as (
           update document_item set necessity = 'not_needed'
           where claim_id = $1 and necessity <> 'not_needed' and code not in (select code from wanted))
         insert into document_item (claim_id, code, position, necessity, created_at)
         select $1, code, position, necessity, $3 from wanted
         on conflict on constraint document_item_once do update
           set position = excluded.position, necessity = excluded.necessity`,
        [claimId, JSON.stringify(needed), this.clock.now()],
      )
    })
  }

  /** What claims of this type ask for in any case, before there is one. */
  usuallyAsked(type: ClaimType): ChecklistItem[] {
    const appliedOn = dateOfInstant(parseInstant(this.clock.now()), 'WIB')
    const items = checklistFor(this.checklists, type, { appliedOn, circumstances: {} })
    return items.filter(({ necessity }) => necessity === 'required')
  }

  /** The present list with its words, whether or not it was written yet. */
  async itemsFor(claimId: string): Promise<ChecklistItem[]> {
    return this.itemsOf(await this.read(claimId))
  }

  /** The papers that prove a school year of a scholarship, in the order of their codes, with what the family gave of each. */
  async papersOfYear(claimId: string, yearId: string, codes: readonly string[]): Promise<DocumentOfClaim[]> {
    const appliedOn = dateOfInstant(parseInstant(this.clock.now()), 'WIB')
    const asked = checklistFor(this.checklists, 'scholarship_yearly', { appliedOn, circumstances: {} })
    const stored = await storedItems(this.sql, this.personal, claimId, yearId)
    return codes.flatMap((code) => {
      const item = asked.find((one) => one.code === code)
      const row = { ...NOTHING_GIVEN, ...stored.get(code), code }
      return item ? inWords(item, { ...row, necessity: 'required' }, this.words, true) : []
    })
  }

  /** What is wrong with a document, and what the family can do about it. */
  defectInWords(code: DefectCode): { words: string; cure: string } {
    return this.words.defect(code)
  }

  /** What a document is called; its code where the catalogue no longer knows it. */
  nameOf(code: string): string {
    return this.checklists.catalogue.documents[code]?.name ?? code
  }

  /** What was given and said for each document, by its code. */
  stored(claimId: string): Promise<Map<string, StoredItem>> {
    return storedItems(this.sql, this.personal, claimId)
  }

  /** What somebody said about a document, as it is kept; that nothing was said stays to be seen. */
  async noteToKeep(claimId: string, note: string): Promise<string> {
    return note.trim() === '' ? note : (await this.personal.ofClaim(claimId)).text('document_item.note', note)
  }

  /** The name that a file has on somebody's phone may tell who and what; it is kept as the words are. */
  async fileNameToKeep(claimId: string, name: string): Promise<string> {
    return (await this.personal.ofClaim(claimId)).text('document_file.name', fileName(name))
  }

  /** One given file, or the picture of one of its pages. */
  async fileOf(fileId: string, page?: number): Promise<StoredFile | undefined> {
    return storedFile(this.sql, this.personal, fileId, page)
  }

  private itemsOf(claim: ClaimToList): ChecklistItem[] {
    const appliedOn = parseLocalDate(claim.applied_on)
    return checklistFor(this.checklists, claim.type, { appliedOn, circumstances: circumstancesOf(claim) })
  }

  private async read(claimId: string): Promise<ClaimToList> {
    const claim = await this.sql.first<ClaimToList>(
      `select c.type, c.state, c.answers, c.coverage,
         exists (select from claim_party p where p.claim_id = c.id and p.kind = 'representative'
           and p.named_by is not null and p.ended_at is null) as represented,
         exists (select from claim_transition t where t.claim_id = c.id and t.event = 'object') as objected, (coalesce(c.submitted_at, $2::timestamptz) at time zone b.zone)::date as applied_on,
         coalesce((select array_agg(concat_ws(' ', i.code, i.position, i.necessity)) from document_item i
           where i.claim_id = c.id and i.necessity <> 'not_needed'), '{}') as written
       from claim c join branch b on b.id = c.branch_id where c.id = $1`,
      [claimId, this.clock.now()],
    )
    if (!claim) throw new NotFound(this.words.problems.claim_not_found)
    return claim
  }
}

/** What the claimant stated, and what follows from his answers and the registry. What nobody stated is left open. */
function circumstancesOf({
  answers,
  coverage,
  represented,
  objected,
}: ClaimToList): Partial<Record<Circumstance, boolean>> {
  const relation = answers.claimant?.relation
  const segment = coverage?.participant?.segment
  const stated = answers.circumstances ?? {}
  const known: Partial<Record<Circumstance, boolean>> = {
    represented_by_letter: represented,
    objection_filed: objected,
  }
  if (relation !== undefined) known.claimant_is_spouse = relation === 'spouse'
  if (segment !== undefined) known.segment_is_pu = segment === 'PU'
  for (const circumstance of circumstances) {
    const answer = stated[circumstance]
    if (typeof answer === 'boolean') known[circumstance] = answer
  }
  return known
}
