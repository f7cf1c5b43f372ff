import type { DeskYearEvent } from '../../scholarship/scholarship-staff.service.js'
import { provenYearEvents } from '../../scholarship/scholarship-staff.service.js'
import { ProofInput } from '../manager/proof.js'
import { Select, TextArea } from '../shared/components/fields.js'
import { fill, useWords } from '../shared/words.js'
import { nameIn } from '../shared/step-form.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import { scholarshipPaths } from './paths.js'
import type { SchoolYearView } from './school-year.view.js'
import { DeskStep } from './step-fields.view.js'

/** Beside the file: what this person may do with it, and what stands in the way. */
export function SchoolYearSteps({ view }: { view: SchoolYearView }) {
  const words = useWords(scholarshipWords)
  const { desk, file, stepKey, errors } = view
  return (
    <aside class="santun-split__side" aria-label={words.steps}>
      <h2 class="govuk-heading-m">{words.steps}</h2>
      {desk.steps.length === 0 && <p class="govuk-body">{words.noSteps}</p>}
      {desk.steps.map((step) => (
        <DeskStep
          key={step.event}
          step={step}
          action={scholarshipPaths.year(file.id, `/langkah/${step.event}`)}
          version={file.seq}
          stepKey={stepKey}
          open={Object.keys(errors ?? {}).some((name) => name.endsWith(step.event))}
        >
          <Fields event={step.event} view={view} />
        </DeskStep>
      ))}
    </aside>
  )
}

const withReason: readonly DeskYearEvent[] = [
  'return_evidence',
  'hold',
  'lift_hold',
  'send_back',
  'deny',
  'object',
]

function Fields({ event, view }: { event: DeskYearEvent; view: SchoolYearView }) {
  const words = useWords(scholarshipWords)
  const { grounds, proof, errors } = view
  const values = { [nameIn('return_evidence', 'reason')]: whatIsMissing(view, words), ...view.values }
  const field = (name: string) => ({ name: nameIn(event, name), values, errors })
  return (
    <>
      {event === 'verify' && <p class="govuk-body">{words.verifyHint}</p>}
      {event === 'return_evidence' && <p class="govuk-hint">{words.returnHint}</p>}
      {event === 'deny' && (
        <Select
          {...field('groundCode')}
          label={words.ground}
          choices={[
            { value: '', label: words.choose },
            ...grounds.map(({ code, text }) => ({ value: code, label: text })),
          ]}
        />
      )}
      {withReason.includes(event) && (
        <TextArea {...field('reason')} label={words.reason} rows={3} maxLength={1000} />
      )}
      {provenYearEvents.includes(event) && (
        <ProofInput act="decide_scholarship" own={event} kind={proof} errors={errors} />
      )}
    </>
  )
}

/** All that is to be mended in one sentence, to begin the message with; whoever sends it may say it better. */
function whatIsMissing(
  { papers, desk, labels }: SchoolYearView,
  words: ReturnType<typeof useWords<typeof scholarshipWords.id>>,
): string {
  const faults = [
    ...papers.flatMap(({ name, defect }) => (defect === null ? [] : [`${name} (${defect})`])),
    ...desk.missing
      .filter((code) => !papers.some((paper) => paper.code === code))
      .map((code) => fill(words.missingOne, { paper: labels.paper(code) })),
  ]
  return faults.length === 0 ? '' : fill(words.missingAll, { papers: faults.join('; ') })
}
