import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { readYaml } from '../platform/law-loader/read-yaml.js'

const bank = z.strictObject({
  code: z.string().regex(/^\d{3}$/),
  name: z.string().min(1),
  /** How many digits its account numbers usually have. */
  digits: z.array(z.int().min(8).max(20)).min(1),
})
export type Bank = z.infer<typeof bank>

/** The banks of `config/banks.yaml`, in its order. A file that is not of this form stops the start. */
@Injectable()
export class BankList {
  readonly banks: readonly Bank[] = z
    .strictObject({ banks: z.array(bank).min(1) })
    .parse(readYaml(join(findConfigDirectory(), 'banks.yaml')).content).banks

  find(code: string | undefined): Bank | undefined {
    return this.banks.find((one) => one.code === code)
  }

  /** As people know it; the code of one that is not on the list. */
  readonly nameOf = (code: string): string => this.find(code)?.name ?? code
}
