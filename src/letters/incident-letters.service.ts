/**
 * The letters of an incident, today the guarantee of care: writes them once, and gives them out to the branch, to the
 * facility and to the worker and family. Who took one is on record before it is given.
 */
import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { formatDateId } from '#libs/local-date'
import type { Role } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound, UpstreamUnavailable } from '../platform/problem/problems.js'
import { composeGuarantee } from './kinds/guarantee.letter.js'
import { findGuarantee, type GuaranteeOccasion } from './kinds/guarantee.query.js'
import { LetterNumbers, type NumberedLetter } from './letter-numbers.service.js'
import type { LetterInWords, OpenedLetter } from './letter-shelf.service.js'
import { LetterWords } from './letter-words.js'
import { letterPage } from './rendering/letter-page.js'
import { taggedPdf } from './rendering/tagged-pdf.js'

const KIND = 'guarantee'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Outside the branch only who treats and who is treated; an employer needs no paper about the care. */
const readers: readonly Role[] = [
  ...(['facility', 'heir', 'representative'] as const),
  ...(['officer', 'verifier', 'medical_adviser', 'manager', 'auditor'] as const),
]

@Injectable()
export class IncidentLetters {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly words: LetterWords,
    private readonly numbers: LetterNumbers,
  ) {}

  /** Writes the letter of a step, unless it is written. Safe to run any number of times, also at once. */
  async write(incidentId: string, seq: number): Promise<void> {
    const occasion = await findGuarantee(this.sql, this.personal, incidentId, seq)
    if (!occasion) throw new Error(`Step ${seq} of incident ${incidentId} causes no letter.`)
    const letter = await this.numbers.of(KIND, occasion)
    if (letter.written) return
    const pdf = await this.pdf(occasion, letter)
    const seals = await this.personal.ofRegistry()
    await this.sql.rows(
      `insert into letter_file (letter_id, sha256, size, content, written_at) values ($1, $2, $3, $4, $5)
       on conflict (letter_id) do nothing`,
      [
        letter.id,
        createHash('sha256').update(pdf).digest(),
        pdf.length,
        seals.text('letter_file.content', pdf.toString('base64')),
        this.clock.now(),
      ],
    )
  }

  /** What an officer does about letters that a machine gave up. Throws where one still cannot be written. */
  async writeMissing(incidentId: string, actor: Actor): Promise<void> {
    const steps = await this.sql.rows<{ seq: number }>(
      `select seq from incident_transition where incident_id = $1 and to_state = 'guaranteed' order by seq`,
      [incidentId],
    )
    for (const { seq } of steps) await this.write(incidentId, seq)
    await this.sql.rows(
      `update attention a set closed_at = $2, closed_by = $3 from outbox o
       where o.id = a.outbox_id and a.topic = 'letter.write' and a.closed_at is null and o.payload ->> 'incidentId' = $1`,
      [incidentId, this.clock.now(), actor.id],
    )
  }

  /** Every letter of an incident that this person may take, the last one first; none where there is none for him. */
  async listFor(incidentId: string, { role }: Actor): Promise<LetterInWords[]> {
    if (!readers.includes(role)) return []
    const letters = await this.sql.rows<Omit<LetterInWords, 'label'>>(
      `select l.id, l.number, l.kind, l.round, l.issued_on as "issuedOn", encode(f.sha256, 'hex') as sha256, f.size
       from letter l left join letter_file f on f.letter_id = l.id where l.incident_id = $1 order by l.seq desc`,
      [incidentId],
    )
    return letters.map((letter) => ({ ...letter, label: this.words.common.kinds[letter.kind].label }))
  }

  /** The PDF as it was written. Whether the actor belongs to the incident was asked at his door. @throws NotFound, NotAllowed, UpstreamUnavailable */
  async open(letterId: string, incidentId: string, actor: Actor): Promise<OpenedLetter> {
    if (!readers.includes(actor.role))
      throw new NotAllowed('Surat ini untuk fasilitas kesehatan dan peserta.')
    const rows = UUID.test(letterId)
      ? await this.sql.rows<{ number: string; content: string; sha256: Buffer }>(
          `select l.number, f.content, f.sha256 from letter l join letter_file f on f.letter_id = l.id
           where l.id = $1 and l.incident_id = $2`,
          [letterId, incidentId],
        )
      : []
    const [letter] = await this.personal.reveal(rows, { content: 'letter_file.content' })
    if (!letter) throw new NotFound('Surat ini tidak ditemukan, atau masih ditulis.')
    const content = Buffer.from(letter.content, 'base64')
    if (letter.sha256.compare(createHash('sha256').update(content).digest()) !== 0)
      throw new UpstreamUnavailable('Surat ini sedang tidak dapat dibuka. Coba lagi beberapa menit lagi.')
    await this.sql.rows(
      'insert into letter_opening (letter_id, actor_id, actor_role, at) values ($1, $2, $3, $4)',
      [letterId, actor.id, actor.role, this.clock.now()],
    )
    return { name: `${letter.number.replaceAll('/', '-')}.pdf`, content }
  }

  private pdf(occasion: GuaranteeOccasion, letter: NumberedLetter): Promise<Buffer> {
    const sheet = {
      ...this.numbers.headOf(KIND, letter),
      date: formatDateId(occasion.on),
      about: [this.words.guarantee.incident, occasion.number] as const,
      ...{ branch: occasion.branch, phone: occasion.phone, recipient: occasion.facility },
      relation: null,
      madeAt: occasion.at,
      blocks: composeGuarantee(occasion, this.words),
    }
    return taggedPdf(letterPage(sheet, this.words))
  }
}
