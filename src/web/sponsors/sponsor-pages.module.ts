import { Module } from '@nestjs/common'
import { MembershipModule } from '../../membership/membership.module.js'
import { SponsorsInSight } from '../../membership/sponsors-in-sight.query.js'
import { ReportingModule } from '../../reporting/reporting.module.js'
import { SponsorsController } from './sponsors.controller.js'

/** Cover that ends, and who pays for it. */
@Module({
  imports: [MembershipModule, ReportingModule],
  controllers: [SponsorsController],
  providers: [SponsorsInSight],
})
export class SponsorPagesModule {}
