import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { CheckDocumentsProcessor } from './check-documents.processor.js'
import { DocumentSweepTimer } from './document-sweep.timer.js'
import { DocumentsModule } from './documents.module.js'

@Module({
  imports: [DocumentsModule, OutboxModule],
  providers: [CheckDocumentsProcessor, DocumentSweepTimer],
})
export class DocumentsWorkerModule {}
