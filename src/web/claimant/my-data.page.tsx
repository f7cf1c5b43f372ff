/** W13: what we hold, why and how long; who opened it; ask for a copy, a correction or deletion. */
import { formatDateId } from '#libs/local-date'
import { type DataRequestKind, dataRequestKinds } from '../../intake/data-requests.service.js'
import type { DataRequestOnFile } from '../../intake/data-requests.service.js'
import { Outcome, SummaryList } from '../shared/components/blocks.js'
import { Radios, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { dataOutcomes, dataRequestWords, dataWords as words, heldData } from '../words/claimant-data.js'
import { ClaimantPage } from './claimant-page.js'

export const DATA_WORDS_LENGTH = 500

export interface OpeningShown {
  when: string
  who: string
  what: string
}

export interface MyDataPageProps {
  number: string
  stepKey: string
  openings: readonly OpeningShown[]
  /** There are more than are shown. */
  more: boolean
  /** Within which a request is answered. */
  answerHours: number
  requests: readonly DataRequestOnFile[]
  values?: FormValues
  errors?: FormErrors
}

export function MyDataPage(props: MyDataPageProps) {
  const { number, errors } = props
  return (
    <ClaimantPage title={words.title} back={`/k/${number}`} errors={errors}>
      <Outcome words={dataOutcomes} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{fill(words.text, { number })}</p>
      <h2 class="govuk-heading-m">{words.holdTitle}</h2>
      {heldData.map(({ what, why, howLong }) => (
        <SummaryList
          key={what}
          rows={[
            { key: words.what, value: what },
            { key: words.why, value: why },
            { key: words.howLong, value: howLong },
          ]}
        />
      ))}
      <Openings {...props} />
      <Requests {...props} />
      <AskForm {...props} />
    </ClaimantPage>
  )
}

function Openings({ openings, more }: MyDataPageProps) {
  return (
    <>
      <h2 class="govuk-heading-m">{words.openedTitle}</h2>
      <p class="govuk-body">{words.openedText}</p>
      {openings.length === 0 && <p class="govuk-body">{words.openedNone}</p>}
      {openings.map(({ when, who, what }, index) => (
        <SummaryList
          key={index}
          rows={[
            { key: words.openedWhen, value: when },
            { key: words.openedWho, value: who },
            { key: words.openedWhat, value: what },
          ]}
        />
      ))}
      {more && <p class="govuk-body">{fill(words.openedMore, { n: openings.length })}</p>}
    </>
  )
}

function Requests({ requests }: MyDataPageProps) {
  if (requests.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{words.runningTitle}</h2>
      <SummaryList
        rows={requests.map(({ kind, asked_on, due_on, done_on, outcome }) => ({
          key: dataRequestWords[kind],
          value: `${fill(words.runningAsked, { date: formatDateId(asked_on) })}. ${
            done_on === null
              ? fill(words.runningDue, { date: formatDateId(due_on, 'weekday') })
              : `${fill(words.runningDone, { date: formatDateId(done_on) })} ${outcome ?? ''}`
          }`,
        }))}
      />
    </>
  )
}

function AskForm({ number, stepKey, answerHours, values, errors }: MyDataPageProps) {
  return (
    <>
      <h2 class="govuk-heading-m">{words.askTitle}</h2>
      <p class="govuk-body">{fill(words.askText, { hours: answerHours })}</p>
      <p class="govuk-body">{words.limits}</p>
      <Form action={`/k/${number}/data`}>
        <input type="hidden" name="kunci" value={stepKey} />
        <Radios
          name="minta"
          label={words.askKind}
          choices={dataRequestKinds.map((kind: DataRequestKind) => ({
            value: kind,
            label: dataRequestWords[kind],
          }))}
          {...{ values, errors }}
        />
        <TextArea
          name="keterangan"
          label={words.askWords}
          hint={words.askWordsHint}
          rows={3}
          maxLength={DATA_WORDS_LENGTH}
          {...{ values, errors }}
        />
        <Button>{words.askSend}</Button>
      </Form>
    </>
  )
}
