import { decisionLabels } from '#libs/benefits'
import { formatRupiah } from '#libs/rupiah'
import type { Signal } from '../../approval/signals-of-claim.query.js'
import type { CalculationOnFile } from '../../assessment/latest-calculation.query.js'
import type { OfferedStep } from '../../intake/staff-steps.service.js'
import type { DraftLetter } from '../../letters/decision-drafts.service.js'
import type { RefusalGround } from '../../platform/law-loader/refusal-grounds.js'
import type { PayeeOnFile } from '../../verification/payees-of-claim.query.js'
import { SummaryList } from '../shared/components/blocks.js'
import { type Choice, Radios, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, OtherAnswer } from '../shared/components/form.js'
import { LetterPreview } from '../shared/components/letter.js'
import { Signals } from '../shared/components/signals.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StepForm } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame, Reasons } from './claim-frame.js'
import type { StepToken } from './desk-steps.service.js'
import { paths } from './paths.js'

/** Grounds to refuse this claim: those of the calculation, and those that only a person can find. */
export interface GroundsToChoose {
  computed: readonly RefusalGround[]
  found: readonly RefusalGround[]
}

export interface ProposeView {
  claim: OpenClaim
  offered?: OfferedStep
  /** What stands against paying; refusing may rest on just that. */
  againstPaying: OfferedStep['refusals']
  calculation?: CalculationOnFile
  payees: readonly PayeeOnFile[]
  grounds: GroundsToChoose
  documents: { done: number; asked: number }
  token: StepToken
  values: FormValues
  errors?: FormErrors
  /** What the family would read of it. */
  letter?: DraftLetter
}

/** P7: what a verifier proposes: to pay what was calculated, or to refuse with its ground and what would change it. */
export function ProposePage({ view, signals }: { view: ProposeView; signals: readonly Signal[] }) {
  const words = useWords(claimWords)
  const { claim, offered, errors } = view
  return (
    <ClaimFrame claim={claim} title={words.proposeTitle} errors={errors}>
      <Basis view={view} />
      <Signals signals={signals} />
      {offered?.allowed ? (
        <>
          <AgainstPaying view={view} />
          <ProposeForm view={view} />
        </>
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

/** Told before anything is sent, each with where it is cleared. */
function AgainstPaying({ view: { claim, againstPaying } }: { view: ProposeView }) {
  const words = useWords(claimWords)
  if (againstPaying.length === 0) return null
  return (
    <section aria-labelledby="belum-bayar">
      <h2 class="govuk-heading-m" id="belum-bayar">
        {words.notYetPay}
      </h2>
      <Reasons refusals={againstPaying} number={claim.file.number} />
    </section>
  )
}

function ProposeForm({ view }: { view: ProposeView }) {
  const words = useWords(claimWords)
  const { claim, grounds, againstPaying, token, values, errors, letter } = view
  const { number } = claim.file
  const fields = { values, errors }
  const chosen = grounds.found.find(({ code }) => code === values.code)
  return (
    <StepForm action={paths.claim(number, 'usulan')} {...token}>
      <Radios
        name="proposal"
        label={words.proposeQuestion}
        choices={[
          ...(againstPaying.length === 0 ? [{ value: 'pay', label: words.proposePay }] : []),
          { value: 'refuse', label: words.proposeRefuse, hint: words.proposeRefuseHint },
        ]}
        {...fields}
      />
      <h2 class="govuk-heading-m">{words.ifRefusing}</h2>
      <Select
        name="code"
        label={words.groundCode}
        choices={[{ value: '', label: words.choose }]}
        groups={[
          { heading: words.groundsFound, choices: grounds.found.map(choiceOf) },
          { heading: words.groundsComputed, choices: grounds.computed.map(choiceOf) },
        ]}
        {...fields}
      />
      <OtherAnswer action={`${paths.claim(number, 'usulan')}/alasan`}>{words.groundFill}</OtherAnswer>
      <TextInput name="article" label={words.groundArticle} hint={words.groundArticleHint} {...fields} />
      <TextArea
        name="fact"
        label={words.groundFact}
        hint={chosen?.fact ?? words.groundFactHint}
        rows={2}
        {...fields}
      />
      <TextArea
        name="counterfactual"
        label={words.counterfactual}
        hint={words.counterfactualHint}
        rows={3}
        {...fields}
      />
      <div class="govuk-button-group">
        <OtherAnswer action={`${paths.claim(number, 'usulan')}/surat`}>{words.letterShow}</OtherAnswer>
        <OtherAnswer action={`${paths.claim(number, 'usulan')}/konsep.pdf`} apart>
          {words.letterPdf}
        </OtherAnswer>
      </div>
      {letter && <LetterPreview letter={letter} label={words.letterDraft} />}
      <Button>{words.proposeButton}</Button>
    </StepForm>
  )
}

function choiceOf({ code, words }: GroundsToChoose['found'][number]): Choice {
  return { value: code, label: words.charAt(0).toUpperCase() + words.slice(1) }
}
