/**
 * Tells sponsor, branch and participant that cover ends before anyone dies: once for each end, and nothing of an end that
 * was cured before. Whom it told and what it asks the messages for is kept in one transaction; addresses, words and quiet
 * hours are not its business.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { type Identity, PersonalData } from '../platform/personal-data/personal-data.service.js'
import {
  CoverageWatch,
  type EndingCard,
  type EndingCohort,
  type WatchOptions,
} from './coverage-watch.service.js'
import { ImportWords } from './import-words.js'

type Audience = 'sponsor' | 'branch' | 'participant'

interface Recipient {
  readonly kind: Audience
  /** `sponsor.code`, `branch.id` or `participant.id` */
  readonly id: string
  readonly branchId: string | null
}

/** They are told once when so many days are left, and once more when a month was not paid. */
export const NOTICE_DAYS = 30
const PAGE_ROWS = 2_000

@Injectable()
export class CoverageNotices {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly watch: CoverageWatch,
    private readonly words: ImportWords,
    private readonly personal: PersonalData,
  ) {}

  /** Tells of every end that nobody was told of yet. Returns how many notices are new. */
  async tell(options: WatchOptions = { withinDays: NOTICE_DAYS }): Promise<number> {
    let told = 0
    for (const ending of await this.watch.endingCohorts(options)) told += await this.tellOfCohort(ending)
    if (options.sponsor !== undefined) return told
    for (;;) {
      const cards = await this.watch.untoldCards(options, PAGE_ROWS)
      for (const card of cards) told += await this.tellHolder(card)
      if (cards.length < PAGE_ROWS) return told
    }
  }

  private async tellOfCohort(ending: EndingCohort): Promise<number> {
    const { sponsorCode, branchId } = ending
    let told = await this.once(ending, 'sponsor', (sql) =>
      this.ask(sql, ending, [{ kind: 'sponsor', id: sponsorCode, branchId }]),
    )
    if (branchId !== null) {
      told += await this.once(ending, 'branch', (sql) =>
        this.ask(sql, ending, [{ kind: 'branch', id: branchId, branchId }]),
      )
    }
    return told + (await this.once(ending, 'participant', (sql) => this.askForMembers(sql, ending)))
  }

  private tellHolder(card: EndingCard): Promise<number> {
    const holder = { kind: 'participant', id: String(card.participantId), branchId: null } as const
    return this.once(card, 'participant', (sql) => this.ask(sql, card, [holder]))
  }

  /** Whoever notes this end first asks for its messages; who comes second asks for none. */
  private once(
    ending: EndingCohort | EndingCard,
    audience: Audience,
    askFor: (sql: SqlRunner) => Promise<void>,
  ): Promise<number> {
    const [cohortId, kpj, members] =
      'cohortId' in ending ? [ending.cohortId, null, ending.members] : [null, ending.kpj, 1]
    return this.sql.transaction(async (sql) => {
      const noted = await sql.rows(
        `insert into coverage_notice (cohort_id, kpj, paid_until, reason, audience, members, noticed_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
        [cohortId, kpj, ending.paidUntil, ending.reason, audience, members, this.clock.now()],
      )
      if (noted.length > 0) await askFor(sql)
      return noted.length
    })
  }

  /** Members of whom we know a phone; a message for somebody without one would end before it begins. */
  private async askForMembers(sql: SqlRunner, ending: EndingCohort): Promise<void> {
    let after = 0n
    for (;;) {
      const members = await sql.rows<{ id: bigint; identity: Identity }>(
        `select p.id, p.identity from participant p
         where p.id > $2 and exists (select from membership m where m.participant_id = p.id and m.cohort_id = $1
           and (m.ended_on is null or m.ended_on >= $3::date))
         order by p.id limit $4`,
        [ending.cohortId, after, this.watch.today(), PAGE_ROWS],
      )
      const known = await this.personal.reveal(members, { identity: 'participant.identity' })
      const reached = known.filter(({ identity }) => identity[1] !== undefined)
      const { branchId } = ending
      await this.ask(
        sql,
        ending,
        reached.map(({ id }) => ({ kind: 'participant', id: String(id), branchId })),
      )
      const last = members.at(-1)
      if (!last || members.length < PAGE_ROWS) return
      after = last.id
    }
  }

  private async ask(
    sql: SqlRunner,
    ending: EndingCohort | EndingCard,
    recipients: readonly Recipient[],
  ): Promise<void> {
    const about = ending.reason === 'ENDS_SOON' ? 'coverage-ending' : 'coverage-missed'
    const fill = {
      date: ending.paidUntil,
      ...(ending.reason === 'ENDS_SOON' ? { when: this.words.endsWhen(ending.daysLeft) } : {}),
      ...('cohortId' in ending ? { cohort: ending.cohort, members: grouped(ending.members) } : {}),
    }
    const requests = recipients.map((recipient) => ({
      template: recipient.kind === 'participant' ? about : `cohort-${about}`,
      recipient,
      fill,
    }))
    await sql.rows(
      `insert into outbox (topic, payload, occurred_at)
       select 'notification.send', request, $2 from jsonb_array_elements($1::jsonb) request`,
      [JSON.stringify(requests), this.clock.now()],
    )
  }
}

/** `32.268`, as it is written in Indonesia. */
function grouped(count: number): string {
  return new Intl.NumberFormat('id-ID').format(count)
}
