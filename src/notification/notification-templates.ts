import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { templates, type Template } from '#libs/lifecycle'
import { parse } from 'yaml'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'

const schema = z.strictObject({ sms: z.string().min(1) })

/** The words of every message, from config/notifications; a missing or unknown template refuses the start. */
@Injectable()
export class NotificationTemplates {
  private readonly texts = new Map<string, string>()

  constructor() {
    const folder = join(findConfigDirectory(), 'notifications')
    for (const file of readdirSync(folder)) {
      const parsed = schema.safeParse(parse(readFileSync(join(folder, file), 'utf8')))
      if (!parsed.success) throw new Error(`${join(folder, file)}: ${z.prettifyError(parsed.error)}`)
      this.texts.set(file.replace(/\.yaml$/, ''), parsed.data.sms)
    }
    const missing = templates.filter((name) => !this.texts.has(name))
    if (missing.length > 0) throw new Error(`config/notifications has no words for ${missing.join(', ')}`)
  }

  render(template: Template, values: { number: string }): string {
    const text = this.texts.get(template)
    if (text === undefined) throw new Error(`No template named ${template}`)
    return text.replaceAll('{number}', values.number)
  }
}
