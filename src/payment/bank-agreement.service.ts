/** What we have agreed with the paying bank (config/bank-rails.yaml): our account, and until when it works on a day. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { addDays, addHours, dateOfInstant, type LocalDate, parseInstant } from '#libs/local-date'
import { parse } from 'yaml'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import type { Debtor } from './iso20022/credit-transfer.js'

const shape = z.strictObject({
  debtor: z.strictObject({ name: z.string(), account: z.string(), bank_code: z.string() }),
  cut_off: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  zone: z.enum(['WIB', 'WITA', 'WIT']),
})

@Injectable()
export class BankAgreement {
  readonly debtor: Debtor
  /** `15:00`, in the bank's zone. */
  readonly cutOff: string
  readonly zone: 'WIB' | 'WITA' | 'WIT'
  /** From the cut-off to midnight. */
  private readonly hoursAfterCutOff: number

  constructor(private readonly law: LawInForce) {
    const text = readFileSync(join(findConfigDirectory(), 'bank-rails.yaml'), 'utf8')
    const { debtor, cut_off, zone } = shape.parse(parse(text))
    this.debtor = { name: debtor.name, account: debtor.account, bankCode: debtor.bank_code }
    this.cutOff = cut_off
    this.zone = zone
    const [hours = 0, minutes = 0] = cut_off.split(':').map(Number)
    this.hoursAfterCutOff = 24 - hours - minutes / 60
  }

  /** The working day on which the bank carries out what leaves now: today before the cut-off, else the next one. */
  executionDate(now: string): LocalDate {
    let date = dateOfInstant(addHours(parseInstant(now), this.hoursAfterCutOff), this.zone)
    while (!this.law.deadlines.isWorkingDay(date)) date = addDays(date, 1)
    return date
  }
}
