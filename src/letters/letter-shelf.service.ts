/**
 * Gives out letters that were written: to staff of the claim's branch, and to the parties of the claim, who prove
 * themselves at their door. Who took a letter is on record before it is given.
 */
import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { claimantRoles, type Role } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { Openings } from '../documents/openings.service.js'
import { SealedPapers } from '../documents/sealed-papers.service.js'
import { Sql } from '../platform/database/sql.js'
import { NotAllowed, NotFound, UpstreamUnavailable } from '../platform/problem/problems.js'
import type { LetterKind } from './letter-kinds.js'
import { LetterWords } from './letter-words.js'

export { letterKinds } from './letter-kinds.js'

export interface LetterOnShelf {
  readonly id: string
  readonly number: string
  readonly kind: LetterKind
  readonly round: number
  /** Calendar date at the branch. */
  readonly issuedOn: string
  /** Of the PDF, hexadecimal; null while it is being written. */
  readonly sha256: string | null
  readonly size: number | null
}

export interface LetterInWords extends LetterOnShelf {
  readonly label: string
}

export interface OpenedLetter {
  readonly name: string
  readonly content: Buffer
}

interface StoredLetter {
  claim_id: string
  branch_id: string
  number: string
  storage_key: string | null
  sha256: Buffer | null
  party: boolean
}

/** Who reads the papers of a claim reads its letters; who pays and reconciles needs what was advised. */
export const letterReaders = [
  'officer',
  'verifier',
  'investigator',
  'medical_adviser',
  'approver',
  'releaser',
  'reconciler',
  'objection_reviewer',
  'manager',
  'auditor',
] as const satisfies readonly Role[]

const DOWNLOAD = 'letter_download'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

@Injectable()
export class LetterShelf {
  constructor(
    private readonly sql: Sql,
    private readonly openings: Openings,
    private readonly papers: SealedPapers,
    private readonly words: LetterWords,
  ) {}

  /** Every letter of a claim, the first one first. @throws NotFound, NotAllowed */
  async listFor(claimId: string, actor: Actor): Promise<LetterInWords[]> {
    const claim = await this.sql.first<{ branch_id: string; party: boolean }>(
      `select c.branch_id, ${isParty('c.id', '$2')} as party from claim c where c.id = $1`,
      [claimId, actor.id],
    )
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
    assertMayRead(claim, actor)
    const letters = await this.sql.rows<LetterOnShelf>(
      `select l.id, l.number, l.kind, l.round, l.issued_on as "issuedOn", encode(f.sha256, 'hex') as sha256, f.size
       from letter l left join letter_file f on f.letter_id = l.id where l.claim_id = $1 order by l.seq, l.kind`,
      [claimId],
    )
    return letters.map((letter) => ({ ...letter, label: this.words.common.kinds[letter.kind].label }))
  }

  /** The PDF of one letter of a claim, as it was written. @throws NotFound, NotAllowed, UpstreamUnavailable */
  async open(letterId: string, claimId: string, actor: Actor): Promise<OpenedLetter> {
    const letter = await this.find(letterId, claimId, actor.id)
    if (!letter?.storage_key) throw new NotFound('Surat ini tidak ditemukan, atau masih ditulis.')
    assertMayRead(letter, actor)
    const content = await this.papers.open(letter.storage_key)
    if (!content || letter.sha256?.compare(createHash('sha256').update(content).digest()) !== 0)
      throw new UpstreamUnavailable('Surat ini sedang tidak dapat dibuka. Coba lagi beberapa menit lagi.')
    await this.openings.unmask(letter.claim_id, `letter ${letter.number}`, DOWNLOAD, actor)
    return { name: `${letter.number.replaceAll('/', '-')}.pdf`, content }
  }

  private async find(letterId: string, claimId: string, actorId: string): Promise<StoredLetter | undefined> {
    if (!UUID.test(letterId)) return undefined
    return this.sql.first<StoredLetter>(
      `select l.claim_id, c.branch_id, l.number, f.storage_key, f.sha256, ${isParty('c.id', '$3')} as party
       from letter l join claim c on c.id = l.claim_id left join letter_file f on f.letter_id = l.id where l.id = $1::uuid and l.claim_id = $2`,
      [letterId, claimId, actorId],
    )
  }
}

const isParty = (claim: string, actor: string): string =>
  `exists (select from claim_party p where p.claim_id = ${claim} and p.acts and 'party:' || p.id = ${actor})`

function assertMayRead({ branch_id, party }: { branch_id: string; party: boolean }, actor: Actor): void {
  const claimant = (claimantRoles as readonly Role[]).includes(actor.role)
  if (claimant && !party) throw new NotAllowed('Anda belum tercatat sebagai pihak dalam klaim ini.')
  if (claimant) return
  if (!(letterReaders as readonly Role[]).includes(actor.role))
    throw new NotAllowed('Peran Anda tidak membuka surat klaim.')
  if (actor.branchId !== null && actor.branchId !== branch_id)
    throw new NotAllowed('Klaim ini ditangani kantor cabang lain.')
}
