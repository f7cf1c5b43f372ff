import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { readRuleFile } from '../law-loader/read-rule-file.js'
import { topicNames } from '../queue/topics.js'
import { ProblemWords } from './problem-words.js'

/** What else than work of the outbox is put before a person. */
export const attentionTopics = [
  'account.inquiry',
  'payment.release',
  'payment.statement',
  'data.request',
  'quality.review',
  'incident.not_work_related',
  'incident.jkm_unclaimed',
] as const

const text = z.string().trim().min(1)
const schema = z.strictObject({
  works: z.record(z.enum(topicNames), text),
  topics: z.record(z.enum(attentionTopics), text),
  reasons: z.record(z.string(), text),
})
const CODE = /^[A-Z][A-Z0-9_]+$/
/** How a deadline ended is said with its name already. */
const RAN_OUT = 'CLOCK_RAN_OUT'

/** What waits for a person, in Indonesian, from `config/messages/attention.yaml`; nothing starts without words for a topic. */
@Injectable()
export class AttentionWords {
  private readonly file = readRuleFile('messages/attention.yaml', schema)

  constructor(private readonly words: ProblemWords) {}

  /** The work of a message, as a noun. */
  work(topic: string): string {
    return (this.file.works as Partial<Record<string, string>>)[topic] ?? topic
  }

  /** What an open row of `attention` is about, and why. */
  what(topic: string, reason: string): string {
    const [, clock] = /^clock\.(.+)$/.exec(topic) ?? []
    if (clock !== undefined) return sentences(this.clockRanOut(clock), this.why(reason))
    if (topic.startsWith('waiting.')) return reason
    const told = (this.file.topics as Partial<Record<string, string>>)[topic]
    return told === undefined
      ? `${this.work(topic)} berhenti. Kata mesin: ${reason}`
      : sentences(told, this.why(reason))
  }

  message(template: string): string {
    return this.words.label('templates', template)
  }

  state(state: string): string {
    return this.words.label('claim_states', state)
  }

  clockRanOut(clock: string): string {
    return `${this.words.label('clocks', clock)} sudah lewat.`
  }

  /** A role within a sentence. */
  role(role: string): string {
    const label = this.words.label('roles', role)
    return label.charAt(0).toLowerCase() + label.slice(1)
  }

  /** Codes by their sentences, a sentence as it is, and whatever else (the name of a file) within brackets. */
  private why(reason: string): string {
    if (reason === RAN_OUT) return ''
    if (reason.endsWith('.')) return reason
    const codes = reason.split(', ')
    return codes.every((code) => CODE.test(code))
      ? codes.map((code) => this.file.reasons[code] ?? this.words.refusal({ code }).words).join(' ')
      : `(${reason})`
  }
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}
