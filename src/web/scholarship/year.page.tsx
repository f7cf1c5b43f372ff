/** One school year of one child: the answer first, what to do, who has it, and by when; then what was said and given. */
import { formatDateId } from '#libs/local-date'
import { isGiven, statusOf } from '../claimant/draft/document-status.js'
import { ClaimantPage } from '../claimant/claimant-page.js'
import {
  Outcome,
  SummaryList,
  type SummaryRow,
  Tag,
  type Task,
  TaskList,
} from '../shared/components/blocks.js'
import { Button, ButtonLink } from '../shared/components/form.js'
import { StepForm } from '../shared/step-form.js'
import { fill } from '../shared/words.js'
import {
  scholarshipOutcomes,
  scholarshipWords as words,
  yearBallWords,
  yearStateWords,
} from '../words/claimant-scholarship.js'
import { type OwnYear, takesWords } from './own-scholarships.service.js'
import { listPath, yearPath } from './paths.js'
import { isUnpaid, placeOf, sumOf, yearTitle } from './scholarships.page.js'
import { isAnswered, saidRows } from './year-answers.js'
import { YearTag } from './year-tag.js'

interface YearPageProps {
  of: OwnYear
  stepKey: string
}

export function YearPage({ of, stepKey }: YearPageProps) {
  const { claim, award, year } = of
  const title = yearTitle(award, year)
  return (
    <ClaimantPage title={title} back={listPath(claim.number)}>
      <Outcome words={scholarshipOutcomes} />
      <span class="govuk-caption-l">{fill(words.yearCaption, { number: claim.number })}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        <YearTag year={year} />
      </p>
      <p class="govuk-body">{answerOf(of)}</p>
      <Message of={of} />
      <Refusal of={of} />
      {takesWords(of) && <Applying of={of} stepKey={stepKey} />}
      {year.progress.duty === 'account' && award.may_act && (
        <ButtonLink href={yearPath(claim.number, year.id, 'rekening')}>{words.newAccount}</ButtonLink>
      )}
      {!award.may_act && award.guardian !== null && (
        <p class="govuk-inset-text">{fill(words.onlyGuardian, { guardian: award.guardian })}</p>
      )}
      <Facts of={of} />
      <p class="govuk-body">
        <a class="govuk-link" href={listPath(claim.number)}>
          {words.allYears}
        </a>
      </p>
    </ClaimantPage>
  )
}

function answerOf({ award, year, branch }: OwnYear): string {
  const { state, progress } = year
  if (progress.duty === 'account') return words.bounced
  if (state === 'evidence_in' && year.objection) return words.objected
  if (state === 'open' && award.state !== 'active') return fill(words.suspended, { branch: branch.name })
  if (state === 'missed')
    return progress.duty === 'catch_up'
      ? words.caughtUp
      : fill(words.lapsed, { date: formatDateId(year.catch_up_until) })
  return yearStateWords[state].text
}

/** What the officer wrote when the papers came back, or why everything waits. */
function Message({ of: { year } }: { of: OwnYear }) {
  const reason = year.said?.reason
  if (reason === undefined || (year.state !== 'returned' && year.state !== 'rule_hold')) return null
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body govuk-!-font-weight-bold">
        {year.state === 'returned' ? words.returnedWhy : words.heldWhy}
      </p>
      <p class="govuk-body">{reason}</p>
    </div>
  )
}

function Refusal({ of: { claim, award, year } }: { of: OwnYear }) {
  const { refusal, progress, said } = year
  if (refusal === null) return null
  return (
    <>
      <div class="govuk-inset-text">
        <p class="govuk-body govuk-!-font-weight-bold">{words.refusedWhy}</p>
        <p class="govuk-body">{fill(words.refusedBecause, { why: refusal.why })}</p>
        {said?.reason !== undefined && (
          <p class="govuk-body">
            {words.refusedSaid}
            <br />
            {said.reason}
          </p>
        )}
      </div>
      {refusal.wouldChange !== null && (
        <>
          <h2 class="govuk-heading-s">{words.wouldChange}</h2>
          <p class="govuk-body">{refusal.wouldChange}</p>
        </>
      )}
      {progress.duty === 'may_object' && award.may_act && (
        <>
          <p class="govuk-body">
            {fill(words.objectUntil, { date: formatDateId(progress.next.date, 'weekday') })}
          </p>
          <ButtonLink href={yearPath(claim.number, year.id, 'keberatan')}>{words.object}</ButtonLink>
        </>
      )}
    </>
  )
}

/** The list of what is needed; once all of it is there, the button. */
function Applying({ of, stepKey }: YearPageProps) {
  const { claim, award, year, papers } = of
  const at = (place: string): string => yearPath(claim.number, year.id, place)
  const answered = isAnswered(year.application, award)
  const all = answered && papers.every(isGiven)
  const tasks: Task[] = [
    {
      href: at('isian'),
      title: words.tellUs,
      hint: words.tellUsHint,
      status: <Tag colour={answered ? 'green' : 'orange'}>{answered ? words.done : words.toDo}</Tag>,
    },
    ...papers.map((paper): Task => {
      const { text, colour } = statusOf(paper)
      return {
        href: at(`berkas/${paper.code}`),
        title: paper.name,
        hint: paper.defect ? `${paper.defect.words} ${paper.defect.cure}` : paper.why,
        status: <Tag colour={isGiven(paper) ? colour : 'orange'}>{text}</Tag>,
      }
    }),
  ]
  return (
    <section class="santun-todo">
      <h2 class="govuk-heading-m">{words.todoTitle}</h2>
      <p class="govuk-body govuk-!-font-weight-bold">
        {fill(words.until, { date: formatDateId(year.progress.next.date, 'weekday') })}
      </p>
      <TaskList tasks={tasks} />
      {all ? (
        <StepForm action={at('kirim')} version={year.seq} stepKey={stepKey}>
          <p class="govuk-body">{words.allThere}</p>
          <Button>{words.send}</Button>
        </StepForm>
      ) : (
        <p class="govuk-body">{words.stillMissing}</p>
      )}
    </section>
  )
}

function Facts({ of }: { of: OwnYear }) {
  const { year, papers } = of
  return (
    <>
      <SummaryList rows={factRows(of)} />
      {!takesWords(of) && year.received_on !== null && (
        <>
          <h2 class="govuk-heading-s">{words.said}</h2>
          <SummaryList rows={saidRows(year.application)} />
          <h2 class="govuk-heading-s">{words.papers}</h2>
          <SummaryList rows={papers.map((paper) => ({ key: paper.name, value: statusOf(paper).text }))} />
        </>
      )}
    </>
  )
}

/** Who has it, since when, and the day that goes with the next step where none was told above. */
function factRows({ award, year }: OwnYear): SummaryRow[] {
  const { ball, next, late } = year.progress
  const guardian = ball === 'family' && !award.may_act
  const by = next.kind === 'by' ? fill(words.by, { date: formatDateId(next.date, 'weekday') }) : null
  return [
    ...(ball === 'nobody'
      ? []
      : [{ key: words.ball, value: guardian ? words.ballGuardian : yearBallWords[ball] }]),
    year.state === 'planned'
      ? { key: words.begins, value: formatDateId(year.opens_on, 'weekday') }
      : { key: words.since, value: formatDateId(year.since, 'weekday') },
    ...(by === null ? [] : [{ key: words.news, value: late ? `${words.late} ${by}` : by }]),
    { key: words.grade, value: placeOf(year) },
    ...(isUnpaid(year) ? [] : [{ key: words.amount, value: sumOf(year) }]),
    ...(year.state === 'paid' && year.paid_on !== null
      ? [{ key: words.paidOn, value: formatDateId(year.paid_on) }]
      : []),
  ]
}
