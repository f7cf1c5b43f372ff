import { Module } from '@nestjs/common'
import { LawModule } from '../platform/law-loader/law.module.js'
import { Contributions } from './contributions.service.js'
import { Coverage } from './coverage.service.js'
import { ImportWords } from './import-words.js'
import { ParticipantImport } from './participant-import.service.js'
import { RefusedRows } from './refused-rows.query.js'
import { Sponsors } from './sponsors.service.js'

/**
 * The registry: who is a participant, under which membership, and which months were paid. It answers what was known of
 * somebody on a day; it knows no claim and decides no benefit.
 */
@Module({
  imports: [LawModule],
  providers: [ImportWords, ParticipantImport, RefusedRows, Sponsors, Contributions, Coverage],
  exports: [ParticipantImport, RefusedRows, Sponsors, Contributions, Coverage],
})
export class MembershipModule {}
