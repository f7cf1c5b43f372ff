import { BullModule } from '@nestjs/bullmq'
import { type DynamicModule, Module } from '@nestjs/common'
import { DiscoveryModule, DiscoveryService } from '@nestjs/core'
import type { DatabaseSettings } from '../database/database-settings.js'
import { OutboxModule } from '../outbox/outbox.module.js'
import { OutboxRelay, RedeliveryInterval } from '../outbox/outbox-relay.service.js'
import { queueConnection } from './queue-connection.js'
import { topicNames } from './topics.js'
import { WorkersAtWork } from './workers-at-work.js'

export interface QueueSettings {
  database: DatabaseSettings
  redisUrl?: string
  /** Seconds after which a message without an outcome is handed over again. */
  redeliverAfter?: number
  /** False: this process leaves the outbox to others. */
  relay?: boolean
}

const REDELIVER_AFTER_SECONDS = 60

/** The queues, one a topic, and the relay that fills them from the outbox. */
@Module({})
export class QueueModule {
  static for(settings: QueueSettings): DynamicModule {
    const seconds = settings.redeliverAfter ?? REDELIVER_AFTER_SECONDS
    return {
      module: QueueModule,
      global: true,
      imports: [
        DiscoveryModule,
        OutboxModule,
        BullModule.forRoot({
          connection: queueConnection(settings.database, settings.redisUrl),
          prefix: 'santun',
        }),
        BullModule.registerQueue(...topicNames.map((name) => ({ name }))),
      ],
      providers: [
        {
          provide: WorkersAtWork,
          useFactory: (discovery: DiscoveryService) =>
            new WorkersAtWork(discovery, settings.redisUrl ? 'redis' : 'postgres'),
          inject: [DiscoveryService],
        },
        ...(settings.relay === false
          ? []
          : [{ provide: RedeliveryInterval, useValue: new RedeliveryInterval(seconds) }, OutboxRelay]),
      ],
      exports: [BullModule],
    }
  }
}
