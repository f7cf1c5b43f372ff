/** The grounds on which a school year is denied: what a rule refuses, in the words of that rule, or what a person found. */
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { type ReasonCode, reasonInWords } from '#libs/benefits'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'
import { InvalidInput } from '../platform/problem/problems.js'

const text = z.string().trim().min(1)
const file = z.strictObject({
  grounds: z.record(z.string().regex(/^[A-Z_]+$/), z.strictObject({ text, would_change: text })),
})

export interface GroundInWords {
  code: string
  /** What follows "karena". */
  text: string
  /** What would change the decision; of a rule's own refusal its sentence says it. */
  wouldChange: string | null
}

@Injectable()
export class YearGrounds {
  private readonly found = readRuleFile('messages/scholarship-grounds.yaml', file).grounds

  /** Those that fit a year: the reason of its ruling first, then what a person may find. */
  choices(reason: string | null): GroundInWords[] {
    const ruled = reason === null ? [] : [{ code: reason, ...this.inWords(reason) }]
    return [...ruled, ...Object.keys(this.found).map((code) => ({ code, ...this.inWords(code) }))]
  }

  /** What a family and a colleague read of a ground that was named. */
  inWords(code: string): Omit<GroundInWords, 'code'> {
    const found = this.found[code]
    if (found) return { text: found.text, wouldChange: found.would_change }
    return { text: reasonInWords(code as ReasonCode), wouldChange: null }
  }

  /** @throws InvalidInput for a ground that does not fit this year */
  assertFits(code: string, reason: string | null): void {
    if (this.choices(reason).some((ground) => ground.code === code)) return
    const detail = 'Pilih alasan dari daftar.'
    throw new InvalidInput(detail, [{ pointer: '/groundCode', code: 'GROUND_UNKNOWN', detail }])
  }
}
