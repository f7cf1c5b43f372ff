import type { IncidentState } from '#libs/lifecycle'
import type { IncidentAtDoor } from '../../incidents/incident-access.service.js'
import type { IncidentStanding, WorkersCare } from '../../incidents/incident-standing.query.js'
import { InsetText, SummaryList } from '../shared/components/blocks.js'
import { moneyText } from '../shared/components/money.js'
import { dayInWords, momentInWords } from '../shared/when.js'
import { fill } from '../shared/words.js'
import { incidentDoorId as words } from '../words/incident-door.js'

/** The steps that everybody outside sees; they never go back without a sentence that says why. */
const publicSteps: readonly { words: keyof typeof words; states: readonly IncidentState[] }[] = [
  { words: 'step_noticed', states: ['noticed'] },
  { words: 'step_reported', states: ['stage1_reported'] },
  { words: 'step_care', states: ['guaranteed', 'under_determination', 'under_treatment'] },
  { words: 'step_final', states: ['stage2_due', 'stage2_reported'] },
  { words: 'step_done', states: ['closed', 'not_covered'] },
]

interface StandingOf {
  incident: IncidentAtDoor
  standing: IncidentStanding
}

/** Where it stands, since when, who has the ball, what comes next and by when. */
export function DoorStanding({ incident, standing }: StandingOf) {
  const { state, zone, participantName, eventDate } = incident
  const { since, dueAt, why } = standing
  const until = dueAt === null ? [] : [{ key: words.until, value: momentInWords(dueAt, zone) }]
  return (
    <>
      {why && <InsetText>{fill(words.why, { why })}</InsetText>}
      <SummaryList
        rows={[
          { key: words.participant, value: participantName },
          { key: words.eventDate, value: dayInWords(eventDate, zone) },
          { key: words.since, value: dayInWords(since, zone) },
          { key: words.ball, value: words[`ball_${state}`] },
          { key: words.next, value: words[`next_${state}`] },
          ...until,
        ]}
      />
    </>
  )
}

export function DoorWay({ incident: { state, zone }, standing: { reached } }: StandingOf) {
  const at = publicSteps.findIndex(({ states }) => states.includes(state))
  const since = (states: readonly IncidentState[]) =>
    reached
      .filter((each) => states.includes(each.state))
      .map((each) => each.at)
      .sort()
      .at(-1)
  return (
    <section>
      <h2 class="govuk-heading-m">{words.way}</h2>
      <p class="govuk-body">{fill(words.step, { n: String(at + 1), m: String(publicSteps.length) })}</p>
      <ol class="santun-way">
        {publicSteps.map((step, index) => {
          const moment = index <= at ? since(step.states) : undefined
          const where = index < at ? 'done' : index === at ? 'now' : 'ahead'
          return (
            <li
              class={`santun-way__step santun-way__step--${where}`}
              aria-current={where === 'now' ? 'step' : undefined}
              key={step.words}
            >
              <strong>{words[step.words]}</strong>
              <span>
                {where === 'done' && !moment ? words.way_skipped : words[`way_${where}`]}
                {moment && `, ${dayInWords(moment, zone)}`}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** What the worker and family are owed and were paid; nobody else sees it. */
export function DoorCare({ care, claimState }: { care: WorkersCare; claimState: (state: string) => string }) {
  return (
    <section>
      <h2 class="govuk-heading-m">{words.care}</h2>
      <p class="govuk-body">
        {care.days === 0 ? words.noDays : fill(words.days, { days: String(care.days) })}
      </p>
      {care.claims.length === 0 && <p class="govuk-body">{words.noClaims}</p>}
      {care.claims.map(({ number, type, state, paid }) => (
        <SummaryList
          key={number}
          rows={[
            { key: words.claim, value: `${words[`type_${type}`]}, ${number}` },
            { key: words.claimState, value: claimState(state) },
            { key: words.paid, value: paid === 0n ? words.notPaid : moneyText(paid) },
          ]}
        />
      ))}
    </section>
  )
}
