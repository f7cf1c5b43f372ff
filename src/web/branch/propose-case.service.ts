/** What the page of a proposal shows: what it would rest on, what stands against paying, and the letter it would lead to. */
import { Injectable } from '@nestjs/common'
import { parseLocalDate } from '#libs/local-date'
import { type CalculationOnFile, LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { DocumentService } from '../../documents/document.service.js'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import type { DraftLetter, DraftOf } from '../../letters/decision-drafts.service.js'
import { type RefusalGround, RefusalGrounds } from '../../platform/law-loader/refusal-grounds.js'
import type { SignedIn } from '../../platform/login/signed-in.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { ClaimDesk, type OpenClaim } from './claim-desk.service.js'
import { freshToken, tokenOf } from './desk-steps.service.js'
import type { GroundsToChoose, ProposeView } from './proposal.page.js'

/** What was typed, and what came of it. */
export interface Typed {
  values?: FormValues
  errors?: FormErrors
  letter?: DraftLetter
}

@Injectable()
export class ProposeCase {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly steps: StaffSteps,
    private readonly calculations: LatestCalculation,
    private readonly payees: PayeesOfClaim,
    private readonly documents: DocumentService,
    private readonly grounds: RefusalGrounds,
  ) {}

  /** @throws NotFound */
  async read(number: string, staff: SignedIn, { values, errors, letter }: Typed): Promise<ProposeView> {
    const claim = await this.desk.open(number, staff)
    const { id } = claim.file
    const [calculation, payees, documents, againstPaying] = await Promise.all([
      this.calculations.find(id),
      this.payees.list(id),
      this.documents.listFor(id, this.desk.reader(staff)),
      this.steps.obstacles(number, 'propose', staff, { proposal: 'pay' }),
    ])
    const required = documents.filter(({ necessity }) => necessity === 'required')
    const done = required.filter(({ state }) => state === 'accepted' || state === 'waived')
    const grounds = this.groundsFor(claim)
    return {
      claim,
      offered: claim.steps.find(({ event }) => event === 'propose'),
      againstPaying,
      calculation,
      payees,
      grounds,
      documents: { done: done.length, asked: required.length },
      token: values ? tokenOf(values) : freshToken(claim.version),
      values: values
        ? { ...broughtAlong(values.code, grounds), ...filledIn(values) }
        : suggested(calculation, grounds),
      errors,
      letter,
    }
  }

  private groundsFor({ file }: OpenClaim): GroundsToChoose {
    return {
      computed: file.event_date === null ? [] : this.grounds.computed(parseLocalDate(file.event_date)),
      found: this.grounds.foundByPeople(file.type),
    }
  }
}

/** What the calculation says of a refusal, as the beginning of its grounds; the choice stays the verifier's. */
function suggested(calculation: CalculationOnFile | undefined, { computed }: GroundsToChoose): FormValues {
  const { reason, counterfactuals = [] } = calculation?.answer ?? {}
  return {
    code: computed.find(({ code }) => code === reason)?.code,
    article: counterfactuals.flatMap(({ parameters = [] }) => parameters)[0]?.source,
    counterfactual: counterfactuals.map(({ because }) => because).join('\n') || undefined,
  }
}

/** What comes with a ground that a person finds, for the fields that are still empty. */
function broughtAlong(code: string | undefined, { found }: GroundsToChoose): FormValues {
  const { article, wouldChange }: Partial<RefusalGround> = found.find((one) => one.code === code) ?? {}
  return { article, counterfactual: wouldChange }
}

const filledIn = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value))

/** The letter that these answers would lead to; undefined while they are not enough. */
export function draftOf({ proposal, code, article, fact, counterfactual }: FormValues): DraftOf | undefined {
  if (proposal === 'pay') return { kind: 'pay' }
  if (proposal !== 'refuse' || !code || !article || !fact || !counterfactual) return undefined
  return { kind: 'refuse', grounds: [{ code, article, fact }], counterfactual }
}
