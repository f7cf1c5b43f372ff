import { WorkerHost } from '@nestjs/bullmq'
import { Logger, type OnApplicationBootstrap } from '@nestjs/common'
import type { DiscoveryService } from '@nestjs/core'
import type { Worker } from 'bullmq'

/**
 * Lets the workers begin when their queues have answered. A queue in PostgreSQL that could not be reached at first refuses
 * every later question too, at once and without a pause: its worker would ask for ever, and its process would hear
 * neither a signal nor that its parent is gone. Such a start fails instead. Redis may come later: its client waits.
 */
export class WorkersAtWork implements OnApplicationBootstrap {
  private readonly log = new Logger(WorkersAtWork.name)

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly store: 'postgres' | 'redis',
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const workers = this.workers()
    // A lock that was renewed too late or a store that is away for a moment is a line in the log; unheard, it would be a
    // stack on the screen of whoever started us. What becomes of the message is told by its row.
    for (const worker of workers)
      worker.on('error', ({ message }) => this.log.warn(`${worker.name}: ${message}`))
    const begun = Promise.all(workers.map(begin))
    if (this.store === 'postgres') await begun
    else begun.catch(saidByTheWorker)
  }

  private workers(): Worker[] {
    const instances = this.discovery.getProviders().map(({ instance }): unknown => instance)
    return instances
      .filter((each): each is WorkerHost => each instanceof WorkerHost)
      .map(({ worker }) => worker)
  }
}

async function begin(worker: Worker): Promise<void> {
  await worker.waitUntilReady()
  worker.run().catch((error: Error) => worker.emit('error', error))
}

function saidByTheWorker(): void {
  // As an event of its own.
}
