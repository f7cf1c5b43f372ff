import type { ObjectionEvent, ObjectionState } from '#libs/lifecycle'
import { formatDateId } from '#libs/local-date'
import type { ObjectionBody } from '../../objections/objection-bodies.rule.js'
import type { ObjectionStep, WholeObjection } from '../../objections/objections.query.js'
import { BackLink, InsetText, Outcome, SummaryList } from '../shared/components/blocks.js'
import { DateInput, Radios, TextArea } from '../shared/components/fields.js'
import { Button } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { nameIn, StepForm, StepRefusals } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { objectionsWords } from '../words/objections.js'
import { Due, OBJECTIONS, ObjectionTag } from './objections.page.js'

export interface OfferedObjectionStep {
  event: ObjectionEvent
  label: string
  /** Why this person may not take it. */
  refusals: readonly string[]
}

export interface ObjectionView {
  objection: WholeObjection
  claimState: string
  steps: readonly OfferedObjectionStep[]
  bodies: readonly ObjectionBody[]
  stateLabel: (state: ObjectionState) => string
  eventLabel: (event: ObjectionEvent) => string
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

/** One objection: the family's own words first, where it stands, all that was done, and what may be done now. */
export function OneObjectionPage(view: ObjectionView) {
  const words = useWords(objectionsWords)
  const { objection, steps, errors } = view
  const title = fill(words.oneTitle, { number: objection.claim_number })
  const [filed] = objection.steps
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={OBJECTIONS}>{words.back}</BackLink>
      <Outcome words={{ langkah: words.done }} />
      <h1 class="govuk-heading-l">{title}</h1>
      <div class="santun-split">
        <div>
          <h2 class="govuk-heading-m">{words.words}</h2>
          <InsetText>{filed?.words ?? '–'}</InsetText>
          <Standing {...view} />
          <History {...view} />
        </div>
        <aside class="santun-split__side" aria-label={words.step}>
          {steps.length === 0 && <p class="govuk-body">{words.nothing}</p>}
          {steps.map((step) => (
            <OneStep step={step} view={view} key={step.event} />
          ))}
        </aside>
      </div>
    </StaffPage>
  )
}

function Standing({ objection, claimState, stateLabel }: ObjectionView) {
  const words = useWords(objectionsWords)
  const { state, filed_on: filedOn, reviewer, round, participant, claim_number: number } = objection
  return (
    <SummaryList
      rows={[
        { key: words.state, value: <ObjectionTag state={state} label={stateLabel(state)} /> },
        { key: words.participant, value: participant },
        { key: words.filedOn, value: formatDateId(filedOn) },
        { key: words.dueOn, value: <Due objection={objection} /> },
        { key: words.reviewer, value: reviewer ?? words.noReviewer },
        { key: words.round, value: String(round) },
        {
          key: words.claimState,
          value: (
            <>
              {claimState}.{' '}
              <a class="govuk-link" href={`/petugas/klaim/${number}`}>
                {words.openClaim}
              </a>
            </>
          ),
        },
      ]}
    />
  )
}

function History({ objection: { steps }, bodies, eventLabel }: ObjectionView) {
  const words = useWords(objectionsWords)
  const said = ({ words: given, body, referred_on: on }: ObjectionStep): string => {
    const name = bodies.find(({ code }) => code === body)?.name ?? body
    const referred = name && on ? [fill(words.referredTo, { body: name, date: formatDateId(on) })] : []
    return [...referred, ...(given === null ? [] : [given])].join('. ') || '–'
  }
  return (
    <Table
      caption={words.history}
      rows={steps}
      keyOf={({ seq }) => String(seq)}
      columns={[
        { heading: words.step, cell: ({ event }) => eventLabel(event) },
        { heading: words.by, cell: ({ actor }) => actor ?? words.family },
        { heading: words.when, cell: ({ on }) => formatDateId(on, 'short') },
        { heading: words.reason, cell: said },
      ]}
    />
  )
}

function OneStep({ step, view }: { step: OfferedObjectionStep; view: ObjectionView }) {
  const words = useWords(objectionsWords)
  const { objection, stepKey } = view
  const { event, label, refusals } = step
  if (refusals.length > 0)
    return (
      <StepRefusals
        title={
          <>
            <strong>{label}</strong> {words.notPossible}
          </>
        }
        reasons={refusals}
      />
    )
  return (
    <section aria-label={label}>
      <h2 class="govuk-heading-m">{label}</h2>
      <StepForm
        action={`${OBJECTIONS}/${objection.id}/${event}`}
        version={objection.claim_version}
        stepKey={`${event}-${stepKey}`}
      >
        <Fields event={event} view={view} />
        <Button>{label}</Button>
      </StepForm>
    </section>
  )
}

/** What is written here the family reads in a letter. */
const withLetter: readonly ObjectionEvent[] = ['uphold', 'uphold_partly', 'dismiss', 'refer_external']

function Fields({ event, view: { values, errors, bodies } }: { event: ObjectionEvent; view: ObjectionView }) {
  const words = useWords(objectionsWords)
  if (event === 'review') return null
  const field = (name: string) => ({ name: nameIn(event, name), values, errors })
  const parts = { day: words.day, month: words.month, year: words.year }
  return (
    <>
      {event === 'refer_external' && (
        <>
          <Radios
            {...field('body')}
            label={words.body}
            choices={bodies.map(({ code, name, basis }) => ({ value: code, label: name, hint: basis }))}
          />
          <DateInput {...field('referredOn')} label={words.referredOn} parts={parts} />
        </>
      )}
      <TextArea
        {...field('reason')}
        label={words.reason}
        hint={withLetter.includes(event) ? words.reasonHint : undefined}
        rows={4}
        maxLength={1000}
      />
    </>
  )
}
