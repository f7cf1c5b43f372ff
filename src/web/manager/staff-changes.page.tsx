import type { StaffChange } from '../../staff/staff-changes.service.js'
import { changeKinds } from '../../staff/staff-changes.service.js'
import { BackLink, InsetText, SummaryList, Tag } from '../shared/components/blocks.js'
import { Checkbox, type Choice, Radios, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { STEP_KEY } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { staffChangeWords } from '../words/staff-changes.js'
import { Moment } from './approvals.page.js'
import { ProofInput, type ProofKind } from './proof.js'

const HOME = '/admin/pengguna/perubahan'
export const APPLY_COMMAND = 'npm run santun -- staff apply'

interface AskChangeProps {
  branches: readonly Choice[]
  roles: readonly Choice[]
  values?: FormValues
  errors?: FormErrors
}

/** One form for every change; what a change does not need is left empty. */
export function AskChangePage({ branches, roles, values, errors }: AskChangeProps) {
  const words = useWords(staffChangeWords)
  const fields = { values, errors }
  const kinds = changeKinds.map((kind) => ({
    value: kind,
    label: words[`kind_${kind}`],
    hint: kind === 'close' ? words.closeHint : undefined,
  }))
  return (
    <StaffPage title={words.title} errors={errors}>
      <BackLink href="/admin/pengguna">{words.back}</BackLink>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <HowItIsApplied />
      <Form action={HOME}>
        <Radios name="kind" label={words.kind} choices={kinds} {...fields} />
        <TextInput name="username" label={words.username} width={20} {...fields} />
        <TextInput name="displayName" label={words.displayName} width={30} {...fields} />
        <Select
          name="branchCode"
          label={words.branch}
          choices={[{ value: '', label: words.noBranch }, ...branches]}
          {...fields}
        />
        <fieldset class="govuk-fieldset govuk-!-margin-bottom-6" id="roles">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{words.roles}</legend>
          {errors?.roles && <p class="govuk-error-message">{errors.roles}</p>}
          {roles.map(({ value, label }) => (
            <Checkbox key={value} name={`peran_${value}`} label={label} values={values} />
          ))}
        </fieldset>
        <TextInput name="limit" label={words.limit} inputMode="numeric" width={20} {...fields} />
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={2}
          maxLength={500}
          {...fields}
        />
        <Button>{words.button}</Button>
      </Form>
    </StaffPage>
  )
}

export function HowItIsApplied() {
  const words = useWords(staffChangeWords)
  return (
    <InsetText>
      {words.why} {words.how} <code>{APPLY_COMMAND}</code>
    </InsetText>
  )
}

interface ChangesProps {
  changes: readonly StaffChange[]
  label: (role: string) => string
}

/** What was asked for, and how far it is. */
export function Changes({ changes, label }: ChangesProps) {
  const words = useWords(staffChangeWords)
  const { staff } = usePage()
  const mayAgree = staff?.roles.has('admin') || staff?.roles.has('manager')
  if (changes.length === 0) return <p class="govuk-body">{words.none}</p>
  return (
    <Table
      caption={words.waitingTitle}
      hideCaption
      rows={changes}
      keyOf={({ id }) => id}
      columns={[
        { heading: words.change, cell: ({ kind }) => words[`kind_${kind}`] },
        {
          heading: words.account,
          cell: (change) =>
            mayAgree && stateOf(change) === 'consent' ? (
              <a class="govuk-link" href={`${HOME}/${change.id}`}>
                {fill(words.look, { username: change.username })}
              </a>
            ) : (
              change.username
            ),
        },
        { heading: words.becomes, cell: (change) => <Wanted change={change} label={label} /> },
        {
          heading: words.asker,
          cell: ({ asker, asked_at: at }) => (
            <>
              {asker}, <Moment at={at} />
            </>
          ),
        },
        { heading: words.reason, cell: ({ reason }) => reason },
        { heading: words.state, cell: (change) => <State change={change} /> },
      ]}
    />
  )
}

function stateOf({ kind, agreed_at: agreed, applied_at: applied }: StaffChange) {
  if (applied !== null) return 'applied'
  if (agreed !== null) return 'agreed'
  return kind === 'close' ? 'owner' : 'consent'
}

function State({ change }: { change: StaffChange }) {
  const words = useWords(staffChangeWords)
  switch (stateOf(change)) {
    case 'applied':
      return <Tag colour="green">{words.applied}</Tag>
    case 'agreed':
      return <Tag colour="blue">{fill(words.agreedBy, { name: change.agreed ?? '' })}</Tag>
    case 'owner':
      return <Tag colour="blue">{words.waitsOwner}</Tag>
    case 'consent':
      return <Tag colour="orange">{words.needsConsent}</Tag>
  }
}

function Wanted({ change: { wanted }, label }: { change: StaffChange; label: (role: string) => string }) {
  const roles = (wanted.roles ?? []).map(
    ({ role, approvalLimit }) =>
      label(role) + (approvalLimit === undefined ? '' : ` (${moneyText(BigInt(approvalLimit))})`),
  )
  return <>{[wanted.displayName, wanted.branchCode, ...roles].filter(Boolean).join(', ') || '–'}</>
}

interface AgreeProps {
  change: StaffChange
  label: (role: string) => string
  proof: ProofKind
  stepKey: string
  errors?: FormErrors
}

/** One change, read whole before somebody agrees to it. */
export function AgreePage({ change, label, proof, stepKey, errors }: AgreeProps) {
  const words = useWords(staffChangeWords)
  const { staff } = usePage()
  const inTheWay = change.asked_by === staff?.staffId ? words.ownOne : undefined
  const aboutSelf = change.username === staff?.username ? words.aboutYou : undefined
  const refusal = inTheWay ?? aboutSelf
  return (
    <StaffPage title={words.agreeTitle} errors={errors}>
      <BackLink href="/admin/pengguna">{words.back}</BackLink>
      <h1 class="govuk-heading-l">{words.agreeTitle}</h1>
      <SummaryList
        rows={[
          { key: words.change, value: words[`kind_${change.kind}`] },
          { key: words.account, value: change.username },
          { key: words.becomes, value: <Wanted change={change} label={label} /> },
          { key: words.asker, value: change.asker },
          { key: words.reason, value: change.reason },
          { key: words.state, value: <State change={change} /> },
        ]}
      />
      {refusal ? (
        <p class="govuk-body">{refusal}</p>
      ) : (
        <Form action={`${HOME}/${change.id}`}>
          <input type="hidden" name={STEP_KEY} value={stepKey} />
          <ProofInput act="agree_staff_change" kind={proof} errors={errors} />
          <Button>{words.agree}</Button>
        </Form>
      )}
    </StaffPage>
  )
}
