import { Get } from '@nestjs/common'
import { Roles } from '../../platform/login/access.js'
import { StuckWork } from '../../reporting/stuck.query.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { HealthPage } from './health.page.js'

@PageController('admin/kesehatan')
export class HealthPageController {
  constructor(private readonly stuck: StuckWork) {}

  /** What it lists concerns the whole installation, so it is for those who look over all of it. */
  @Get()
  @Roles('admin', 'auditor')
  async show(): Promise<PageAnswer> {
    return <HealthPage stuck={await this.stuck.list()} />
  }
}
