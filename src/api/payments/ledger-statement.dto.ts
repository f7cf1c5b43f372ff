import { ApiProperty } from '@nestjs/swagger'
import { IsOptional, Matches } from 'class-validator'
import { accounts, entryKinds } from '#libs/ledger'
import type { AccountBalance, LedgerStatement, StatementEntry } from '../../payment/ledger-statement.query.js'

const DATE = { message: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.' }
const calendarDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

export class StatementAskedDto {
  @ApiProperty({ required: false, description: 'Number of one claim', example: 'JKM-PSR-2210-000002' })
  @IsOptional()
  @Matches(/^[A-Z]{3}-[A-Z]{3}-\d{4}-\d{6}$/, { message: 'Tulis nomor klaim, misalnya JKM-PSR-2210-000002.' })
  claim?: string

  @ApiProperty({ required: false, format: 'date', description: 'First day, at the branch' })
  @IsOptional()
  @Matches(calendarDate, DATE)
  from?: string

  @ApiProperty({ required: false, format: 'date', description: 'Last day, at the branch' })
  @IsOptional()
  @Matches(calendarDate, DATE)
  to?: string
}

export class LedgerEntryDto {
  @ApiProperty({ format: 'date' }) bookedOn: string
  @ApiProperty({ format: 'date-time' }) at: string
  @ApiProperty({ format: 'date', nullable: true, type: String }) valueDate: string | null
  @ApiProperty() claim: string
  @ApiProperty({ enum: entryKinds }) kind: string
  @ApiProperty({ enum: accounts }) debit: string
  @ApiProperty({ enum: accounts }) credit: string
  @ApiProperty({ description: 'Whole rupiah' }) amount: string
  @ApiProperty({ nullable: true, type: String, description: 'Under which the bank knows the transfer' })
  reference: string | null

  static of(entry: StatementEntry): LedgerEntryDto {
    const { booked_on, at, value_date, claim_number, kind, debit, credit, amount, reference } = entry
    return {
      bookedOn: booked_on,
      at,
      valueDate: value_date,
      claim: claim_number,
      kind,
      debit,
      credit,
      amount: String(amount),
      reference,
    }
  }
}

export class AccountBalanceDto {
  @ApiProperty({ enum: accounts }) account: string
  @ApiProperty({ description: 'Whole rupiah, above zero a debit balance' }) before: string
  @ApiProperty() debits: string
  @ApiProperty() credits: string
  @ApiProperty() after: string

  static of({ account, before, debits, credits, after }: AccountBalance): AccountBalanceDto {
    return {
      account,
      before: String(before),
      debits: String(debits),
      credits: String(credits),
      after: String(after),
    }
  }
}

export class LedgerStatementDto {
  @ApiProperty({ type: [LedgerEntryDto] }) entries: LedgerEntryDto[]
  @ApiProperty({ description: 'More entries were booked than are listed; the balances count them all' })
  cut: boolean
  @ApiProperty({ type: [AccountBalanceDto] }) balances: AccountBalanceDto[]

  static of({ entries, cut, balances }: LedgerStatement): LedgerStatementDto {
    return {
      entries: entries.map((entry) => LedgerEntryDto.of(entry)),
      cut,
      balances: balances.map((balance) => AccountBalanceDto.of(balance)),
    }
  }
}
