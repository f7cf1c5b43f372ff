import { type DynamicModule, Module } from '@nestjs/common'
import { ClaimsWorkerModule } from '../../claims/claims.worker.module.js'
import { ReportingModule } from '../../reporting/reporting.module.js'
import { StaffModule } from '../../staff/staff.module.js'
import { foundation, type RuntimeSettings, stages } from '../../web.module.js'

/** The product as the story and the commands drive it: every stage, no door, and no worker: those are processes of their own. */
@Module({})
export class StoryModule {
  static for(settings: RuntimeSettings): DynamicModule {
    return {
      module: StoryModule,
      imports: [...foundation(settings), ...stages, StaffModule, ReportingModule, ClaimsWorkerModule],
    }
  }
}
