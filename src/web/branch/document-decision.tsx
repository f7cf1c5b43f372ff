import type { ComponentChildren } from 'preact'
import { Details } from '../shared/components/blocks.js'
import { Checkbox, Radios, Select, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { ViewerView } from './document-viewer.view.js'
import { paths } from './paths.js'

/** What a person decides about the document: accept, defective, look by hand; or, for an approver, do without it. */
export function Decision({ view, compare }: { view: ViewerView; compare: ComponentChildren }) {
  const words = useWords(claimWords)
  const { claim, document, mayDecide, mayWaive } = view
  if (claim.file.state !== 'in_verification')
    return <p class="govuk-inset-text">{words.decideInVerification}</p>
  const action = paths.document(claim.file.number, document.code)
  if (mayDecide && document.state === 'stalled') return <ByHand view={view} action={action} />
  if (mayDecide && document.state === 'accepted')
    return (
      <Details summary={words.findDefect}>
        <Defect view={view} action={action} />
      </Details>
    )
  if (mayDecide && notGiven.includes(document.state)) return <Defect view={view} action={action} />
  if (mayDecide && document.state === 'to_review') {
    return (
      <Form action={action}>
        {compare}
        <Choices view={view} />
        <Button>{words.saveAndNext}</Button>
      </Form>
    )
  }
  if (mayWaive && (document.state === 'defective' || document.state === 'declared_missing'))
    return <Waive view={view} action={action} />
  return <p class="govuk-inset-text">{words.nothingToDecide}</p>
}

const notGiven: readonly string[] = ['required', 'declared_missing']

/** Only what is wrong, or missing, can be said of this document. */
function Defect({ view, action }: { view: ViewerView; action: string }) {
  const words = useWords(claimWords)
  return (
    <Form action={action}>
      <input type="hidden" name="putusan" value="defective" />
      <DefectFields view={view} />
      <Button>{words.saveAndNext}</Button>
    </Form>
  )
}

function Choices({ view }: { view: ViewerView }) {
  const words = useWords(claimWords)
  const { document, values, errors } = view
  const accept = { value: 'accept', label: words.accept }
  const defective = { value: 'defective', label: words.defective }
  const forVerifier = document.alternatives.filter(({ approval }) => approval === 'verifier')
  const forApprover = document.alternatives.filter(({ approval }) => approval === 'approver')
  return (
    <>
      <h2 class="govuk-heading-m">{words.decision}</h2>
      <Radios
        name="putusan"
        label={words.decisionQuestion}
        choices={[accept, defective]}
        values={values}
        errors={errors}
      />
      <Checkbox name="asli" label={words.originalSeen} values={values} />
      {forVerifier.length > 0 && (
        <Select
          name="pengganti"
          label={words.alternative}
          choices={[
            { value: '', label: words.theDocumentItself },
            ...forVerifier.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          values={values}
          errors={errors}
        />
      )}
      {forApprover.map(({ code, name }) => (
        <p class="govuk-hint" key={code}>
          {fill(words.alternativeForApprover, { name })}
        </p>
      ))}
      <DefectFields view={view} />
    </>
  )
}

function DefectFields({ view: { defects, values, errors } }: { view: ViewerView }) {
  const words = useWords(claimWords)
  return (
    <>
      <Select
        name="kekurangan"
        label={words.defect}
        hint={words.defectHint}
        choices={[
          { value: '', label: words.choose },
          ...defects.map((defect) => ({
            value: defect.code,
            label: fill(words.defectChoice, { words: defect.words, cure: defect.cure }),
          })),
        ]}
        values={values}
        errors={errors}
      />
      <TextArea
        name="pesan"
        label={words.noteToFamily}
        rows={2}
        maxLength={1000}
        values={values}
        errors={errors}
      />
    </>
  )
}

function ByHand({ view: { values, errors }, action }: { view: ViewerView; action: string }) {
  const words = useWords(claimWords)
  return (
    <Form action={action}>
      <h2 class="govuk-heading-m">{words.byHand}</h2>
      <input type="hidden" name="putusan" value="check_by_hand" />
      <TextArea name="alasan" label={words.byHandReason} rows={2} values={values} errors={errors} />
      <Button>{words.byHandButton}</Button>
    </Form>
  )
}

function Waive({ view: { document, values, errors }, action }: { view: ViewerView; action: string }) {
  const words = useWords(claimWords)
  return (
    <Form action={action}>
      <h2 class="govuk-heading-m">{words.waive}</h2>
      <input type="hidden" name="putusan" value="waive" />
      <Select
        name="pengganti"
        label={words.alternative}
        choices={[
          { value: '', label: words.nothingInstead },
          ...document.alternatives.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        values={values}
        errors={errors}
      />
      <TextArea name="alasan" label={words.waiveReason} rows={3} values={values} errors={errors} />
      <Button>{words.waiveButton}</Button>
    </Form>
  )
}
