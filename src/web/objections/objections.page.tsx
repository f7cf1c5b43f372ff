import { formatDateId } from '#libs/local-date'
import type { ObjectionState } from '#libs/lifecycle'
import type { ObjectionOnFile } from '../../objections/objections.query.js'
import { Outcome, Tag, type TagColour } from '../shared/components/blocks.js'
import { Table } from '../shared/components/table.js'
import { StaffPage } from '../shared/staff-page.js'
import { useWords } from '../shared/words.js'
import { objectionsWords } from '../words/objections.js'

export const OBJECTIONS = '/petugas/keberatan'

export interface ObjectionsView {
  objections: readonly ObjectionOnFile[]
  stateLabel: (state: ObjectionState) => string
}

/** The objections of a branch; what is owed soonest stands first. */
export function ObjectionsPage({ objections, stateLabel }: ObjectionsView) {
  const words = useWords(objectionsWords)
  return (
    <StaffPage title={words.title}>
      <Outcome words={{ langkah: words.done }} />
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {objections.length === 0 ? (
        <p class="govuk-body">{words.none}</p>
      ) : (
        <Table
          caption={words.title}
          hideCaption
          rows={objections}
          keyOf={({ id }) => id}
          columns={[
            {
              heading: words.number,
              cell: ({ id, claim_number: number }) => (
                <a class="govuk-link santun-money" href={`${OBJECTIONS}/${id}`}>
                  {number}
                </a>
              ),
            },
            { heading: words.participant, cell: ({ participant }) => participant },
            {
              heading: words.state,
              cell: ({ state }) => <ObjectionTag state={state} label={stateLabel(state)} />,
            },
            { heading: words.filedOn, cell: ({ filed_on: on }) => formatDateId(on, 'short') },
            { heading: words.dueOn, cell: (objection) => <Due objection={objection} /> },
            { heading: words.reviewer, cell: ({ reviewer }) => reviewer ?? words.noReviewer },
          ]}
        />
      )}
    </StaffPage>
  )
}

/** By when we answer; that it is overdue is said in words, not by colour alone. */
export function Due({ objection: { due_on: due, overdue } }: { objection: ObjectionOnFile }) {
  const words = useWords(objectionsWords)
  if (due === null) return <>–</>
  return (
    <>
      {formatDateId(due, 'short')} {overdue && <Tag colour="red">{words.overdue}</Tag>}
    </>
  )
}

const colours: Partial<Record<ObjectionState, TagColour>> = {
  admissible: 'orange',
  out_of_time: 'orange',
  upheld: 'green',
  partly_upheld: 'green',
  dismissed: 'grey',
  withdrawn: 'grey',
  referred_external: 'grey',
}

export function ObjectionTag({ state, label }: { state: ObjectionState; label: string }) {
  return <Tag colour={colours[state] ?? 'blue'}>{label}</Tag>
}
