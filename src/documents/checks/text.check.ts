import { isLocalDate, localDateOf, type LocalDate } from '#libs/local-date'
import { parseNik } from '#libs/nik'
import { Clock } from '../../platform/clock/clock.js'
import { Sql } from '../../platform/database/sql.js'
import { PersonalData } from '../../platform/personal-data/personal-data.service.js'
import { canCompare, type ClaimFactsOnPaper, findingsOn, isAgreement } from '../reading/paper-findings.js'
import { certificateNumberIn } from '../reading/read-papers.js'
import { canReadText, NotReadable, readText, type TextOfPage } from '../reading/read-text.js'
import { writeHolding } from '../claim-access.js'
import { DocumentVault } from '../storage/document-vault.js'
import { NamedKeys } from '../../platform/personal-data/named-keys.js'
import type { CheckResult, DocumentCheck, FileToCheck } from './document-check.js'

/** Papers whose facts are compared have them on their first pages. */
const MOST_PAGES = 2
/** A picture narrower than this shows nothing that a machine reads. */
const LEAST_WIDTH = 300
const MOST_NAMED = 5
const CERTIFICATE = 'certificate_number'

interface Page {
  storage_key: string
  width: number
}

interface Subject {
  code: string
  participant_nik: string | null
  participant_name: string | null
  event_date: string | null
  today: string
  answers: {
    event?: { deathDate?: string }
    claimant?: { name?: string; relation?: string }
    children?: { name: string }[]
  }
  pages: Page[]
}

/**
 * Reads the pictures of a file's pages and compares what stands there with the claim: numbers, names, dates, the
 * relation on the family card, a certificate that was already given for another death. A hint with its certainty; it
 * passes or is unsure, and never refuses.
 */
export class TextCheck implements DocumentCheck {
  readonly kind = 'text'

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly vault: DocumentVault,
    private readonly namedKeys: NamedKeys,
    private readonly personal: PersonalData,
  ) {}

  async run(file: FileToCheck): Promise<CheckResult> {
    const subject = await this.subjectOf(file.id)
    if (!canCompare(subject.code)) return unavailable('nothing_to_compare')
    if (!(await canReadText())) return unavailable('no_text_reader')
    if (subject.pages.length === 0) return unavailable('no_picture')
    if (subject.pages.every(({ width }) => width < LEAST_WIDTH))
      return { outcome: 'unsure', detail: { because: 'too_small' } }
    try {
      return await this.compare(file, subject, await this.read(subject.pages))
    } catch (error) {
      if (error instanceof NotReadable) return unavailable('reader_stopped')
      throw error
    }
  }

  private async compare(
    file: FileToCheck,
    subject: Subject,
    { lines, confidence }: TextOfPage,
  ): Promise<CheckResult> {
    const findings = findingsOn(subject.code, lines, factsOf(subject))
    const detail: Record<string, string | number | readonly string[]> = { ...findings, confidence }
    let agrees = isAgreement(findings)
    if (subject.code === 'AKTA_KEMATIAN') {
      const number = certificateNumberIn(lines.join(' '))
      const otherDeaths = number ? await this.otherDeathsWith(file, number) : []
      agrees &&= number !== null && otherDeaths.length === 0
      detail.certificate_number = number ? 'found' : 'not_found'
      if (otherDeaths.length > 0) detail.otherDeaths = otherDeaths
    }
    return { outcome: agrees ? 'pass' : 'unsure', detail }
  }

  /** Numbers of claims for another person's death on which the same certificate was given. Kept first, so that of two at once one sees the other. */
  private async otherDeathsWith({ id, claimId }: FileToCheck, number: string): Promise<string[]> {
    const digest = await this.namedKeys.digestOf(CERTIFICATE, number)
    await writeHolding(this.sql, claimId, 'update document_file set certificate_digest = $2 where id = $1', [
      id,
      digest,
    ])
    const rows = await this.sql.rows<{ number: string }>(
      `select distinct c.number from document_file mine join claim own on own.id = mine.claim_id
       join document_file f on f.certificate_digest = mine.certificate_digest and f.claim_id <> mine.claim_id
       join claim c on c.id = f.claim_id
       where mine.id = $1 and c.participant_nik_index is distinct from own.participant_nik_index
       order by c.number limit ${MOST_NAMED}`,
      [id],
    )
    return rows.map((row) => row.number)
  }

  private async read(pages: readonly Page[]): Promise<TextOfPage> {
    const texts: TextOfPage[] = []
    for (const { storage_key: key } of pages) {
      const picture = await this.vault.open(key)
      if (picture) texts.push(await readText(picture))
    }
    const certainties = texts.map(({ confidence }) => confidence)
    return { lines: texts.flatMap(({ lines }) => lines), confidence: Math.min(100, ...certainties) }
  }

  private async subjectOf(fileId: string): Promise<Subject> {
    const subject = await this.sql.first<Subject>(
      `select i.code, c.participant_nik, c.participant_name, c.event_date::text, c.answers,
         ($2::timestamptz at time zone b.zone)::date::text as today,
         coalesce((select jsonb_agg(jsonb_build_object('storage_key', p.storage_key, 'width', p.width) order by p.page)
           from document_preview p where p.file_id = f.id and p.page <= ${MOST_PAGES}), '[]') as pages
       from document_file f join document_item i on i.id = f.item_id join claim c on c.id = f.claim_id
       join branch b on b.id = c.branch_id where f.id = $1`,
      [fileId, this.clock.now()],
    )
    if (!subject) throw new Error(`The file ${fileId} to be read is not recorded.`)
    const [clear = subject] = await this.personal.reveal([subject], {
      participant_nik: 'claim.participant_nik',
    })
    return clear
  }
}

function factsOf({
  participant_nik: nik,
  participant_name: name,
  event_date,
  today,
  answers,
}: Subject): ClaimFactsOnPaper {
  const { claimant, event, children } = answers
  return {
    participant: { nik, name, birthDate: birthDateOf(nik, today) },
    claimant: { name: claimant?.name ?? null, relation: claimant?.relation ?? null },
    deathDate: dateOrNull(event?.deathDate ?? event_date),
    children: (children ?? []).map((child) => child.name),
  }
}

function birthDateOf(nik: string | null, today: string): LocalDate | null {
  const answer = parseNik(nik ?? '', dateOrNull(today) ?? localDateOf(1, 1, 1))
  return answer.ok ? answer.nik.birthDate : null
}

function dateOrNull(text: string | null): LocalDate | null {
  return isLocalDate(text) ? text : null
}

function unavailable(because: string): CheckResult {
  return { outcome: 'unavailable', detail: { because } }
}
