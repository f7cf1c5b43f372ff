/**
 * Documents: which ones a claim needs, the files that were given, what machines found in them and what people decided.
 * It tells the claim only that its checks are over and that it is complete; it decides nothing about a benefit.
 */
import { join, resolve } from 'node:path'
import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimFactsParts } from '../claims/claim-facts.port.js'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { NamedKeys } from '../platform/personal-data/named-keys.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { BreakGlass } from './break-glass.service.js'
import { ChecklistService } from './checklist.service.js'
import { checksMaker } from './checks.maker.js'
import { ClamdScanner } from './checks/clamd-scanner.js'
import { CopyCheck } from './checks/copy.check.js'
import { LimitsCheck } from './checks/limits.check.js'
import { OpensCheck } from './checks/opens.check.js'
import { TextCheck } from './checks/text.check.js'
import { TypeCheck } from './checks/type.check.js'
import { VirusScanner } from './checks/virus-scanner.port.js'
import { VirusCheck } from './checks/virus.check.js'
import { ClaimProgress } from './claim-progress.service.js'
import { ChecksToRun, DocumentChecks } from './document-checks.service.js'
import { DocumentDecisions } from './document-decisions.service.js'
import { DocumentWords } from './document-words.js'
import { DocumentService } from './document.service.js'
import { DocumentSweep } from './document-sweep.service.js'
import { documentsFactsParts } from './documents.facts-parts.js'
import { SealedPapers } from './sealed-papers.service.js'
import { MergedPapers } from './merged-papers.service.js'
import { Openings } from './openings.service.js'
import { DiskDocumentStore } from './storage/disk-document-store.js'
import { DocumentStore } from './storage/document-store.port.js'
import { DocumentVault } from './storage/document-vault.js'
import { s3SettingsFrom } from './storage/s3-settings.js'
import { ResumableUploads, UploadFolder } from './uploads/resumable-uploads.service.js'
import { YearPapers } from './year-papers.service.js'
import { UploadRows } from './uploads/upload-rows.js'

/** SANTUN_STORAGE, or `documents` beside the embedded database. */
function storageFolder(environment: NodeJS.ProcessEnv): string {
  return environment.SANTUN_STORAGE ?? join(resolve(environment.SANTUN_DATA ?? '.data'), 'documents')
}

/** The bucket of SANTUN_S3_*, or a folder on this machine. */
async function storeFrom(environment: NodeJS.ProcessEnv): Promise<DocumentStore> {
  const s3 = s3SettingsFrom(environment)
  if (!s3) return new DiskDocumentStore(storageFolder(environment))
  // The client of S3 takes as long to load as all other files of this stage together.
  const { S3DocumentStore } = await import('./storage/s3-document-store.js')
  return new S3DocumentStore(s3)
}

/** ClamAV at SANTUN_CLAMD (host:port); without it the virus check answers "unavailable". */
function scannerFrom(environment: NodeJS.ProcessEnv): VirusScanner | undefined {
  return environment.SANTUN_CLAMD ? ClamdScanner.at(environment.SANTUN_CLAMD) : undefined
}

/** Cheap and safe ones first: nothing opens a file that was found dangerous. */
function checksInOrder(
  sql: Sql,
  clock: Clock,
  vault: DocumentVault,
  namedKeys: NamedKeys,
  personal: PersonalData,
  scanner: VirusScanner | undefined,
): ChecksToRun {
  const opens = new OpensCheck(sql, clock, vault)
  const text = new TextCheck(sql, clock, vault, namedKeys, personal)
  return {
    checks: [
      new TypeCheck(),
      new LimitsCheck(),
      new VirusCheck(scanner),
      opens,
      new CopyCheck(sql, vault),
      text,
    ],
  }
}

@Module({
  imports: [ClaimsModule, OutboxModule, PersonalDataModule],
  providers: [
    DocumentWords,
    ChecklistService,
    DocumentVault,
    DocumentService,
    DocumentDecisions,
    DocumentChecks,
    ClaimProgress,
    ResumableUploads,
    UploadRows,
    DocumentSweep,
    Openings,
    BreakGlass,
    SealedPapers,
    MergedPapers,
    YearPapers,
    { provide: UploadFolder, useFactory: () => ({ path: join(storageFolder(process.env), 'uploads') }) },
    { provide: DocumentStore, useFactory: () => storeFrom(process.env) },
    { provide: VirusScanner, useFactory: () => scannerFrom(process.env) },
    {
      provide: ChecksToRun,
      useFactory: checksInOrder,
      inject: [Sql, Clock, DocumentVault, NamedKeys, PersonalData, { token: VirusScanner, optional: true }],
    },
  ],
  exports: [
    ChecklistService,
    DocumentService,
    DocumentDecisions,
    DocumentChecks,
    ClaimProgress,
    ResumableUploads,
    DocumentSweep,
    Openings,
    BreakGlass,
    SealedPapers,
    MergedPapers,
    YearPapers,
  ],
})
export class DocumentsModule implements OnModuleInit {
  constructor(
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
  ) {}

  onModuleInit(): void {
    this.parts.register(...documentsFactsParts)
    this.makers.register(checksMaker)
  }
}
