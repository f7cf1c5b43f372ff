/**
 * Brings the papers of a claim that was merged to the claim that lives on, as if they had been given there: nobody is
 * asked again for what we have. What a person has decided on there stays as it is, and what finds no place stays readable
 * where it was given.
 */
import { Injectable } from '@nestjs/common'
import { claimantRoles, documentItemTable, type DocumentItemState, type Role } from '#libs/lifecycle'
import { type Actor, SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { InvalidInput } from '../platform/problem/problems.js'
import { ChecklistService } from './checklist.service.js'
import { itemOf, lockClaim, openForDocuments } from './claim-access.js'
import { DocumentWords } from './document-words.js'
import { recordFile, type StoredContent } from './record-file.js'

type GivenFile = StoredContent & { code: string; from: string; kind: Role | null }

@Injectable()
export class MergedPapers {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: DocumentWords,
    private readonly checklist: ChecklistService,
  ) {}

  /** Does nothing for a claim that was not merged; doing it again changes nothing. */
  async join(claimId: string): Promise<void> {
    const merge = await this.sql.first<{ surviving: string }>(
      `select t.input ->> 'survivingClaimId' as surviving from claim_transition t where t.claim_id = $1 and t.event = 'merge'`,
      [claimId],
    )
    if (!merge) return
    await this.checklist.refresh(merge.surviving)
    await this.sql.transaction(async (sql) => {
      const surviving = await lockClaim(sql, this.words, merge.surviving, SYSTEM)
      if (!openForDocuments.includes(surviving.state)) return
      for (const file of await givenFiles(sql, claimId)) await this.give(sql, surviving.id, file)
    })
  }

  private async give(
    sql: SqlRunner,
    claimId: string,
    { code, from, kind, ...file }: GivenFile,
  ): Promise<void> {
    const giver: Actor = {
      id: from,
      role: kind && (claimantRoles as readonly Role[]).includes(kind) ? kind : 'officer',
      branchId: null,
    }
    try {
      const item = await itemOf(sql, this.words, claimId, code)
      if (takesFiles(item.state)) await recordFile(sql, this.words, item, file, giver, this.clock.now())
    } catch (error) {
      // Not asked for there, or already full: the paper stays where it was given.
      if (!(error instanceof InvalidInput)) throw error
    }
  }
}

function takesFiles(state: DocumentItemState): boolean {
  return documentItemTable.some(({ from, event }) => from === state && event === 'start_upload')
}

/** What was given and is not dangerous, the oldest first. */
function givenFiles(sql: SqlRunner, claimId: string): Promise<GivenFile[]> {
  return sql.rows<GivenFile>(
    `select i.code, f.name, f.media_type as "mediaType", f.size, f.sha256, f.storage_key as "storageKey",
       f.received_from as "from", p.kind
     from document_file f join document_item i on i.id = f.item_id
     left join claim_party p on 'party:' || p.id = f.received_from
     where f.claim_id = $1 and f.superseded_at is null and i.scholarship_year_id is null
       and i.state not in ('infected', 'unreadable') order by f.received_at, f.id`,
    [claimId],
  )
}
