import { Module } from '@nestjs/common'
import { ClaimsModule } from '../claims/claims.module.js'
import { IntakeModule } from '../intake/intake.module.js'
import { MembershipModule } from '../membership/membership.module.js'
import { ParticipantOfCard } from '../membership/participant-of-card.query.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { IncidentCare } from './care.service.js'
import { IncidentClaims } from './incident-claims.service.js'
import { IncidentClocks } from './incident-clocks.js'
import { IncidentAccess } from './incident-access.service.js'
import { IncidentCoverage } from './incident-coverage.service.js'
import { IncidentDeaths } from './incident-deaths.service.js'
import { IncidentFiles } from './incident-file.query.js'
import { IncidentReports } from './incident-reports.service.js'
import { IncidentRules } from './incident-rules.js'
import { IncidentStaff } from './incident-staff.service.js'
import { IncidentStandings } from './incident-standing.query.js'
import { IncidentSweep } from './incident-sweep.service.js'
import { IncidentsInBranch } from './incidents-in-branch.query.js'
import { IncidentLifecycle } from './incident-lifecycle.service.js'
import { IncidentNotices } from './incident-notices.service.js'

const services = [
  IncidentLifecycle,
  IncidentCoverage,
  IncidentNotices,
  IncidentCare,
  IncidentClaims,
  IncidentFiles,
  IncidentsInBranch,
  IncidentStaff,
  IncidentAccess,
  IncidentReports,
  IncidentStandings,
  IncidentDeaths,
  IncidentSweep,
]

/**
 * Work accidents and occupational diseases, from the first word of them to the day on which nothing is owed any more. It
 * owns the course, the care and the reports of an incident; the claims that follow belong to the stages of a claim.
 */
@Module({
  imports: [ClaimsModule, LawModule, MembershipModule, IntakeModule, PersonalDataModule, OutboxModule],
  providers: [...services, IncidentClocks, IncidentRules, ParticipantOfCard, ProblemWords],
  exports: services,
})
export class IncidentsModule {}
