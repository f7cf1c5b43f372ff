import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { parse } from 'yaml'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'

const schema = z.strictObject({
  second_approval: z
    .array(z.strictObject({ from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), above: z.int().positive() }))
    .min(1),
})

/** The amount above which one approver is not enough, dated (config/approval/limits.yaml). */
@Injectable()
export class ApprovalLimits {
  private readonly steps: { from: string; above: number }[]

  constructor() {
    const file = join(findConfigDirectory(), 'approval', 'limits.yaml')
    const result = schema.safeParse(parse(readFileSync(file, 'utf8')))
    if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`)
    this.steps = result.data.second_approval.toSorted((a, b) => (a.from < b.from ? 1 : -1))
  }

  /** Whole rupiah as text, or null where no such limit was in force. */
  secondApprovalAbove(instant: string): string | null {
    const step = this.steps.find(({ from }) => from <= instant.slice(0, 10))
    return step ? String(step.above) : null
  }
}
