/**
 * Runs the checks that wait on a claim's files and keeps one outcome for each. It may refuse only what is dangerous or
 * cannot be opened; everything else it leaves to a person. Safe to run twice and by two workers at once.
 */
import { Injectable } from '@nestjs/common'
import type { DefectCode } from '#libs/checklist'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import {
  type CheckKind,
  type CheckResult,
  type DocumentCheck,
  type FileToCheck,
} from './checks/document-check.js'
import { lockClaim, writeHolding } from './claim-access.js'
import { DocumentWords } from './document-words.js'
import { type ItemMove, type ItemRow, moveItem } from './item-moves.js'
import { DocumentVault } from './storage/document-vault.js'

/** Every check but `intact`, which is answered by opening the file; in the order in which they run. */
export abstract class ChecksToRun {
  abstract readonly checks: readonly DocumentCheck[]
}

interface WaitingFile {
  id: string
  claim_id: string
  media_type: string
  size: number
  sha256: Buffer
  storage_key: string
  kinds: CheckKind[]
}

interface CheckedItem extends ItemRow {
  stalled: number
  failed: CheckKind[]
}

type Outcomes = Map<CheckKind, CheckResult>

@Injectable()
export class DocumentChecks {
  /** Files under check in this process: every paper brings a message of its own, and each finds all that still wait. */
  private readonly inHand = new Map<string, Promise<void>>()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: DocumentWords,
    private readonly vault: DocumentVault,
    private readonly toRun: ChecksToRun,
  ) {}

  /** Throws after all files had their turn when some check could not be done now; what was found is kept. */
  async runWaiting(claimId: string): Promise<void> {
    await this.begin(claimId)
    const errors: unknown[] = []
    const note = (error: unknown): unknown => errors.push(error)
    const byOthers: Promise<unknown>[] = []
    for (const id of await this.waitingFiles(claimId)) {
      const begun = this.inHand.get(id)
      if (begun) byOthers.push(begun.catch(note))
      else await this.takeInHand(id).catch(note)
    }
    await Promise.all(byOthers)
    await this.settle(claimId)
    if (errors.length > 0) throw errors[0]
  }

  /** No machine will try again: each open check says so and why, and its document becomes a person's. */
  async giveUp(claimId: string, reason: string): Promise<void> {
    await this.begin(claimId)
    await writeHolding(
      this.sql,
      claimId,
      `update document_check k set outcome = 'stalled', checked_at = $2, detail = jsonb_build_object('reason', $3::text)
       from document_file f
       where f.id = k.file_id and k.claim_id = $1 and k.outcome = 'pending' and f.superseded_at is null`,
      [claimId, this.clock.now(), reason],
    )
    await this.settle(claimId)
  }

  private async begin(claimId: string): Promise<void> {
    await this.moveAll<ItemRow>(claimId, itemsToCheck, () => ['start_checks'])
  }

  private async waitingFiles(claimId: string): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `select f.id from document_file f
       where f.claim_id = $1 and f.superseded_at is null
         and exists (select from document_check k where k.file_id = f.id and k.outcome = 'pending')
       order by f.received_at, f.id`,
      [claimId],
    )
    return rows.map(({ id }) => id)
  }

  private takeInHand(fileId: string): Promise<void> {
    const checked = this.checkFile(fileId).finally(() => this.inHand.delete(fileId))
    this.inHand.set(fileId, checked)
    return checked
  }

  /** Keeps what was found before it passes on an error, so that one failing check does not hold up the others. */
  private async checkFile(fileId: string): Promise<void> {
    const file = await this.findWaiting(fileId)
    if (!file) return
    const found: Outcomes = new Map()
    const errors: unknown[] = []
    const content = await this.vault.open(file.storage_key)
    found.set('intact', { outcome: content ? 'pass' : 'fail' })
    for (const check of this.toRun.checks.filter(({ kind }) => file.kinds.includes(kind))) {
      const failed = [...found].find(([, { outcome }]) => outcome === 'fail')?.[0]
      // What has failed once is not opened any further: it may be dangerous.
      const result =
        content && !failed ? check.run(toCheck(file, content)) : Promise.resolve(unopened(failed))
      await result
        .then((outcome) => found.set(check.kind, outcome))
        .catch((error: unknown) => errors.push(error))
    }
    await this.store(file, found)
    if (errors.length > 0) throw errors[0]
  }

  /** Nothing when another worker has checked it meanwhile. */
  private findWaiting(fileId: string): Promise<WaitingFile | undefined> {
    return this.sql.first<WaitingFile>(
      `select f.id, f.claim_id, f.media_type, f.size, f.sha256, f.storage_key, array_agg(k.kind) as kinds
       from document_check k join document_file f on f.id = k.file_id
       where f.id = $1 and k.outcome = 'pending' and f.superseded_at is null group by f.id`,
      [fileId],
    )
  }

  private async store(file: WaitingFile, found: Outcomes): Promise<void> {
    const rows = [...found].map(([kind, { outcome, detail }]) => ({ kind, outcome, detail: detail ?? {} }))
    await writeHolding(
      this.sql,
      file.claim_id,
      `update document_check k set outcome = x.outcome, detail = x.detail, checked_at = $3
       from jsonb_to_recordset($2::jsonb) as x(kind text, outcome text, detail jsonb)
       where k.file_id = $1 and k.kind = x.kind and k.outcome in ('pending', 'stalled')`,
      [file.id, JSON.stringify(rows), this.clock.now()],
    )
  }

  /** Moves every document whose checks are over to where they lead it. */
  private async settle(claimId: string): Promise<void> {
    await this.moveAll<CheckedItem>(claimId, itemsChecked, verdictOn)
  }

  /** Looks before it locks: most claims that come by have nothing to move. */
  private async moveAll<Item extends ItemRow>(
    claimId: string,
    items: string,
    verdict: (item: Item) => Verdict,
  ): Promise<void> {
    if ((await this.sql.rows(items, [claimId])).length === 0) return
    await this.sql.transaction(async (sql) => {
      await lockClaim(sql, this.words, claimId, SYSTEM)
      for (const item of await sql.rows<Item>(items, [claimId])) await this.move(sql, item, ...verdict(item))
    })
  }

  private async move(
    sql: SqlRunner,
    item: ItemRow,
    event: ItemMove['event'],
    defect?: DefectCode,
  ): Promise<void> {
    const at = this.clock.now()
    await moveItem(sql, this.words, item, { event, actor: SYSTEM, at, set: { defect_code: defect ?? null } })
  }
}

function unopened(failed: CheckKind = 'intact'): CheckResult {
  return { outcome: 'unavailable', detail: { because: failed } }
}

function toCheck(file: WaitingFile, content: Buffer): FileToCheck {
  const { id, claim_id: claimId, media_type: mediaType, size } = file
  return { id, claimId, mediaType, size, sha256: file.sha256.toString('hex'), content }
}

/** Documents whose checks may begin: just received, or given up before and asked for again. */
const itemsToCheck = `
  select i.id, i.claim_id, i.code, i.state from document_item i
  where i.claim_id = $1 and (i.state = 'received' or i.state = 'stalled' and exists (
    select from document_check k join document_file f on f.id = k.file_id
    where f.item_id = i.id and f.superseded_at is null and k.outcome = 'pending'))`

/** Documents under check of which no check waits any more. */
const itemsChecked = `
  select i.id, i.claim_id, i.code, i.state,
    (count(*) filter (where k.outcome = 'stalled'))::int as stalled,
    coalesce(array_agg(k.kind) filter (where k.outcome = 'fail'), '{}') as failed
  from document_item i join document_file f on f.item_id = i.id and f.superseded_at is null
  join document_check k on k.file_id = f.id
  where i.claim_id = $1 and i.state = 'checking'
  group by i.id having not bool_or(k.outcome = 'pending')`

type Verdict = [event: ItemMove['event'], defect?: DefectCode]

function verdictOn({ failed, stalled }: CheckedItem): Verdict {
  if (failed.includes('virus')) return ['find_danger', 'DANGEROUS_FILE']
  if (failed.length > 0) return ['fail_to_open', 'CANNOT_BE_OPENED']
  return stalled > 0 ? ['use_up_checks'] : ['finish_checks']
}
