import { Injectable } from '@nestjs/common'
import { isUUID } from 'class-validator'
import type { AwardEvent, AwardState, Role, YearEvent, YearState } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import type { YearApplication } from './year-ruling.js'

/** The child, for whom the claim was, and who acts and is paid. */
export interface AwardOnFile {
  award_id: string
  claim_id: string
  claim_number: string
  branch_id: string
  zone: string
  award_state: AwardState
  award_seq: number
  child_name: string
  child_birth_date: string
  reference_date: string
  guardian_id: string | null
  guardian: string | null
  guardian_relation: string | null
  /** Named by one person, waiting for another. */
  next_guardian: string | null
  next_payee: string | null
  guardian_named_by: string | null
  payee: string | null
  bank_code: string | null
  account_number: string | null
  account_holder: string | null
  account_checked: boolean
  /** Of each level: how many years the law pays, how many were decided to be paid. */
  levels: { code: string; years: number; amount: number; taken: number }[]
}

export interface YearOfAward {
  id: string
  school_year: string
  state: YearState
  level: string | null
  grade: string | null
  /** Decided where it was, else expected. */
  amount: bigint
}

export interface HistoryStep {
  seq: number
  event: YearEvent | AwardEvent
  to_state: string
  at: string
  actor: string | null
  actor_role: Role
  input: { reason?: string; groundCode?: string; ending?: string }
}

export interface SchoolYearFile extends AwardOnFile {
  id: string
  school_year: string
  state: YearState
  seq: number
  opens_on: string
  closes_on: string
  catch_up_until: string
  received_on: string | null
  level: string | null
  grade: string | null
  application: YearApplication
  amount: bigint | null
}

const NO_YEAR = 'Tahun ajaran ini tidak ditemukan.'
const NO_AWARD = 'Beasiswa ini tidak ditemukan.'

const AWARD = `a.id as award_id, a.claim_id, c.number as claim_number, c.branch_id, b.zone, a.state as award_state, a.seq as award_seq,
  a.child_name, a.child_birth_date, a.reference_date, a.guardian_id, g.name as guardian, g.relation as guardian_relation,
  n.name as next_guardian, ne.name as next_payee, a.guardian_named_by, e.name as payee, e.bank_code, e.account_number,
  e.account_holder, coalesce(account_is_checked(e), false) as account_checked,
  coalesce((select jsonb_agg(l || jsonb_build_object('taken', (select count(*) from scholarship_year o
      where o.award_id = a.id and o.level = l ->> 'code' and o.state in ('approved', 'paying', 'paid'))))
    from jsonb_array_elements(a.levels) l), '[]') as levels`
const JOINED = `join claim c on c.id = a.claim_id join branch b on b.id = c.branch_id left join claim_party g on g.id = a.guardian_id
  left join claim_party n on n.id = a.next_guardian_id left join payee e on e.id = a.payee_id left join payee ne on ne.id = a.next_payee_id`
const SEALED = { account_number: 'payee.account_number' } as const

/** Everything that a desk shows of one school year, or of one child's scholarship. */
@Injectable()
export class SchoolYearFiles {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  /** @throws NotFound also for one of another branch */
  async year(yearId: string, branchId: string | null): Promise<SchoolYearFile> {
    if (!isUUID(yearId)) throw new NotFound(NO_YEAR)
    const found = await this.sql.rows<SchoolYearFile>(
      `select ${AWARD}, y.id, y.school_year, y.state, y.seq, y.opens_on, y.closes_on, y.catch_up_until, y.received_on, y.level, y.grade,
         y.application, y.amount
       from scholarship_year y join scholarship_award a on a.id = y.award_id ${JOINED} where y.id = $1 and ($2::uuid is null or c.branch_id = $2)`,
      [yearId, branchId],
    )
    return this.only(found, NO_YEAR)
  }

  /** @throws NotFound also for one of another branch */
  async award(awardId: string, branchId: string | null): Promise<AwardOnFile> {
    if (!isUUID(awardId)) throw new NotFound(NO_AWARD)
    const found = await this.sql.rows<AwardOnFile>(
      `select ${AWARD} from scholarship_award a ${JOINED} where a.id = $1 and ($2::uuid is null or c.branch_id = $2)`,
      [awardId, branchId],
    )
    return this.only(found, NO_AWARD)
  }

  yearsOf(awardId: string): Promise<YearOfAward[]> {
    return this.sql.rows<YearOfAward>(
      `select id, school_year, state, coalesce(level, expected_level) as level, coalesce(grade, expected_grade) as grade,
         coalesce(amount, expected_amount) as amount
       from scholarship_year where award_id = $1 order by school_year`,
      [awardId],
    )
  }

  /** The steps of one year, or of the award itself, with who took them and what he said. */
  async history(subjectId: string): Promise<HistoryStep[]> {
    const steps = await this.sql.rows<HistoryStep>(
      `select t.seq, t.event, t.to_state, t.at, coalesce(m.display_name, p.name) as actor, t.actor_role, t.input
       from scholarship_transition t left join staff_member m on m.id::text = t.actor_id
       left join claim_party p on 'party:' || p.id = t.actor_id where t.subject_id = $1 order by t.seq`,
      [subjectId],
    )
    return this.personal.reveal(steps, { input: 'scholarship_transition.input' })
  }

  /** Who acts on the claim, and may be a child's guardian. */
  peopleOf(claimId: string): Promise<{ id: string; name: string; relation: string | null }[]> {
    return this.sql.rows(
      'select id, name, relation from claim_party where claim_id = $1 and acts order by joined_at, id',
      [claimId],
    )
  }

  private async only<File extends AwardOnFile>(found: readonly File[], missing: string): Promise<File> {
    const [file] = await this.personal.reveal(
      found,
      SEALED as Partial<Record<keyof File, 'payee.account_number'>>,
    )
    if (!file) throw new NotFound(missing)
    return file
  }
}
