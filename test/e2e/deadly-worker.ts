/** A worker of its own that is killed in the middle of one check, as by a crash or the system's memory guard. */
import 'reflect-metadata'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import type { CheckKind } from '../../src/documents/checks/document-check.js'
import { ChecksToRun } from '../../src/documents/document-checks.service.js'
import { DocumentVault } from '../../src/documents/storage/document-vault.js'
import { MovedClock } from '../../src/platform/clock/clock.js'
import type { DatabaseSettings } from '../../src/platform/database/database-settings.js'
import { documentWorker } from './documents-desk.js'

export interface DeadlyWork {
  database: DatabaseSettings
  folder: string
  now: string
  kind: CheckKind
  outboxId: string
}

const { database, folder, now, kind, outboxId } = JSON.parse(process.argv[2] ?? '{}') as DeadlyWork

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}

const worker = await documentWorker(database, new MovedClock(now), folder)
if (kind === 'intact') Object.assign(worker.get(DocumentVault, { strict: false }), { open: die })
const check = worker.get(ChecksToRun, { strict: false }).checks.find((one) => one.kind === kind)
if (check) Object.assign(check, { run: die })
await worker.get(CheckDocumentsProcessor, { strict: false }).process({ data: { outboxIds: [outboxId] } })
