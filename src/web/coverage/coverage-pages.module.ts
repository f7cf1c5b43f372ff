import { Module } from '@nestjs/common'
import { MembershipModule } from '../../membership/membership.module.js'
import { CoverageController } from './coverage.controller.js'

/** Who is covered, on which day. */
@Module({ imports: [MembershipModule], controllers: [CoverageController] })
export class CoveragePagesModule {}
