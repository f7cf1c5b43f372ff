import { Module } from '@nestjs/common'
import { Cohorts } from '../../membership/cohorts.query.js'
import { MembershipModule } from '../../membership/membership.module.js'
import { ImportController } from './import.controller.js'

/** Bringing participants in. */
@Module({ imports: [MembershipModule], controllers: [ImportController], providers: [Cohorts] })
export class ImportPagesModule {}
