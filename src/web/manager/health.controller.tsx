import { Get } from '@nestjs/common'
import { Clock } from '../../platform/clock/clock.js'
import { Sql } from '../../platform/database/sql.js'
import { Roles } from '../../platform/login/access.js'
import { findStuck } from '../../reporting/stuck.query.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { HealthPage } from './health.page.js'

@PageController('admin/kesehatan')
export class HealthPageController {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** What it lists concerns the whole installation, so it is for those who look over all of it. */
  @Get()
  @Roles('admin', 'auditor')
  async show(): Promise<PageAnswer> {
    return <HealthPage stuck={await findStuck(this.sql, this.clock.now())} />
  }
}
