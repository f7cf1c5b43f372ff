/**
 * The files of batches that leave by file: written once for the instructions that are in no file yet, read again as the
 * same bytes, and what the bank reports about them.
 */
import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotFound } from '../platform/problem/problems.js'
import { BankAgreement } from './bank-agreement.service.js'
import { type AnswersTaken, BankAnswers } from './bank-answers.service.js'
import { inTransaction } from './in-transaction.js'
import type { CreditTransfer } from './iso20022/credit-transfer.js'
import { MessageInvalid } from './iso20022/messages.js'
import type { StatusReport } from './iso20022/status-report.js'
import { PaymentBatchGate } from './payment-batch-gate.service.js'

export interface BankFile {
  messageId: string
  count: number
  /** Whole rupiah. */
  total: bigint
  executionDate: string
  createdAt: string
  /** SHA-256 of the bytes. */
  digest: string
}

const columns = `message_id as "messageId", payment_count as count, total, execution_date as "executionDate",
  created_at as "createdAt", digest`

const PREPARING = 'Daftar bayar ini masih disiapkan; coba lagi sebentar.'

@Injectable()
export class BankFiles {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly gate: PaymentBatchGate,
    private readonly agreement: BankAgreement,
    private readonly personal: PersonalData,
    private readonly answers: BankAnswers,
  ) {}

  /** The files of a batch, the first one first. */
  list(batchId: string): Promise<BankFile[]> {
    return this.sql.rows<BankFile>(`select ${columns} from bank_file where batch_id = $1 order by seq`, [
      batchId,
    ])
  }

  /**
   * Writes the instructions of a released batch that are in no file yet into one, and returns it; null when all are.
   * Refused while instructions are still being made ready, so that a batch is one file.
   */
  async write(batchId: string, actor: Actor): Promise<BankFile | null> {
    const batch = await this.gate.get(this.sql, batchId, actor)
    const references = await this.waiting(this.sql, batchId)
    if (references.length === 0) return null
    const createdAt = this.clock.now()
    const seq = (await this.list(batchId)).length + 1
    const head = {
      messageId: `SANTUN-${batch.number}-${seq}`,
      createdAt,
      executionDate: this.agreement.executionDate(createdAt),
    }
    // Accounts are unsealed before anything is held: that takes a connection of its own.
    const digest = digestOf(await this.xmlOf(head, references))
    return inTransaction(this.sql, async (sql) => {
      await this.gate.hold(sql, batchId, actor)
      if ((await this.waiting(sql, batchId)).join() !== references.join()) throw new InvalidInput(PREPARING)
      const [file] = await sql.rows<BankFile>(
        `with file as (
           insert into bank_file (message_id, batch_id, seq, payment_count, total, digest, execution_date, created_at)
           select $1, $2, $3, count(*), sum(p.amount), $5, $6, $7
           from payment_reference r join payment p on p.id = r.payment_id where r.reference = any ($4) returning *),
         items as (insert into bank_file_item (reference, message_id) select unnest($4::text[]), $1)
         select ${columns} from file`,
        [head.messageId, batchId, seq, references, digest, head.executionDate, createdAt],
      )
      return file ?? null
    })
  }

  /** The bytes of a file, the same at every call. @throws when they are not those that were written at first */
  async content(messageId: string, actor: Actor): Promise<{ file: BankFile; xml: string }> {
    const found = await this.sql.first<BankFile & { batch_id: string }>(
      `select ${columns}, batch_id from bank_file where message_id = $1`,
      [messageId],
    )
    if (!found) throw new NotFound('Berkas bank ini tidak ditemukan.')
    await this.gate.get(this.sql, found.batch_id, actor)
    const { batch_id: _, ...file } = found
    const items = await this.sql.rows<{ reference: string }>(
      'select reference from bank_file_item where message_id = $1 order by reference',
      [messageId],
    )
    const xml = await this.xmlOf(
      file,
      items.map(({ reference }) => reference),
    )
    if (digestOf(xml) !== file.digest) throw new Error(`bank file ${messageId} is not what was written`)
    return { file, xml }
  }

  /** Takes a pain.002. A word about the whole file counts for each of its transfers of which nothing is said. @throws InvalidInput */
  async takeReport(xml: string): Promise<AnswersTaken & { about: string; undecided: number }> {
    const { messageId, about, statuses, whole, undecided } = await reportIn(xml)
    const said = new Set(statuses.map(({ reference }) => reference))
    const others = whole
      ? await this.sql.rows<{ reference: string }>(
          'select reference from bank_file_item where message_id = $1 order by reference',
          [about],
        )
      : []
    const rest = others.filter(({ reference }) => !said.has(reference))
    const all = [...statuses, ...rest.flatMap(({ reference }) => (whole ? [{ reference, ...whole }] : []))]
    return { ...(await this.answers.take('pain.002', messageId, all)), about, undecided }
  }

  /** Instructions in no file yet. @throws InvalidInput while some are still being made ready */
  private async waiting(sql: SqlRunner, batchId: string): Promise<string[]> {
    const rows = await sql.rows<{ reference: string | null; state: string }>(
      `select r.reference, p.state from payment p
         left join payment_reference r on r.payment_id = p.id and r.rail = 'file'
       where p.batch_id = $1 and (p.state = 'in_batch' or (p.state = 'sent'
         and not exists (select from bank_file_item i where i.reference = r.reference))) order by r.reference`,
      [batchId],
    )
    if (rows.some(({ state }) => state === 'in_batch')) throw new InvalidInput(PREPARING)
    return rows.flatMap(({ reference }) => reference ?? [])
  }

  private async xmlOf(
    head: { messageId: string; createdAt: string; executionDate: string },
    references: readonly string[],
  ): Promise<string> {
    const rows = await this.sql.rows<CreditTransfer>(
      `select r.reference, p.amount, p.bank_code as "bankCode", p.account_number as "accountNumber",
         p.account_holder as "accountHolder"
       from payment_reference r join payment p on p.id = r.payment_id where r.reference = any ($1) order by r.reference`,
      [references],
    )
    const transfers = await this.personal.reveal(rows, { accountNumber: 'payee.account_number' })
    const { creditTransferXml } = await import('./iso20022/credit-transfer.js')
    return creditTransferXml({ ...head, debtor: this.agreement.debtor, transfers })
  }
}

async function reportIn(xml: string): Promise<StatusReport> {
  const { readStatusReport } = await import('./iso20022/status-report.js')
  try {
    return readStatusReport(xml)
  } catch (error) {
    if (!(error instanceof MessageInvalid)) throw error
    throw new InvalidInput(
      `Berkas ini bukan laporan bank pain.002.001.10 (${error.message}). Mintalah berkas itu kepada bank.`,
    )
  }
}

function digestOf(xml: string): string {
  return createHash('sha256').update(xml).digest('hex')
}
