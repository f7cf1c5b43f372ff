import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { BankAgreement } from './bank-agreement.service.js'
import { type BankFile, BankFiles } from './bank-files.service.js'

/** How a batch goes to the bank: when it would be carried out, and by which files it left. */
export interface BatchAtBank {
  /** `15:00 WIB` */
  cutOff: string
  /** The day on which the bank carries out what leaves now. */
  executionDate: string
  files: BankFile[]
  /** Instructions that leave by file and are in none yet. */
  waiting: number
}

export interface PaymentInHand {
  id: string
  claim_number: string
  state: string
  amount: bigint
  reference: string | null
  since: string
}

export interface RecordedLetter {
  id: string
  outcome: 'settled' | 'refused'
  value_date: string | null
  bank_letter: string
  /** Whether its file lies with it: rows of long ago have none. */
  has_file: boolean
  reason: string
  recorded_by: string
  name: string | null
  recorded_at: string
}

@Injectable()
export class BatchAtBankQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly agreement: BankAgreement,
    private readonly files: BankFiles,
  ) {}

  async read(batchId: string): Promise<BatchAtBank> {
    const [files, [count]] = await Promise.all([
      this.files.list(batchId),
      this.sql.rows<{ waiting: number }>(
        `select count(*)::int as waiting from payment p join payment_reference r on r.payment_id = p.id
         where p.batch_id = $1 and p.state = 'sent' and r.rail = 'file'
           and not exists (select from bank_file_item i where i.reference = r.reference)`,
        [batchId],
      ),
    ])
    const { cutOff, zone } = this.agreement
    return {
      cutOff: `${cutOff.replace(':', '.')} ${zone}`,
      executionDate: this.agreement.executionDate(this.clock.now()),
      files,
      waiting: count?.waiting ?? 0,
    }
  }

  /** One payment of a batch; undefined when it lies elsewhere. */
  payment(batchId: string, paymentId: string): Promise<PaymentInHand | undefined> {
    return this.sql.first<PaymentInHand>(
      `select p.id, c.number as claim_number, p.state, p.amount, r.reference,
         coalesce((select max(t.at) from payment_transition t where t.payment_id = p.id), p.created_at) as since
       from payment p join claim c on c.id = p.claim_id left join payment_reference r on r.payment_id = p.id
       where p.batch_id = $1 and p.id = $2`,
      [batchId, paymentId],
    )
  }

  /** What letters of the bank were recorded about a payment, the newest first. */
  letters(paymentId: string): Promise<RecordedLetter[]> {
    return this.sql.rows<RecordedLetter>(
      `select e.id, e.outcome, e.value_date, e.bank_letter, e.letter_digest is not null as has_file, e.reason, e.recorded_by, m.display_name as name, e.recorded_at
       from payment_evidence e left join staff_member m on m.id::text = e.recorded_by
       where e.payment_id = $1 order by e.recorded_at desc, e.id`,
      [paymentId],
    )
  }
}
