import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimFactsParts } from '../claims/claim-facts.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { Contributions } from './contributions.service.js'
import { coverageFacts } from './coverage.facts-part.js'
import { CoverageDifferences } from './coverage-differences.service.js'
import { CoverageNotices } from './coverage-notices.service.js'
import { CoverageWatch } from './coverage-watch.service.js'
import { Coverage } from './coverage.service.js'
import { Employers } from './employers.service.js'
import { ImportHeadings } from './import-headings.service.js'
import { ImportUndo } from './import-undo.service.js'
import { ImportWords } from './import-words.js'
import { ParticipantImport } from './participant-import.service.js'
import { ParticipationCards } from './participation-cards.service.js'
import { RefusedRows } from './refused-rows.query.js'
import { SponsorReports } from './sponsor-report.query.js'
import { Sponsors } from './sponsors.service.js'

const services = [
  ParticipantImport,
  ImportHeadings,
  ImportUndo,
  RefusedRows,
  Sponsors,
  Employers,
  Contributions,
  Coverage,
  CoverageDifferences,
  CoverageWatch,
  CoverageNotices,
  ParticipationCards,
  SponsorReports,
]

/**
 * The registry: who is a participant, under which membership, and which months were paid. It answers what was known of
 * somebody on a day. Of claims it knows only which rest on an answer it would give otherwise today; it decides no benefit.
 */
@Module({
  imports: [LawModule, ClaimsModule, PersonalDataModule],
  providers: [ImportWords, ...services],
  exports: services,
})
export class MembershipModule implements OnModuleInit {
  constructor(private readonly parts: ClaimFactsParts) {}

  onModuleInit(): void {
    this.parts.register(coverageFacts)
  }
}
