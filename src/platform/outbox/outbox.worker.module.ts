import { Module } from '@nestjs/common'
import { OutboxHousekeeping } from './outbox-housekeeping.js'

@Module({ providers: [OutboxHousekeeping] })
export class OutboxWorkerModule {}
