import { Get, Param, Query, Res, StreamableFile } from '@nestjs/common'
import type { Response } from 'express'
import { addDays, dateOfInstant, isLocalDate, parseInstant } from '#libs/local-date'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { type LedgerStatement, LedgerStatements } from '../../payment/ledger-statement.query.js'
import { PaymentWords } from '../../payment/payment-words.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { csvOf, type TableFile, xlsxOf } from '../../platform/table-file.js'
import { Branches } from '../../staff/branches.query.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { zoneOf } from '../shared/when.js'
import { ledgerWords } from '../words/ledger.js'
import { LedgerPage } from './ledger.page.js'

const readers = ['releaser', 'reconciler', 'manager', 'auditor'] as const
const FIRST_DAYS = 30
const words = ledgerWords.id

interface Asked {
  values: FormValues
  errors: FormErrors
  statement: LedgerStatement | null
}

/** The ledger as a page and as a file: of one's branch, or of any for those who see all. */
@PageController('pimpinan/buku-besar')
export class LedgerController {
  constructor(
    private readonly statements: LedgerStatements,
    private readonly claims: ClaimByNumber,
    private readonly branches: Branches,
    private readonly clock: Clock,
    private readonly codes: PaymentWords,
  ) {}

  @Get()
  @Roles(...readers)
  async show(@Query() query: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const { values, errors, statement } = await this.asked(query, staff)
    const named = Object.entries(values).filter((each): each is [string, string] => each[1] !== undefined)
    const page = (
      <LedgerPage
        {...{ statement, values, errors, labels: this.labels }}
        branches={await this.choices(staff)}
        query={new URLSearchParams(named).toString()}
      />
    )
    return statement ? page : refused(page)
  }

  @Get('berkas.:kind')
  @Roles(...readers)
  async download(
    @Param('kind') kind: string,
    @Query() query: object,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { statement } = await this.asked(query, staff)
    if ((kind !== 'csv' && kind !== 'xlsx') || !statement) throw new NotFound()
    const table = this.file(statement)
    const type =
      kind === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    response.type(type).attachment(`buku-besar.${kind}`).set('Cache-Control', 'no-store')
    return new StreamableFile(kind === 'csv' ? Buffer.from(csvOf(table)) : await xlsxOf(table))
  }

  private file({ entries }: LedgerStatement): TableFile {
    const { entry, account } = this.labels
    return {
      title: words.title,
      headings: [
        words.booked,
        words.number,
        words.kind,
        words.debit,
        words.credit,
        words.reference,
        words.valueDate,
        words.amount,
      ],
      rows: entries.map((one) => [
        one.booked_on,
        one.claim_number,
        entry(one.kind),
        account(one.debit),
        account(one.credit),
        one.reference,
        one.value_date,
        one.amount,
      ]),
    }
  }

  /** Without a claim the last days of the branch; a claim from its first entry on. */
  private async asked(query: object, staff: SignedIn): Promise<Asked> {
    const typed = valuesOf(query)
    const today = dateOfInstant(parseInstant(this.clock.now()), zoneOf(staff.branch.zone))
    const values: FormValues = typed.klaim
      ? { ...typed, klaim: typed.klaim.toUpperCase() }
      : { dari: addDays(today, -FIRST_DAYS), sampai: today, ...typed }
    const errors = wrongDates(values)
    const claim = values.klaim === undefined ? undefined : await this.claimIn(values.klaim, staff)
    if (values.klaim !== undefined && !claim) errors.klaim = words.noClaim
    if (Object.keys(errors).length > 0) return { values, errors, statement: null }
    const statement = await this.statements.read({
      branchId: branchInSight(staff) ?? (await this.branchNamed(values.cabang)),
      claimId: claim?.id,
      from: values.dari,
      to: values.sampai,
    })
    return { values, errors, statement }
  }

  private async claimIn(number: string, staff: SignedIn): Promise<{ id: string } | undefined> {
    try {
      return await this.claims.get(number, branchInSight(staff))
    } catch (error) {
      if (error instanceof NotFound) return undefined
      throw error
    }
  }

  private async branchNamed(code: string | undefined): Promise<string | null> {
    if (code === undefined) return null
    const branch = (await this.branches.list()).find((each) => each.code === code)
    if (!branch) throw new NotFound()
    return branch.id
  }

  private async choices(staff: SignedIn) {
    if (branchInSight(staff) !== null) return []
    return (await this.branches.list()).map(({ code, name }) => ({ value: code, label: name }))
  }

  private readonly labels = {
    entry: (code: string): string => this.codes.label('entries', code),
    account: (code: string): string => this.codes.label('accounts', code),
  }
}

function wrongDates({ dari: from, sampai: to }: FormValues): Record<string, string> {
  const errors: Record<string, string> = {}
  if (from !== undefined && !isLocalDate(from)) errors.dari = words.badDate
  if (to !== undefined && !isLocalDate(to)) errors.sampai = words.badDate
  else if (from !== undefined && to !== undefined && isLocalDate(from) && to < from)
    errors.sampai = words.badOrder
  return errors
}
