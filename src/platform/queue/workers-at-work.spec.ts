import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { WorkerHost } from '@nestjs/bullmq'
import { Logger } from '@nestjs/common'
import { WorkersAtWork } from './workers-at-work.js'

class Stumbling extends WorkerHost {
  override get worker(): never {
    return this.stumbling as never
  }

  private readonly stumbling = Object.assign(new EventEmitter(), {
    name: 'documents.check',
    waitUntilReady: () => Promise.resolve(),
    run: () => Promise.reject(new Error('could not renew lock for job 7')),
  })

  process(): Promise<void> {
    return Promise.resolve()
  }
}

describe('a worker that stumbles', () => {
  afterEach(() => {
    jest.restoreAllMocks()
  })

  it('is a line in the log, and nothing on the screen', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined)
    const discovery = { getProviders: () => [{ instance: new Stumbling() }] }
    await new WorkersAtWork(discovery as never, 'postgres').onApplicationBootstrap()
    await Promise.resolve()
    expect(warned).toHaveBeenCalledWith('documents.check: could not renew lock for job 7')
  })
})
