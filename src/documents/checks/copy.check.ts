import { Sql } from '../../platform/database/sql.js'
import { type GreyPage, greyPageOf, isSamePhotograph } from '../rendering/same-photograph.js'
import { DocumentVault } from '../storage/document-vault.js'
import type { CheckResult, DocumentCheck, FileToCheck } from './document-check.js'

const MOST_NAMED = 5
/** Blank forms look alike to a hash; so many of the likest are looked at square by square. */
const MOST_COMPARED = 40
/** Pages that are alike come back with every new file of their kind; one in grey takes a third of a megabyte. */
const MOST_REMEMBERED = 128

interface Lookalike {
  number: string
  storage_key: string
}

/**
 * Looks for the same file, or the same photograph saved anew, on claims of other participants. It never refuses: one
 * paper may lawfully serve twice, so a person looks. A new photo of the same paper is another photograph and is not found
 * here; of a certificate its number is, by the text check.
 */
export class CopyCheck implements DocumentCheck {
  readonly kind = 'copy'
  private readonly remembered = new Map<string, Promise<GreyPage | null>>()

  constructor(
    private readonly sql: Sql,
    private readonly vault: DocumentVault,
  ) {}

  async run(file: FileToCheck): Promise<CheckResult> {
    const sameContent = await this.withSameContent(file.id)
    const alike = await this.lookalikes(file.id, sameContent)
    const page = alike.length > 0 ? await this.firstPageOf(file) : null
    if (alike.length > 0 && !page) return { outcome: 'unavailable', detail: { because: 'no_picture' } }
    const sameLook = page ? await this.samePhotographAs(page, alike) : []
    if (sameContent.length + sameLook.length === 0) return { outcome: 'pass' }
    return { outcome: 'unsure', detail: { sameContent, sameLook } }
  }

  private async withSameContent(fileId: string): Promise<string[]> {
    const rows = await this.sql.rows<{ number: string }>(
      `select distinct c.number ${onOtherClaims('f.sha256 = mine.sha256')} order by c.number limit ${MOST_NAMED}`,
      [fileId],
    )
    return rows.map(({ number }) => number)
  }

  /** What the hash takes for alike: the same photograph, and the same form of many people. */
  private lookalikes(fileId: string, known: readonly string[]): Promise<Lookalike[]> {
    return this.sql.rows<Lookalike>(
      `select c.number, p.storage_key ${onOtherClaims(looksAlike)} and c.number <> all ($2)
       order by bit_count(f.picture_hash # mine.picture_hash), f.received_at desc limit ${MOST_COMPARED}`,
      [fileId, known],
    )
  }

  private async samePhotographAs(page: GreyPage, alike: readonly Lookalike[]): Promise<string[]> {
    const found = new Set<string>()
    for (const { number, storage_key } of alike) {
      if (found.size === MOST_NAMED) break
      if (found.has(number)) continue
      const other = await this.greyPage(storage_key)
      if (other && (await isSamePhotograph(page, other))) found.add(number)
    }
    return [...found].sort()
  }

  private async firstPageOf({ id }: FileToCheck): Promise<GreyPage | null> {
    const [page] = await this.sql.rows<{ storage_key: string }>(
      'select storage_key from document_preview where file_id = $1 and page = 1',
      [id],
    )
    return page ? this.greyPage(page.storage_key) : null
  }

  private greyPage(storageKey: string): Promise<GreyPage | null> {
    const known = this.remembered.get(storageKey)
    if (known) return known
    const [oldest] = this.remembered.keys()
    if (oldest !== undefined && this.remembered.size >= MOST_REMEMBERED) this.remembered.delete(oldest)
    const page = this.readPage(storageKey)
    this.remembered.set(storageKey, page)
    // What could not be read now may be read later.
    page.then(
      (read) => read ?? this.remembered.delete(storageKey),
      () => this.remembered.delete(storageKey),
    )
    return page
  }

  private async readPage(storageKey: string): Promise<GreyPage | null> {
    const picture = await this.vault.open(storageKey)
    return picture && greyPageOf(picture)
  }
}

/** $1 the file that is checked; `f` one on a claim of another participant, `p` the picture of its first page. */
function onOtherClaims(alike: string): string {
  return `from document_file mine join claim own on own.id = mine.claim_id
    join document_file f on f.claim_id <> mine.claim_id and ${alike}
    join claim c on c.id = f.claim_id
    left join document_preview p on p.file_id = f.id and p.page = 1
    where mine.id = $1 and c.participant_nik_index is distinct from own.participant_nik_index`
}

/** At most this many of 64 bits differ between two pictures that are the same. */
const NEAR = 4

/** The five bands of the hash; two hashes this near agree in at least one, and each has its index. */
const looksAlike = `bit_count(f.picture_hash # mine.picture_hash) <= ${NEAR} and (${[
  [1, 13],
  [14, 13],
  [27, 13],
  [40, 13],
  [53, 12],
]
  .map(
    ([from, length]) =>
      `substring(f.picture_hash from ${from} for ${length}) = substring(mine.picture_hash from ${from} for ${length})`,
  )
  .join(' or ')})`
