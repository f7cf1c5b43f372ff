import { formatDateId } from '#libs/local-date'
import type { Approver, Delegation } from '../../approval/delegations.service.js'
import { BackLink, Outcome, Tag } from '../shared/components/blocks.js'
import { DateInput, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { type Column, Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { delegationsWords } from '../words/delegations.js'
import { managerWords } from '../words/manager.js'

const HOME = '/pimpinan/pelimpahan'

export interface DelegationsView {
  delegations: readonly Delegation[]
  /** To whom this person may lend a limit; undefined where he holds none. */
  others?: readonly Approver[]
  values?: FormValues
  errors?: FormErrors
}

/** Limits that are lent: asked for by who is away, confirmed by a manager, used for some days. */
export function DelegationsPage({ delegations, others, values, errors }: DelegationsView) {
  const words = useWords(delegationsWords)
  const { back } = useWords(managerWords)
  return (
    <StaffPage title={words.title} errors={errors}>
      <BackLink href="/pimpinan/persetujuan">{back}</BackLink>
      <Outcome words={{ minta: words.done_minta, sah: words.done_sah, akhir: words.done_akhir }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {delegations.length === 0 ? <p class="govuk-body">{words.none}</p> : <Lent rows={delegations} />}
      {others && <Ask {...{ others, values, errors }} />}
    </StaffPage>
  )
}

function Lent({ rows }: { rows: readonly Delegation[] }) {
  const words = useWords(delegationsWords)
  const columns: Column<Delegation>[] = [
    { heading: words.from, cell: ({ from_name: name }) => name },
    { heading: words.to, cell: ({ to_name: name }) => name },
    {
      heading: words.days,
      cell: ({ valid_from, valid_to }) =>
        fill(words.daysRange, {
          first: formatDateId(valid_from, 'short'),
          last: formatDateId(valid_to, 'short'),
        }),
    },
    { heading: words.upTo, numeric: true, cell: ({ up_to: sum }) => <Money amount={sum} /> },
    { heading: words.reason, cell: ({ reason }) => reason },
    { heading: words.state, cell: (row) => <State row={row} /> },
    { heading: words.act, cell: (row) => <Acts row={row} /> },
  ]
  return <Table caption={words.title} hideCaption rows={rows} keyOf={({ id }) => id} columns={columns} />
}

function State({ row }: { row: Delegation }) {
  const words = useWords(delegationsWords)
  if (row.ended_at !== null) return <Tag colour="grey">{words.ended}</Tag>
  if (row.confirmed_by === null) return <Tag colour="yellow">{words.waiting}</Tag>
  return <Tag colour="green">{fill(words.confirmed, { name: row.confirmer ?? '' })}</Tag>
}

function Acts({ row }: { row: Delegation }) {
  const words = useWords(delegationsWords)
  const { staff } = usePage()
  if (row.ended_at !== null || !staff) return null
  const manager = staff.roles.has('manager')
  const third = staff.staffId !== row.from_staff && staff.staffId !== row.to_staff
  const spoken = (
    <span class="govuk-visually-hidden">{fill(words.actOf, { from: row.from_name, to: row.to_name })}</span>
  )
  return (
    <>
      {manager && third && row.confirmed_by === null && (
        <Form action={`${HOME}/${row.id}/sah`}>
          <Button>
            {words.confirm} {spoken}
          </Button>
        </Form>
      )}
      {(manager || staff.staffId === row.from_staff) && (
        <Form action={`${HOME}/${row.id}/akhir`}>
          <Button kind="secondary">
            {words.end} {spoken}
          </Button>
        </Form>
      )}
    </>
  )
}

function Ask({ others, values, errors }: Pick<DelegationsView, 'others' | 'values' | 'errors'>) {
  const words = useWords(delegationsWords)
  const parts = { day: words.day, month: words.month, year: words.year }
  const field = (name: string) => ({ name, values, errors })
  const choices = (others ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <h2 class="govuk-heading-m">{words.askTitle}</h2>
      <Form action={HOME}>
        <Select
          {...field('toStaffId')}
          label={words.toWhom}
          choices={[{ value: '', label: words.choose }, ...choices]}
        />
        <DateInput {...field('validFrom')} label={words.validFrom} parts={parts} />
        <DateInput {...field('validTo')} label={words.validTo} parts={parts} />
        <TextInput
          {...field('upTo')}
          label={words.upTo}
          hint={words.upToHint}
          inputMode="numeric"
          width={20}
        />
        <TextArea
          {...field('reason')}
          label={words.reason}
          hint={words.reasonHint}
          rows={2}
          maxLength={500}
        />
        <Button>{words.ask}</Button>
      </Form>
    </>
  )
}
