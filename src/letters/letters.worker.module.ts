import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { LettersModule } from './letters.module.js'
import { WriteLetterProcessor } from './write-letter.processor.js'

@Module({ imports: [LettersModule, OutboxModule], providers: [WriteLetterProcessor] })
export class LettersWorkerModule {}
