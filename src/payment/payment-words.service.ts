import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { readYaml } from '../platform/law-loader/read-yaml.js'

const words = z.record(z.string(), z.object({ label: z.string(), text: z.string() }))
const file = z.object({ accounts: words, entries: words, placement_notes: words })

type Group = keyof z.infer<typeof file>

/** Words for the codes of payments, from `config/messages/payment.yaml`. */
@Injectable()
export class PaymentWords {
  private readonly words = file.parse(
    readYaml(join(findConfigDirectory(), 'messages', 'payment.yaml')).content,
  )

  /** In a few words; the code itself where there are none. */
  label(group: Group, code: string): string {
    return this.words[group][code]?.label ?? code
  }

  /** One sentence for whoever must do something about it. */
  text(group: Group, code: string): string {
    return this.words[group][code]?.text ?? code
  }
}
