import { decisionLabels, reasonInWords } from '#libs/benefits'
import { formatRupiah } from '#libs/rupiah'
import type { CalculationOnFile } from '../../assessment/latest-calculation.query.js'
import type { OfferedStep } from '../../intake/staff-steps.service.js'
import type { PayeeOnFile } from '../../verification/payees-of-claim.query.js'
import { SummaryList } from '../shared/components/blocks.js'
import { type Choice, Radios, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StepForm } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame, Reasons } from './claim-frame.js'
import type { StepToken } from './desk-steps.service.js'
import { paths } from './paths.js'

export interface ProposeView {
  claim: OpenClaim
  offered?: OfferedStep
  /** What stands against paying alone; refusing may rest on just that. */
  calculation?: CalculationOnFile
  payees: readonly PayeeOnFile[]
  reasons: readonly Choice[]
  documents: { done: number; asked: number }
  token: StepToken
  values: FormValues
  errors?: FormErrors
}

/** P7: what a verifier proposes: to pay what was calculated, or to refuse with its ground and what would change it. */
export function ProposePage({ view }: { view: ProposeView }) {
  const words = useWords(claimWords)
  const { claim, offered, errors } = view
  return (
    <ClaimFrame claim={claim} title={words.proposeTitle} errors={errors}>
      <Basis view={view} />
      {offered?.allowed ? (
        <ProposeForm view={view} />
      ) : (
        <>
          <p class="govuk-body">{words.stepNotNow}</p>
          <Reasons refusals={offered?.refusals ?? []} number={claim.file.number} />
        </>
      )}
    </ClaimFrame>
  )
}

function Basis({ view: { claim, calculation, payees, documents } }: { view: ProposeView }) {
  const words = useWords(claimWords)
  const { number } = claim.file
  const open = (tab: string) => ({ href: paths.claim(number, tab), text: words.open })
  return (
    <SummaryList
      rows={[
        {
          key: words.tabDocuments,
          value: fill(words.documentsDone, documents),
          action: open('berkas'),
        },
        {
          key: words.tabCalculation,
          value: calculation
            ? `${decisionLabels[calculation.answer.decision]}, ${formatRupiah(calculation.total)}`
            : words.noCalculation,
          action: open('perhitungan'),
        },
        {
          key: words.tabHeirs,
          value:
            payees.map(({ name, total }) => `${name}, ${formatRupiah(total)}`).join('; ') || words.notSettled,
          action: open('ahli-waris'),
        },
      ]}
    />
  )
}

function ProposeForm({ view }: { view: ProposeView }) {
  const words = useWords(claimWords)
  const { claim, reasons, token, values, errors } = view
  const fields = { values, errors }
  return (
    <StepForm action={paths.claim(claim.file.number, 'usulan')} {...token}>
      <Radios
        name="proposal"
        label={words.proposeQuestion}
        choices={[
          { value: 'pay', label: words.proposePay },
          { value: 'refuse', label: words.proposeRefuse, hint: words.proposeRefuseHint },
        ]}
        {...fields}
      />
      <h2 class="govuk-heading-m">{words.ifRefusing}</h2>
      <Select
        name="code"
        label={words.groundCode}
        choices={[{ value: '', label: words.choose }, ...reasons]}
        {...fields}
      />
      <TextInput name="article" label={words.groundArticle} hint={words.groundArticleHint} {...fields} />
      <TextArea name="fact" label={words.groundFact} hint={words.groundFactHint} rows={2} {...fields} />
      <TextArea
        name="counterfactual"
        label={words.counterfactual}
        hint={words.counterfactualHint}
        rows={3}
        {...fields}
      />
      <Button>{words.proposeButton}</Button>
    </StepForm>
  )
}

/** Reasons that may refuse a claim, in words. */
export const refusalReasons: readonly Choice[] = (
  [
    'MEMBERSHIP_NOT_STARTED',
    'MEMBERSHIP_ENDED',
    'EVENT_BEFORE_RULES',
    'CLAIM_EXPIRED',
    'ARREARS_BEYOND_COVER',
    'NOT_A_WORK_ACCIDENT',
    'NOT_IN_RULE_SET',
    'PAK_AFTER_EMPLOYMENT_WINDOW',
    'WILL_NOT_NOTARIAL',
    'DEATH_AFTER_TOTAL_PERMANENT',
    'PMI_OWN_BENEFITS',
  ] as const
).map((code) => ({ value: code, label: capital(reasonInWords(code)) }))

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
