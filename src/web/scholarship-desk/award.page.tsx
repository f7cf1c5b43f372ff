import { awardEndings } from '#libs/lifecycle'
import { parseLocalDate } from '#libs/local-date'
import type { DeskAwardEvent } from '../../scholarship/scholarship-staff.service.js'
import { ClaimLink } from '../shared/components/claim-link.js'
import { BackLink, Details, InsetText, Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { type Choice, PhoneInput, Radios, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { dayInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { nameIn } from '../shared/step-form.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import type { AwardView } from './award-desk.service.js'
import { Counters, usePerson, YearsTable } from './award-parts.view.js'
import { scholarshipPaths } from './paths.js'
import { History, whoReceives } from './school-year.page.js'
import { DeskStep } from './step-fields.view.js'

interface AwardPageProps {
  view: AwardView
  banks: readonly Choice[]
  values?: FormValues
  errors?: FormErrors
}

/** One child's scholarship over all its years. */
export function AwardPage(props: AwardPageProps) {
  const words = useWords(scholarshipWords)
  const { view, errors } = props
  const { file, labels, years, history } = view
  const title = fill(words.awardTitle, { name: file.child_name })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={scholarshipPaths.queue}>{words.back}</BackLink>
      <Outcome words={{ langkah: words.stepped, wali: words.guardianKept }} />
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{title}</h1>
      <p class="govuk-body">
        <Tag>{labels.awardState(file.award_state)}</Tag> <ClaimLink number={file.claim_number} />
      </p>
      <div class="santun-split">
        <div>
          <SummaryList
            rows={[
              { key: words.birthDate, value: dayInWords(parseLocalDate(file.child_birth_date), file.zone) },
              ...whoReceives(file, words, usePerson(), labels),
            ]}
          />
          {file.payee !== null && !file.account_checked && (
            <p class="govuk-body">
              <a class="govuk-link" href={`/petugas/klaim/${file.claim_number}/rekening`}>
                {words.checkAccount}
              </a>
            </p>
          )}
          {file.next_guardian !== null && (
            <InsetText>{fill(words.guardianWaits, { name: file.next_guardian })}</InsetText>
          )}
          <YearsTable years={years} labels={labels} />
          <Counters levels={file.levels} labels={labels} />
          <History
            history={history}
            zone={file.zone}
            event={labels.awardEvent}
            role={labels.role}
            ground={(code) => code}
          />
        </div>
        <aside class="santun-split__side" aria-label={words.steps}>
          <h2 class="govuk-heading-m">{words.steps}</h2>
          <Steps {...props} />
          {view.mayName && (file.payee === null ? <FirstAccount {...props} /> : <NewGuardian {...props} />)}
        </aside>
      </div>
    </StaffPage>
  )
}

function Steps({ view, values, errors }: AwardPageProps) {
  const words = useWords(scholarshipWords)
  const { file, steps, stepKey, mayName } = view
  return (
    <>
      {steps.length === 0 && !mayName && <p class="govuk-body">{words.noSteps}</p>}
      {steps.map((step) => (
        <DeskStep
          key={step.event}
          step={step}
          action={scholarshipPaths.award(file.award_id, `/langkah/${step.event}`)}
          version={file.award_seq}
          stepKey={stepKey}
          open={Object.keys(errors ?? {}).some((name) => name.endsWith(`-${step.event}`))}
        >
          <StepFields event={step.event} {...{ values, errors }} />
        </DeskStep>
      ))}
    </>
  )
}

function StepFields({
  event,
  values,
  errors,
}: { event: DeskAwardEvent } & Pick<AwardPageProps, 'values' | 'errors'>) {
  const words = useWords(scholarshipWords)
  const field = (name: string) => ({ name: nameIn(event, name), values, errors })
  if (event === 'change_guardian') return <p class="govuk-body">{words.confirmHint}</p>
  return (
    <>
      {event === 'end' && (
        <Select
          {...field('ending')}
          label={words.ending}
          choices={[
            { value: '', label: words.choose },
            ...awardEndings.map((ending) => ({ value: ending, label: words[`ending_${ending}`] })),
          ]}
        />
      )}
      <TextArea {...field('reason')} label={words.reason} rows={3} maxLength={1000} />
    </>
  )
}

/** The account into which the money goes, as the bank has it. */
function AccountFields({ banks, values, errors }: Omit<AwardPageProps, 'view'>) {
  const words = useWords(scholarshipWords)
  const field = { values, errors }
  return (
    <>
      <Radios
        name="owner"
        label={words.owner}
        choices={[
          { value: 'child', label: words.ownerChild },
          { value: 'guardian', label: words.ownerGuardian },
        ]}
        {...field}
      />
      <Select
        name="bankCode"
        label={words.bank}
        choices={[{ value: '', label: words.choose }, ...banks]}
        {...field}
      />
      <TextInput name="accountNumber" label={words.accountNumber} inputMode="numeric" width={20} {...field} />
      <TextInput name="accountHolder" label={words.accountHolder} hint={words.holderHint} {...field} />
    </>
  )
}

function FirstAccount({ view: { file, people }, ...fields }: AwardPageProps) {
  const words = useWords(scholarshipWords)
  const { values, errors } = fields
  const person = usePerson()
  return (
    <section aria-label={words.firstAccount}>
      <h3 class="govuk-heading-s">{words.firstAccount}</h3>
      <Form action={scholarshipPaths.award(file.award_id, '/rekening')}>
        <Select
          name="guardianId"
          label={words.guardian}
          choices={[
            { value: '', label: words.everybody },
            ...people.map(({ id, name, relation }) => ({
              value: id,
              label: person(name, relation),
            })),
          ]}
          {...{ values, errors }}
        />
        <AccountFields {...fields} />
        <Button>{words.keepAccount}</Button>
      </Form>
    </section>
  )
}

function NewGuardian({ view: { file }, ...fields }: AwardPageProps) {
  const words = useWords(scholarshipWords)
  const { values, errors } = fields
  const form = (
    <Form action={scholarshipPaths.award(file.award_id, '/wali')}>
      <p class="govuk-hint">{words.newGuardianHint}</p>
      <TextInput name="name" label={words.guardianName} {...{ values, errors }} />
      <TextInput name="relation" label={words.guardianRelation} width={20} {...{ values, errors }} />
      <PhoneInput name="phone" label={words.phone} {...{ values, errors }} />
      <AccountFields {...fields} />
      <Button kind="secondary">{words.newGuardian}</Button>
    </Form>
  )
  const mending = Object.keys(errors ?? {}).some((name) => !name.includes('-') && name !== '')
  return mending ? form : <Details summary={words.newGuardian}>{form}</Details>
}
