/** Another account in place of one that bounced, of a claim or of a school year: what is typed, and what becomes of it. */
import { Transform } from 'class-transformer'
import { IsString, IsUUID, Length, Matches } from 'class-validator'
import type { VNode } from 'preact'
import type { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { InvalidInput, StaleClaim } from '../../platform/problem/problems.js'
import { errorsOf, type FormErrors, type Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { accountWords as words } from '../words/claimant-account.js'

/** Another account, with the key and the version of the page. */
class AccountForm {
  @IsUUID(undefined, { message: words.who })
  penerima: string

  @Matches(/^\d{3}$/, { message: words.bankMissing })
  bank: string

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/[ .-]/g, '') : value,
  )
  @Matches(/^\d{8,20}$/, { message: words.accountWrong })
  rekening: string

  @IsString({ message: words.holderMissing })
  @Length(1, 100, { message: words.holderMissing })
  pemilik: string

  @IsUUID()
  kunci: string

  @Matches(/^\d{1,9}$/)
  versi: string
}

/** The account and the step as they are kept. */
interface TypedAccount {
  penerima: string
  account: { bankCode: string; accountNumber: string; accountHolder: string }
  step: { key: string; seen: number }
}

interface AccountToKeep {
  /** The page that it belongs to. */
  back: string
  page: (values: FormValues, errors: FormErrors) => VNode | Promise<VNode>
  keep: (typed: TypedAccount) => Promise<unknown>
}

/** Keeps what was typed and goes back, or shows the form again with what is to be mended. */
export async function keepAccount(forms: Forms, body: object, of: AccountToKeep): Promise<PageAnswer> {
  const form = await forms.read(AccountForm, body)
  if (!form.ok) return refused(await of.page(form.values, form.errors))
  const { penerima, bank, rekening, pemilik, kunci, versi } = form.input
  try {
    await of.keep({
      penerima,
      account: { bankCode: bank, accountNumber: rekening, accountHolder: pemilik },
      step: { key: kunci, seen: Number(versi) },
    })
  } catch (error) {
    if (error instanceof StaleClaim) return seeOther(`${of.back}?hasil=berubah`)
    if (!(error instanceof InvalidInput)) throw error
    const errors = errorsOf(error.errors, { '/accountHolder': 'pemilik', '/accountNumber': 'rekening' })
    return refused(await of.page(form.values, errors))
  }
  return seeOther(`${of.back}?hasil=rekening`)
}

/** How long a payment into a changed account waits. */
export function waitHours({ clockRules }: LawInForce): number {
  const { length } = clockRules.account_change
  if (!('hours' in length)) throw new Error('The wait after a change of account is in hours.')
  return length.hours
}
