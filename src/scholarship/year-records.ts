import { Injectable } from '@nestjs/common'
import { SchoolYearPlans } from './school-year-plans.service.js'
import { YearObligations } from './year-obligations.service.js'

/** What a step of a scholarship writes beside its history, in the same transaction. */
@Injectable()
export class YearRecords {
  constructor(
    readonly plans: SchoolYearPlans,
    readonly obligations: YearObligations,
  ) {}
}
