import { Module } from '@nestjs/common'
import { Inbox } from './inbox.service.js'
import { OutboxNudge } from './outbox-nudge.js'

/** Writing side and receiving side of the outbox. The relay between them is loaded by the processes that relay. */
@Module({ providers: [OutboxNudge, Inbox], exports: [OutboxNudge, Inbox] })
export class OutboxModule {}
