/** How each topic is worked off. One file, so that the load a machine must bear can be read at a glance. */
export interface TopicRule {
  /** Tries before the work is given up and becomes a row with an owner. */
  attempts: number
  /** Wait before the second try; doubles with every further one. */
  backoffMs: number
  /** Jobs in progress at once in one worker process. */
  concurrency: number
  /** The role that owns the work when it is given up. */
  owner: string
}

export const topicRules = {
  'documents.check': { attempts: 4, backoffMs: 500, concurrency: 8, owner: 'verifier' },
  'assessment.draft': { attempts: 4, backoffMs: 500, concurrency: 8, owner: 'verifier' },
  'payment.send': { attempts: 6, backoffMs: 1_000, concurrency: 4, owner: 'releaser' },
  'notification.send': { attempts: 5, backoffMs: 1_000, concurrency: 8, owner: 'officer' },
} as const satisfies Record<string, TopicRule>

export type TopicName = keyof typeof topicRules
export const topicNames = Object.keys(topicRules) as TopicName[]
