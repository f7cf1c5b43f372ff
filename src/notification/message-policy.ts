import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'
import { channelNames } from './channels/channel.port.js'
import { branchZones } from './quiet-hours.js'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'tulis waktu sebagai JJ:MM')
const count = z.int().positive()
const way = z.strictObject({ report_within_hours: count, silence: z.enum(['failed', 'delivered']) })
const words = z.array(z.string().trim().min(1)).min(1)

const schema = z.strictObject({
  quiet_hours: z.strictObject({ from: time, until: time }).refine(({ from, until }) => from > until, {
    message: 'jam tenang harus melewati tengah malam',
  }),
  default_zone: z.enum(branchZones),
  channel_order: z.array(z.enum(channelNames)).length(channelNames.length),
  channels: z.record(z.enum(channelNames), way),
  retry_after_minutes: z.array(count),
  patience_seconds: count,
  code_valid_minutes: count,
  words_of_cause: words,
  banned_words: words,
})

/** The rules of `config/procedure/messages.yaml`; a file that is not in order refuses the start. */
@Injectable()
export class MessagePolicy {
  readonly rules = readRuleFile('procedure/messages.yaml', schema)
}
