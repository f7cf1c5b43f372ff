import { eventTypes, partyKinds } from '../../incidents/notice.dto.js'
import { BackLink } from '../shared/components/blocks.js'
import { DateInput, Radios, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { StepForm } from '../shared/step-form.js'
import { useWords } from '../shared/words.js'
import { incidentWords } from '../words/incident.js'
import { incidentPaths } from './paths.js'

interface NoticeView {
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}

/** The first word of an accident, as an officer writes it down. */
export function NoticePage({ stepKey, values, errors }: NoticeView) {
  const words = useWords(incidentWords)
  const shown = { values, errors }
  return (
    <StaffPage title={words.noticeTitle} errors={errors}>
      <BackLink href={incidentPaths.list}>{words.back}</BackLink>
      <h1 class="govuk-heading-l">{words.noticeTitle}</h1>
      <p class="govuk-body">{words.noticeHint}</p>
      <StepForm action={incidentPaths.notice} version={0} stepKey={stepKey}>
        <Radios
          {...shown}
          name="eventType"
          label={words.eventType}
          choices={eventTypes.map((value) => ({ value, label: words[`type_${value}`] }))}
        />
        <TextInput
          {...shown}
          name="identity"
          label={words.identity}
          hint={words.identityHint}
          inputMode="numeric"
          width={20}
        />
        <TextInput
          {...shown}
          name="participantName"
          label={words.participantName}
          width={30}
          maxLength={100}
        />
        <DateInput {...shown} name="eventDate" label={words.eventDate} parts={words} />
        <TextInput {...shown} name="hour" label={words.hour} hint={words.hourHint} width={5} maxLength={5} />
        <TextInput {...shown} name="place" label={words.place} width={30} maxLength={200} />
        <TextArea {...shown} name="chronology" label={words.chronology} rows={4} maxLength={2000} />
        <Select
          {...shown}
          name="kind"
          label={words.reporterKind}
          choices={partyKinds.map((value) => ({ value, label: words[`kind_${value}`] }))}
        />
        <TextInput {...shown} name="name" label={words.reporterName} width={30} maxLength={100} />
        <TextInput
          {...shown}
          name="relation"
          label={words.relation}
          hint={words.relationHint}
          width={20}
          maxLength={40}
        />
        <TextInput {...shown} name="phone" label={words.phone} inputMode="tel" width={20} />
        <Button>{words.send}</Button>
      </StepForm>
    </StaffPage>
  )
}
