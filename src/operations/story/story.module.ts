import { type DynamicModule, Module } from '@nestjs/common'
import { ClaimsWorkerModule } from '../../claims/claims.worker.module.js'
import { StaffModule } from '../../staff/staff.module.js'
import { foundation, type RuntimeSettings, stages } from '../../web.module.js'

/** The product as the story drives it: every stage, no door, and no worker: those run as processes of their own. */
@Module({})
export class StoryModule {
  static for(settings: RuntimeSettings): DynamicModule {
    return {
      module: StoryModule,
      imports: [...foundation(settings), ...stages, StaffModule, ClaimsWorkerModule],
    }
  }
}
