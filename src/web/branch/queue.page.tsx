import type { ClaimState } from '#libs/lifecycle'
import type { Colleague } from '../../claims/claim-assignment.service.js'
import {
  countedTo,
  deskStates,
  type QueuedClaim,
  queueFlags,
  type QueuePlace,
} from '../../claims/claim-queue.query.js'
import { Outcome, Tag } from '../shared/components/blocks.js'
import { Select } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { deskLabels } from '../words/branch-labels.js'
import { queueWords } from '../words/branch-queue.js'
import { usePage } from '../shared/page-context.js'
import { paths } from './paths.js'
import { flagCodes, isFiltered, ownerCodes, queueAddress, type QueueFilters } from './queue-address.js'

export interface QueueView {
  claims: readonly (QueuedClaim & { daysLeft: number | null })[]
  counts: ReadonlyMap<ClaimState, number>
  filters: QueueFilters
  next?: QueuePlace
  /** Not on its first page. */
  further: boolean
  /** When this list was read. */
  asOf: string
  mayTakeNext: boolean
  /** Whom claims may be given to; empty for those who only take and lay back their own. */
  colleagues: readonly Colleague[]
  errors?: FormErrors
}

/** P2: what waits for this branch, the nearest deadline first. */
export function QueuePage({ view }: { view: QueueView }) {
  const words = useWords(queueWords)
  return (
    <StaffPage title={words.title} errors={view.errors}>
      <Outcome
        words={{
          diserahkan: words.outcomeGiven,
          dikembalikan: words.outcomeLaidBack,
          tetap: words.outcomeNothing,
          kosong: words.nothingToTake,
        }}
      />
      <div class="santun-bar">
        <h1 class="govuk-heading-l">{words.title}</h1>
        {view.mayTakeNext && (
          <Form action={`${paths.queue}/berikutnya`}>
            <Button>{words.takeNext}</Button>
          </Form>
        )}
      </div>
      <Filters {...view} />
      <p class="govuk-body" role="status">
        {fill(words.count, { count: totalOf(view.counts) })}{' '}
        <a
          class="govuk-link"
          hidden
          href={queueAddress(view.filters)}
          data-arrived={`${paths.queue}/baru?sejak=${encodeURIComponent(view.asOf)}`}
        />
      </p>
      {view.claims.length === 0 ? <Empty filters={view.filters} /> : <Claims {...view} />}
    </StaffPage>
  )
}

/** `200+` for a backlog that is not counted through. */
const counted = (count: number): string => (count > countedTo ? `${countedTo}+` : String(count))

function totalOf(counts: QueueView['counts']): string {
  const each = [...counts.values()]
  const total = each.reduce((sum, count) => sum + Math.min(count, countedTo), 0)
  return each.some((count) => count > countedTo) ? `${total}+` : String(total)
}

function Filters({ filters, counts }: Pick<QueueView, 'filters' | 'counts'>) {
  const words = useWords(queueWords)
  const labels = deskLabels[usePage().language]
  const all = { value: '', label: words.all }
  const values = {
    tahap: filters.stage,
    program: filters.program,
    tanda: filters.flag && flagCodes[filters.flag],
    milik: ownerCodes[filters.whose],
  }
  const stages = deskStates.map((state) => {
    const count = counts.get(state)
    return {
      value: state,
      label: `${labels.states[state]}${count === undefined ? '' : ` (${counted(count)})`}`,
    }
  })
  const owners = [all, { value: 'saya', label: words.mine }, { value: 'bebas', label: words.unassigned }]
  return (
    <form action={paths.queue} method="get" class="santun-filters" aria-label={words.filters}>
      <Select name="tahap" label={words.stage} choices={[all, ...stages]} values={values} />
      <Select
        name="program"
        label={words.program}
        choices={[
          all,
          { value: 'jkm', label: labels.programs.jkm },
          { value: 'jkk', label: labels.programs.jkk },
        ]}
        values={values}
      />
      <Select
        name="tanda"
        label={words.flag}
        choices={[all, ...queueFlags.map((flag) => ({ value: flagCodes[flag], label: words[flag] }))]}
        values={values}
      />
      <Select name="milik" label={words.owner} choices={owners} values={values} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        {words.apply}
      </button>
    </form>
  )
}

function Empty({ filters }: { filters: QueueFilters }) {
  const words = useWords(queueWords)
  if (!isFiltered(filters)) return <p class="govuk-inset-text">{words.emptyAll}</p>
  return (
    <p class="govuk-inset-text">
      {words.emptyFiltered}{' '}
      <a class="govuk-link" href={paths.queue}>
        {words.clearFilters}
      </a>
    </p>
  )
}

function Claims(view: QueueView) {
  const words = useWords(queueWords)
  const { filters, next, further } = view
  const heads = [
    words.number,
    words.participant,
    words.program,
    words.stage,
    words.timeLeft,
    words.documents,
    words.flags,
    words.officer,
  ]
  return (
    <Form action={`${paths.queue}/petugas`}>
      <table class="govuk-table santun-table" data-rows>
        <caption class="govuk-visually-hidden">{words.title}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <td class="govuk-table__header" />
            {heads.map((head) => (
              <th scope="col" class="govuk-table__header" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {view.claims.map((claim) => (
            <Row claim={claim} heads={heads} key={claim.id} />
          ))}
        </tbody>
      </table>
      {(next ?? further) && (
        <nav aria-label={words.pages} class="govuk-body santun-bar">
          {further && (
            <a class="govuk-link" href={queueAddress(filters)}>
              {words.first}
            </a>
          )}
          {next && (
            <a class="govuk-link" href={queueAddress(filters, next)}>
              {words.next}
            </a>
          )}
        </nav>
      )}
      <WithChosen {...view} />
      <p class="govuk-hint santun-keys" data-script hidden>
        {words.keys}
      </p>
    </Form>
  )
}

function Row({ claim, heads }: { claim: QueueView['claims'][number]; heads: readonly string[] }) {
  const words = useWords(queueWords)
  const labels = deskLabels[usePage().language]
  const cells = [
    <a class="govuk-link" href={paths.claim(claim.number)} data-open key="open">
      {claim.number}
    </a>,
    claim.participant_name,
    labels.types[claim.type],
    labels.states[claim.state],
    <TimeLeft days={claim.daysLeft} late={claim.overdue} key="time" />,
    `${claim.documents_done}/${claim.documents_asked}`,
    <Flags claim={claim} key="flags" />,
    claim.assigned_to ?? words.nobody,
  ]
  return (
    <tr class="govuk-table__row">
      <td class="govuk-table__cell">
        <input
          type="checkbox"
          class="santun-tick"
          name="klaim"
          value={claim.number}
          aria-label={fill(words.choose, { number: claim.number })}
        />
      </td>
      {cells.map((cell, index) => (
        <td class="govuk-table__cell" data-heading={heads[index]} key={heads[index]}>
          {cell}
        </td>
      ))}
    </tr>
  )
}

function TimeLeft({ days, late }: { days: number | null; late: boolean }) {
  const words = useWords(queueWords)
  if (days === null) return <>{words.noDeadline}</>
  if (late) return <strong>{fill(words.late, { count: Math.max(1, -days) })}</strong>
  return <>{days <= 0 ? words.today : fill(words.daysLeft, { count: days })}</>
}

function Flags({ claim }: { claim: QueuedClaim }) {
  const words = useWords(queueWords)
  return (
    <>
      {claim.overdue && <Tag colour="red">{words.overdue}</Tag>}{' '}
      {claim.attention && <Tag colour="orange">{words.attention}</Tag>}{' '}
      {claim.doubt && <Tag colour="yellow">{words.doubt}</Tag>}{' '}
      {claim.round > 1 && <Tag colour="purple">{fill(words.round, { round: claim.round })}</Tag>}
    </>
  )
}

function WithChosen({ colleagues, errors }: Pick<QueueView, 'colleagues' | 'errors'>) {
  const words = useWords(queueWords)
  const people = colleagues.map(({ id, name, has }) => ({
    value: id,
    label: fill(words.colleague, { name, count: has }),
  }))
  return (
    <fieldset class="govuk-fieldset santun-bar" id="klaim">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{words.withChosen}</legend>
      {people.length > 0 ? (
        <>
          <Select
            name="petugas"
            label={words.giveTo}
            choices={[{ value: '', label: words.nobody }, ...people]}
            errors={errors}
          />
          <Button kind="secondary" name="tindakan" value="serahkan">
            {words.give}
          </Button>
        </>
      ) : (
        <Button kind="secondary" name="tindakan" value="ambil">
          {words.take}
        </Button>
      )}
      <Button kind="secondary" name="tindakan" value="kembalikan">
        {words.layBack}
      </Button>
    </fieldset>
  )
}
