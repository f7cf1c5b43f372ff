/**
 * A bank in a schema of its own, for the demonstration, training and tests. It keeps its word as a bank does: a
 * reference is taken once, an instruction is not taken after its time. Accounts can be told to misbehave.
 */
import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import {
  type AccountAsked,
  BankPort,
  BankSilent,
  type InquiryAnswer,
  type StatementLine,
  type TransferAnswer,
  type TransferInstruction,
} from './bank.port.js'

/**
 * `late` settles some days later; `silent` takes the transfer but never answers; `lost` neither takes nor answers;
 * `refuse` refuses; `return` settles and sends the money back some days later; `double` tells twice what became of it;
 * `forged` adds a word in its name that it did not sign; `disagree` has another sum in its statement; `unsaid` leaves it
 * out of the report on a file; `unnamed` is silent when it is asked whose account it is.
 */
export const behaviours = [
  'normal',
  'late',
  'silent',
  'lost',
  'refuse',
  'return',
  'double',
  'forged',
  'disagree',
  'unsaid',
  'unnamed',
] as const
export type Behaviour = (typeof behaviours)[number]

export interface AccountBehaviour {
  bankCode: string
  accountNumber: string
  behaviour: Behaviour
  days?: number
  reason?: string
  /** Whose account it is, as an account inquiry tells it. */
  holder?: string
}

interface Account {
  behaviour: Behaviour
  days: number
  reason: string | null
}

interface Temper {
  seed: string
  share: number
}

/** What may befall a transfer. */
const faults = behaviours.filter((behaviour) => behaviour !== 'normal' && behaviour !== 'unnamed')

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
  async behave({
    bankCode,
    accountNumber,
    behaviour,
    days = 0,
    reason,
    holder,
  }: AccountBehaviour): Promise<void> {
    await this.sql.rows(
      `insert into bank_simulator.account (bank_code, account_index, behaviour, days, reason, holder) values ($1, $2, $3, $4, $5, $6)
       on conflict (bank_code, account_index) do update set behaviour = excluded.behaviour, days = excluded.days,
         reason = excluded.reason, holder = coalesce(excluded.holder, bank_simulator.account.holder)`,
      [bankCode, await this.indexOf(accountNumber), behaviour, days, reason ?? null, holder ?? null],
    )
  }

  /** So many of a hundred transfers to accounts that were told nothing go wrong; the same seed, the same faults. */
  async temper(seed: string, share: number): Promise<void> {
    await this.sql.rows(
      `insert into bank_simulator.temper (seed, share) values ($1, $2)
       on conflict (one) do update set seed = excluded.seed, share = excluded.share`,
      [seed, share],
    )
  }

  /** An account is its stated holder's unless it was told otherwise; told an empty name, it is nobody's. */
  async holderOf({ bankCode, accountNumber, accountHolder }: AccountAsked): Promise<string | null> {
    const told = await this.sql.first<{ holder: string | null; behaviour: Behaviour }>(
      'select holder, behaviour from bank_simulator.account where bank_code = $1 and account_index = $2',
      [bankCode, await this.indexOf(accountNumber)],
    )
    if (told?.behaviour === 'unnamed') throw new BankSilent('The bank does not say whose account it is.')
    return (told?.holder ?? accountHolder) || null
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
           (reference, amount, bank_code, account_holder, accepted, reason, behaviour, received_on, settles_on, returns_on)
         select $1, $2, $3, $4, $5, $6, $7, d.today,
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
           select t.reference, $1, t.amount + case when $1 = 'settlement' and t.behaviour = 'disagree' then 1 else 0 end, t.${day}, case when $1 = 'return' then 'ACCOUNT_CLOSED' end
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

  private async accountOf({ bankCode, accountNumber, reference }: TransferInstruction): Promise<Account> {
    const told = await this.sql.first<Account>(
      'select behaviour, days, reason from bank_simulator.account where bank_code = $1 and account_index = $2',
      [bankCode, await this.indexOf(accountNumber)],
    )
    if (told) return told
    const temper = await this.sql.first<Temper>('select seed, share from bank_simulator.temper')
    return temper ? drawn(temper, reference) : NORMAL
  }

  /** Another institution's book lies in our database files here: it knows an account without its number. */
  private indexOf(accountNumber: string): Promise<Buffer> {
    return this.personal.indexOf('simulatedAccount', accountNumber)
  }
}

/** How a transfer fares under a seed: drawn from its reference, so that a second telling is the same. */
function drawn({ seed, share }: Temper, reference: string): Account {
  const [chance = 0, which = 0, days = 0] = createHash('sha256').update(`${seed}:${reference}`).digest()
  if (chance % 100 >= share) return NORMAL
  return {
    behaviour: faults[which % faults.length] ?? 'normal',
    days: 1 + (days % 3),
    reason: null,
  }
}
