import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { getQueueToken } from '@nestjs/bullmq'
import { Injectable } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import type { Queue } from 'bullmq'
import { dateOfInstant, parseInstant } from '#libs/local-date'
import { Clock } from '../../platform/clock/clock.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Sql } from '../../platform/database/sql.js'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { topicNames } from '../../platform/queue/topics.js'
import type { PartDto, ReadyDto } from './health.dto.js'

const PATIENCE_MS = 2_000
/** A row that was due this long ago and lies there still means that nobody relays. */
const RELAY_LATE_SECONDS = 30

/** Whether this process can do its work: the database answers, the queue answers, and what is due leaves the outbox. */
@Injectable()
export class Readiness {
  readonly version = (
    JSON.parse(readFileSync(join(findConfigDirectory(), '..', 'package.json'), 'utf8')) as { version: string }
  ).version

  constructor(
    private readonly sql: Sql,
    private readonly modules: ModuleRef,
    private readonly law: LawInForce,
    private readonly clock: Clock,
  ) {}

  async look(): Promise<ReadyDto> {
    const answers = await Promise.all([
      part('database', () => this.sql.rows('select 1')),
      part('queue', () => this.queue().getJobCounts('waiting')),
      part('relay', () => this.assertRelayed()),
    ])
    const parts = [...answers, this.calendar()]
    return {
      status: parts.every(({ status }) => status === 'up') ? 'up' : 'down',
      version: this.version,
      parts,
    }
  }

  /** Work goes on without next year's decree, so this part is up; whoever watches is told in time to load it. */
  private calendar(): PartDto {
    const end = this.law.calendarEndsSoon(dateOfInstant(parseInstant(this.clock.now()), 'WIB'))
    if (end === undefined) return { name: 'calendar', status: 'up' }
    return { name: 'calendar', status: 'up', detail: `holidays are decreed until ${end} only` }
  }

  private queue(): Queue {
    return this.modules.get<Queue>(getQueueToken(topicNames[0]), { strict: false })
  }

  private async assertRelayed(): Promise<void> {
    const [late] = await this.sql.rows<{ waiting: boolean }>(
      `select exists (select from outbox where handled_at is null and gave_up_at is null
         and due_at < clock_timestamp() - make_interval(secs => $1)) as waiting`,
      [RELAY_LATE_SECONDS],
    )
    if (late?.waiting) throw new Error(`messages wait longer than ${RELAY_LATE_SECONDS} seconds`)
  }
}

async function part(name: string, check: () => Promise<unknown>): Promise<PartDto> {
  const timer = new AbortController()
  const tooLate = wait(PATIENCE_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`no answer in ${PATIENCE_MS / 1000} seconds`)
  })
  try {
    await Promise.race([check(), tooLate])
    return { name, status: 'up' }
  } catch (error) {
    return { name, status: 'down', detail: error instanceof Error ? error.message : 'unknown' }
  } finally {
    timer.abort()
    tooLate.catch(() => undefined)
  }
}
