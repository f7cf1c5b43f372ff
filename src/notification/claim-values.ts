import { Injectable } from '@nestjs/common'
import { formatDateId, type LocalDate } from '#libs/local-date'
import { type Placed, SharedStatement } from '../platform/database/shared-statement.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'
import { type BranchZone, dateIn } from './quiet-hours.js'
import { type Fill, NotificationTemplates } from './templates/notification-templates.js'

export interface ClaimValues {
  fill: Fill
  branchId: string
  zone: BranchZone
}

/** What a caller knows better than the claim's rows, e.g. which documents a verifier is about to ask for. */
export interface GivenValues {
  documents?: readonly string[]
  /** Calendar date. */
  date?: LocalDate
  bank?: string
  last_digits?: string
  school_year?: string
}

interface Asked {
  claimId: string
  clock: string | null
  withDocuments: boolean
}

interface ClaimRow {
  number: string
  branch_id: string
  zone: BranchZone
  phone_branch: string
  due_at: string | null
  documents: string[]
}

/** What the words about a claim are filled with. */
@Injectable()
export class ClaimValuesReader {
  private readonly lookUp = new SharedStatement<Asked, ClaimRow>((asked) => this.readAll(asked))

  constructor(
    private readonly sql: Sql,
    private readonly templates: NotificationTemplates,
  ) {}

  /** @throws NotFound */
  async read(claimId: string, template: string, given: GivenValues = {}): Promise<ClaimValues> {
    const words = this.templates.get(template)
    const clock = words.date_of ?? null
    const withDocuments = asksForDocuments(words) && !given.documents
    const row = await this.lookUp.first({ claimId, clock, withDocuments })
    if (!row) throw new NotFound('Klaim ini tidak ditemukan. Periksa nomornya.')
    const { date: givenDate, documents, ...rest } = given
    const date = givenDate ?? (row.due_at === null ? undefined : dateIn(row.due_at, row.zone))
    return {
      branchId: row.branch_id,
      zone: row.zone,
      fill: {
        number: row.number,
        phone_branch: row.phone_branch,
        documents: [...(documents ?? row.documents)],
        ...(date ? { date: formatDateId(date) } : {}),
        ...rest,
      },
    }
  }

  private readAll(asked: readonly Asked[]): Promise<(ClaimRow & Placed)[]> {
    return this.sql.rows(
      `select x.place::int, c.number, c.branch_id, b.zone, b.phone as phone_branch,
         (select k.due_at from clock k where k.claim_id = c.id and k.name = x.clock order by k.started_at desc limit 1) as due_at,
         case when x.with_documents then array(select i.code from document_item i where i.claim_id = c.id
           and i.state in ('defective', 'infected', 'unreadable') order by i.position) else '{}' end as documents
       from unnest($1::uuid[], $2::text[], $3::boolean[]) with ordinality as x(claim_id, clock, with_documents, place)
       join claim c on c.id = x.claim_id join branch b on b.id = c.branch_id`,
      [
        asked.map(({ claimId }) => claimId),
        asked.map(({ clock }) => clock),
        asked.map(({ withDocuments }) => withDocuments),
      ],
    )
  }
}

function asksForDocuments({
  sms,
  whatsapp,
  email,
}: {
  sms: string
  whatsapp: string
  email: { text: string }
}): boolean {
  return [sms, whatsapp, email.text].some((text) => text.includes('{documents}'))
}
