import { Injectable } from '@nestjs/common'
import { dateOfInstant, parseInstant } from '#libs/local-date'
import { BankList } from '../../intake/bank-list.service.js'
import { ChecklistService } from '../../documents/checklist.service.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { Clock } from '../../platform/clock/clock.js'

/** Codes of scholarships as people read them. */
@Injectable()
export class ScholarshipLabels {
  constructor(
    private readonly words: ProblemWords,
    private readonly law: LawInForce,
    private readonly checklist: ChecklistService,
    private readonly clock: Clock,
    private readonly banks: BankList,
  ) {}

  readonly yearState = (code: string): string => this.words.label('scholarship_year_states', code)
  readonly awardState = (code: string): string => this.words.label('award_states', code)
  readonly yearEvent = (code: string): string => this.words.label('scholarship_year_events', code)
  readonly awardEvent = (code: string): string => this.words.label('award_events', code)
  readonly role = (code: string): string => this.words.label('roles', code)
  readonly bank = (code: string | null): string => (code === null ? '' : this.banks.nameOf(code))
  readonly paper = (code: string): string => this.checklist.nameOf(code)
  readonly refusal = (code: string): string => this.words.refusal({ code }).words

  /** The name of a level by the law of today. */
  readonly level = (code: string | null): string => {
    const day = dateOfInstant(parseInstant(this.clock.now()), 'WIB')
    const levels = this.law.book.table('scholarship.levels', day).value
    return levels.find((level) => level.code === code)?.name ?? code ?? '–'
  }
}
