/**
 * A bank in a schema of its own, for the demonstration, training and tests. It keeps its word as a bank does: a
 * reference is taken once, an instruction is not taken after its time. Accounts can be told to misbehave.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import {
  BankPort,
  BankSilent,
  type InquiryAnswer,
  type StatementLine,
  type TransferAnswer,
  type TransferInstruction,
} from './bank.port.js'

/**
 * `late` settles some days later; `silent` takes the transfer but never answers; `lost` neither takes nor answers;
 * `refuse` refuses; `return` settles and sends the money back some days later.
 */
export type Behaviour = 'normal' | 'late' | 'silent' | 'lost' | 'refuse' | 'return'

export interface AccountBehaviour {
  bankCode: string
  accountNumber: string
  behaviour: Behaviour
  days?: number
  reason?: string
}

interface Account {
  behaviour: Behaviour
  days: number
  reason: string | null
}

const NORMAL: Account = { behaviour: 'normal', days: 0, reason: null }
const LINES_A_PAGE = 500
const holdReference = 'select pg_advisory_xact_lock(hashtextextended($1, 0))'

@Injectable()
export class BankSimulator extends BankPort {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {
    super()
  }

  /** Tells an account how to behave from now on. */
  async behave({ bankCode, accountNumber, behaviour, days = 0, reason }: AccountBehaviour): Promise<void> {
    await this.sql.rows(
      `insert into bank_simulator.account (bank_code, account_index, behaviour, days, reason) values ($1, $2, $3, $4, $5)
       on conflict (bank_code, account_index) do update
         set behaviour = excluded.behaviour, days = excluded.days, reason = excluded.reason`,
      [bankCode, await this.indexOf(accountNumber), behaviour, days, reason ?? null],
    )
  }

  async transfer(instruction: TransferInstruction): Promise<TransferAnswer> {
    const account = await this.accountOf(instruction)
    if (account.behaviour === 'lost') throw new BankSilent('The instruction did not arrive.')
    const reason = account.behaviour === 'refuse' ? (account.reason ?? 'ACCOUNT_CLOSED') : null
    const taken = await this.take(instruction, account, reason)
    if (!taken) return this.notTaken(instruction.reference)
    if (account.behaviour === 'silent')
      throw new BankSilent('The bank took the instruction and said nothing.')
    return reason === null ? { kind: 'acknowledged' } : { kind: 'refused', reason }
  }

  async inquire(reference: string): Promise<InquiryAnswer> {
    const [found] = await this.sql.transaction(async (sql) => {
      await sql.rows(holdReference, [reference])
      return sql.rows<{ accepted: boolean; reason: string | null; settled_on: string | null }>(
        `select accepted, reason,
           case when settles_on <= ($2::timestamptz at time zone 'Asia/Jakarta')::date then settles_on end as settled_on
         from bank_simulator.transfer where reference = $1`,
        [reference, this.clock.now()],
      )
    })
    if (!found) return { kind: 'not_found' }
    if (!found.accepted) return { kind: 'refused', reason: found.reason ?? 'REFUSED' }
    return found.settled_on === null
      ? { kind: 'acknowledged' }
      : { kind: 'settled', valueDate: found.settled_on }
  }

  async statementAfter(lineId: string | null): Promise<StatementLine[]> {
    await this.book()
    const rows = await this.sql.rows<
      Omit<StatementLine, 'id' | 'valueDate'> & { seq: bigint; value_date: string }
    >(
      `select seq, reference, kind, amount, value_date, reason from bank_simulator.statement_line
       where seq > $1 order by seq limit $2`,
      [lineId === null ? 0 : lineId.replace('SIM', ''), LINES_A_PAGE],
    )
    return rows.map(({ seq, value_date, ...line }) => ({ ...line, id: `SIM${seq}`, valueDate: value_date }))
  }

  /**
   * False when the reference is known or the time is over. A reference is held while it is taken and while it is asked
   * about, so that "not found" after its time is final.
   */
  private take(instruction: TransferInstruction, account: Account, reason: string | null): Promise<boolean> {
    return this.sql.transaction(async (sql) => {
      await sql.rows(holdReference, [instruction.reference])
      const taken = await sql.rows(
        `insert into bank_simulator.transfer
           (reference, amount, bank_code, account_holder, accepted, reason, received_on, settles_on, returns_on)
         select $1, $2, $3, $4, $5, $6, d.today,
           case when $5 then d.today + case when $7 = 'late' then $8::int else 0 end end,
           case when $5 and $7 = 'return' then d.today + $8::int end
         from (select ($9::timestamptz at time zone 'Asia/Jakarta')::date as today) d
         where clock_timestamp() <= $10::timestamptz
         on conflict (reference) do nothing returning reference`,
        [
          instruction.reference,
          instruction.amount,
          instruction.bankCode,
          instruction.accountHolder,
          reason === null,
          reason,
          account.behaviour,
          account.days,
          this.clock.now(),
          instruction.validUntil,
        ],
      )
      return taken.length > 0
    })
  }

  /** Writes the lines that are due. One at a time, so that the order of the lines is the order of their commits. */
  private async book(): Promise<void> {
    await this.sql.transaction(async (sql) => {
      await sql.rows(`select pg_advisory_xact_lock(hashtext('bank_simulator.statement_line'))`)
      for (const [kind, day] of [
        ['settlement', 'settles_on'],
        ['return', 'returns_on'],
      ] as const) {
        await sql.rows(
          `insert into bank_simulator.statement_line (reference, kind, amount, value_date, reason)
           select t.reference, $1, t.amount, t.${day}, case when $1 = 'return' then 'ACCOUNT_CLOSED' end
           from bank_simulator.transfer t
           where t.accepted and t.${day} <= ($2::timestamptz at time zone 'Asia/Jakarta')::date
             and not exists (select from bank_simulator.statement_line l where l.reference = t.reference and l.kind = $1)
           order by t.${day}, t.reference`,
          [kind, this.clock.now()],
        )
      }
    })
  }

  private async notTaken(reference: string): Promise<TransferAnswer> {
    const known = await this.sql.first('select 1 from bank_simulator.transfer where reference = $1', [
      reference,
    ])
    return { kind: known ? 'duplicate' : 'expired' }
  }

  private async accountOf({ bankCode, accountNumber }: TransferInstruction): Promise<Account> {
    const told = await this.sql.first<Account>(
      'select behaviour, days, reason from bank_simulator.account where bank_code = $1 and account_index = $2',
      [bankCode, await this.indexOf(accountNumber)],
    )
    return told ?? NORMAL
  }

  /** Another institution's book lies in our database files here: it knows an account without its number. */
  private indexOf(accountNumber: string): Promise<Buffer> {
    return this.personal.indexOf('simulatedAccount', accountNumber)
  }
}
