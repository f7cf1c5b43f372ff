import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import {
  awardTemplates,
  incidentTemplates,
  objectionTemplates,
  recoveryTemplates,
  templates as claimTemplates,
  yearTemplates,
} from '#libs/lifecycle'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { readRuleFile } from '../../platform/law-loader/read-rule-file.js'
import { PublicUrl } from '../../platform/public-url.js'
import type { ChannelName } from '../channels/channel.port.js'
import { MessagePolicy } from '../message-policy.js'
import { DocumentNames } from './document-names.js'
import {
  doorOf,
  faultsOf,
  fill,
  fitsInSms,
  type MessageTemplate,
  templateSchema,
  urlOf,
} from './message-template.js'

/** Messages that are sent for other reasons than a step of a claim. */
const otherTemplates = [
  'documents-reminder',
  'helper-named',
  'helper-ended',
  'phone-changed',
  'one-time-code',
  'coverage-ending',
  'cohort-coverage-ending',
  'coverage-missed',
  'cohort-coverage-missed',
  'late-compensation',
  'scholarship-reminder',
  'incident-received',
  'incident-report-awaited',
  ...incidentTemplates,
  ...recoveryTemplates,
  ...objectionTemplates,
  ...awardTemplates,
  ...yearTemplates,
] as const

/** What a template is filled with. `documents` are codes, because how they are named depends on the room there is. */
export interface Fill {
  number?: string
  documents?: string[]
  [placeholder: string]: string | string[] | undefined
}

export interface Rendered {
  subject: string | null
  text: string
}

/** The words of every message, from config/notifications; one that is missing or not in order refuses the start. */
@Injectable()
export class NotificationTemplates {
  private readonly templates = new Map<string, MessageTemplate>()

  constructor(
    policy: MessagePolicy,
    private readonly publicUrl: PublicUrl,
    private readonly documents: DocumentNames,
  ) {
    const folder = join(findConfigDirectory(), 'notifications')
    for (const file of readdirSync(folder).sort()) {
      const path = join(folder, file)
      const template = readRuleFile(path, templateSchema)
      const faults = faultsOf(template, policy.rules, publicUrl.base)
      if (faults.length > 0) throw new Error(`${path}: ${faults.join('; ')}`)
      this.templates.set(file.replace(/\.yaml$/, ''), template)
    }
    const missing = [...claimTemplates, ...otherTemplates].filter((name) => !this.templates.has(name))
    if (missing.length > 0) throw new Error(`config/notifications has no words for ${missing.join(', ')}`)
  }

  get names(): string[] {
    return [...this.templates.keys()]
  }

  /** Templates that are sent again and again while a clock runs. */
  get reminders(): { name: string; clock: NonNullable<MessageTemplate['reminder']>['clock'] }[] {
    return [...this.templates].flatMap(([name, { reminder }]) =>
      reminder ? [{ name, clock: reminder.clock }] : [],
    )
  }

  /** @throws Error when there is no such template */
  get(name: string): MessageTemplate {
    const template = this.templates.get(name)
    if (!template) throw new Error(`No template named ${name}`)
    return template
  }

  /** @throws MissingValue when the fill lacks something the words ask for */
  render(name: string, channel: ChannelName, values: Fill): Rendered {
    const { sms, whatsapp, email } = this.get(name)
    const plain = this.plain(values)
    const named = {
      ...plain,
      ...(values.documents ? { documents: this.documents.inWords(values.documents) } : {}),
    }
    if (channel === 'email') return { subject: fill(email.subject, plain), text: fill(email.text, named) }
    if (channel === 'whatsapp') return { subject: null, text: fill(whatsapp, named) }
    const full = fill(sms, named)
    return { subject: null, text: fitsInSms(full) ? full : fill(sms, plain) }
  }

  /** The values as they fit everywhere: documents are counted, not named. */
  private plain({ documents, ...values }: Fill): Partial<Record<string, string>> {
    const { number } = values
    return {
      ...(values as Partial<Record<string, string>>),
      door: doorOf(this.publicUrl.base),
      ...(number ? { url: urlOf(this.publicUrl.base, number) } : {}),
      ...(documents ? { documents: this.documents.counted(documents) } : {}),
    }
  }
}
