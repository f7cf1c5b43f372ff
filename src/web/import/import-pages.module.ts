import { Module } from '@nestjs/common'
import { Cohorts } from '../../membership/cohorts.query.js'
import { MembershipModule } from '../../membership/membership.module.js'
import { RecentImports } from '../../membership/recent-imports.query.js'
import { ImportController } from './import.controller.js'

/** Bringing participants in. */
@Module({ imports: [MembershipModule], controllers: [ImportController], providers: [Cohorts, RecentImports] })
export class ImportPagesModule {}
