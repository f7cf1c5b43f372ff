/** How each topic is worked off. One file, so that the load a machine must bear can be read at a glance. */
export interface TopicRule {
  /** Tries before the work is given up and becomes a row with an owner. */
  attempts: number
  /** Wait before the second try; doubles with every further one. */
  backoffMs: number
  /** Jobs in progress at once in one worker process. */
  concurrency: number
  /** Messages that may share a job, where each is done in a moment: a job costs a queue store more than its work costs us. */
  together: number
  /** The role that owns the work when it is given up. */
  owner: string
}

export const topicRules = {
  'documents.check': { attempts: 4, backoffMs: 500, concurrency: 8, together: 1, owner: 'verifier' },
  'assessment.draft': { attempts: 4, backoffMs: 500, concurrency: 4, together: 16, owner: 'verifier' },
  'payment.send': { attempts: 6, backoffMs: 1_000, concurrency: 4, together: 16, owner: 'releaser' },
  'letter.write': { attempts: 4, backoffMs: 500, concurrency: 2, together: 1, owner: 'officer' },
  'coverage.compare': { attempts: 4, backoffMs: 1_000, concurrency: 1, together: 1, owner: 'verifier' },
  'notification.send': { attempts: 5, backoffMs: 1_000, concurrency: 4, together: 16, owner: 'officer' },
} as const satisfies Record<string, TopicRule>

export type TopicName = keyof typeof topicRules

/** What is seen of a job: which messages of the outbox it is about, and nothing else. */
export interface Handover {
  readonly data: { readonly outboxIds: readonly string[] }
}

export const topicNames = Object.keys(topicRules) as TopicName[]

/** A worker says every half of this that it is still at a job. */
const LOCK_MS = 6_000
const LOOK_FOR_DEAD_WORKERS_EVERY_MS = 3_000

/** How a worker works off a topic: what a dead one left is taken up by another within some seconds. */
export function workerOptions(topic: TopicName) {
  const { concurrency } = topicRules[topic]
  // Begun by `WorkersAtWork`.
  return {
    concurrency,
    autorun: false,
    lockDuration: LOCK_MS,
    stalledInterval: LOOK_FOR_DEAD_WORKERS_EVERY_MS,
  }
}
