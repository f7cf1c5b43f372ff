/** W12: one card a child: how it stands, who acts, what was paid, and the school years; or why no child has one. */
import { formatDateId, type LocalDate } from '#libs/local-date'
import type { ScholarshipOfFamily, YearOfFamily } from '../../scholarship/family-scholarships.service.js'
import type { BranchOffice } from '../../staff/branches.query.js'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { Details, Outcome, SummaryList, type SummaryRow, TaskList } from '../shared/components/blocks.js'
import { ButtonLink } from '../shared/components/form.js'
import { moneyText } from '../shared/components/money.js'
import { fill } from '../shared/words.js'
import {
  awardStateWords,
  endingWords,
  scholarshipOutcomes,
  scholarshipWords as words,
  yearStateWords,
} from '../words/claimant-scholarship.js'
import { childPath, yearPath } from './paths.js'
import { placeInWords } from './place-in-words.js'
import { YearTag } from './year-tag.js'

interface ScholarshipsPageProps {
  number: string
  awards: readonly ScholarshipOfFamily[]
  branch: BranchOffice
  bankName: (code: string) => string
}

export function ScholarshipsPage({ number, awards, branch, bankName }: ScholarshipsPageProps) {
  return (
    <ClaimantPage title={words.title} back={`/k/${number}`}>
      <Outcome words={scholarshipOutcomes} />
      <span class="govuk-caption-l">{fill(words.yearCaption, { number })}</span>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.intro}</p>
      {awards.map((award) => (
        <section class="santun-card" key={award.id}>
          <h2 class="govuk-heading-m">{award.child_name}</h2>
          <ToDo number={number} award={award} />
          <SummaryList rows={rowsOf(award, branch, bankName)} />
          <Ended number={number} award={award} />
          <Years number={number} award={award} />
          {award.may_act && award.mayBeTold && !award.child_told && award.state !== 'ended' && (
            <p class="govuk-body">
              <a class="govuk-link" href={childPath(number, award.id, 'hp')}>
                {fill(words.childTold, { child: award.child_name })}
              </a>
            </p>
          )}
        </section>
      ))}
    </ClaimantPage>
  )
}

/** The one thing that the family can do now, before anything else. */
function ToDo({ number, award }: { number: string; award: ScholarshipOfFamily }) {
  const year = award.may_act ? award.years.find(({ progress }) => progress.duty in todo) : undefined
  if (!year) return null
  const { duty, next } = year.progress
  const text = todo[duty as keyof typeof todo]
  return (
    <div class="santun-todo">
      <p class="govuk-body">{duty === 'account' ? words.bounced : yearStateWords[year.state].text}</p>
      {next.kind === 'until' && (
        <p class="govuk-body govuk-!-font-weight-bold">
          {fill(words.until, { date: formatDateId(next.date, 'weekday') })}
        </p>
      )}
      <ButtonLink href={yearPath(number, year.id)}>{fill(text, { year: year.school_year })}</ButtonLink>
    </div>
  )
}

const todo = {
  apply: words.apply,
  mend: words.mend,
  catch_up: words.catchUp,
  account: words.newAccount,
} as const

function rowsOf(
  award: ScholarshipOfFamily,
  branch: BranchOffice,
  bankName: (code: string) => string,
): SummaryRow[] {
  const { state, since, guardian, next_guardian: next, may_act: mayAct } = award
  const { text } = awardStateWords[state]
  const guardianText = guardian ?? words.guardianAll
  return [
    { key: words.state, value: state === 'waiting_school_age' ? starts(award.startsOn) : text },
    { key: words.since, value: formatDateId(since) },
    {
      key: words.guardian,
      value: (
        <>
          {guardianText}
          {next !== null && <Hint text={fill(words.guardianNext, { name: next })} />}
          {!mayAct && guardian !== null && <Hint text={fill(words.onlyGuardian, { guardian })} />}
        </>
      ),
    },
    { key: words.account, value: accountOf(award, branch, bankName) },
    { key: words.paid, value: moneyText(award.paid) },
    ...(award.expected > 0n
      ? [
          {
            key: words.expected,
            value: (
              <>
                {moneyText(award.expected)}
                <Hint text={words.expectedHint} />
              </>
            ),
          },
        ]
      : []),
  ]
}

function Hint({ text }: { text: string }) {
  return <div class="govuk-hint govuk-!-margin-bottom-0">{text}</div>
}

const starts = (date: LocalDate): string => fill(words.startsOn, { date: formatDateId(date) })

function accountOf(
  award: ScholarshipOfFamily,
  branch: BranchOffice,
  bankName: (code: string) => string,
): string {
  const { bank_code: bank, account_number: account, account_holder: holder } = award
  if (bank === null || account === null) return fill(words.accountNone, { branch: branch.name })
  return fill(words.accountOf, {
    bank: bankName(bank),
    last: account.slice(-4),
    holder: holder ?? award.payee ?? '',
  })
}

function Ended({ number, award }: { number: string; award: ScholarshipOfFamily }) {
  if (award.ending === null) return null
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body govuk-!-font-weight-bold">{words.endedWhy}</p>
      <p class="govuk-body">{endingWords[award.ending]}</p>
      {award.objected && <p class="govuk-body">{words.endObjected}</p>}
      {award.objectUntil !== null && award.may_act && (
        <>
          <p class="govuk-body">
            {fill(words.endObjectUntil, { date: formatDateId(award.objectUntil, 'weekday') })}
          </p>
          <ButtonLink kind="secondary" href={childPath(number, award.id, 'keberatan')}>
            {words.endObject}
          </ButtonLink>
        </>
      )}
    </div>
  )
}

/** What began stands in the list; what is only planned is folded away. */
function Years({ number, award }: { number: string; award: ScholarshipOfFamily }) {
  const begun = award.years.filter(({ state }) => state !== 'planned')
  const planned = award.years.filter(({ state }) => state === 'planned')
  if (award.years.length === 0) return null
  return (
    <>
      <h3 class="govuk-heading-s">{words.years}</h3>
      {begun.length > 0 && (
        <TaskList
          tasks={begun.map((year) => ({
            href: yearPath(number, year.id),
            title: year.school_year,
            hint: isUnpaid(year)
              ? placeOf(year)
              : fill(words.yearHint, { place: placeOf(year), amount: sumOf(year) }),
            status: <YearTag year={year} />,
          }))}
        />
      )}
      {planned.length > 0 && (
        <Details summary={fill(words.yearsPlanned, { n: planned.length })}>
          <ul class="govuk-list">
            {planned.map((year) => (
              <li key={year.id}>
                {fill(words.planned, { year: year.school_year, place: placeOf(year), amount: sumOf(year) })}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  )
}

export const placeOf = (year: YearOfFamily): string =>
  placeInWords(year.level ?? year.expected_level, year.level === null ? year.expected_grade : year.grade)

export const yearTitle = (
  { child_name: child }: Pick<ScholarshipOfFamily, 'child_name'>,
  { school_year: year }: Pick<YearOfFamily, 'school_year'>,
): string => fill(words.yearTitle, { year, child })

/** A sum beside a year that is not paid would promise it. */
export const isUnpaid = ({ state }: Pick<YearOfFamily, 'state'>): boolean => state === 'not_payable'

const decided: readonly YearOfFamily['state'][] = ['approved', 'paying', 'paid']

/** As it was decided, and until then as it is expected. */
export function sumOf({ state, amount, expected_amount: likely }: YearOfFamily): string {
  const sum = moneyText(amount ?? likely)
  return decided.includes(state) ? sum : fill(words.amountExpected, { amount: sum })
}

export interface ChildWithout {
  child: string | null
  why: string
  /** The day from which school is assumed, for one who is too young. */
  from: LocalDate | null
}

/** No child qualifies: why, and from when. */
export function NoScholarshipPage(props: {
  number: string
  branch: BranchOffice
  children: readonly ChildWithout[]
}) {
  const { number, branch, children } = props
  return (
    <ClaimantPage title={words.noneTitle} back={`/k/${number}`}>
      <h1 class="govuk-heading-l">{words.noneTitle}</h1>
      {children.length === 0 && <p class="govuk-body">{words.noneYet}</p>}
      {children.map(({ child, why, from }) => (
        <div class="govuk-inset-text" key={child ?? ''}>
          <p class="govuk-body">
            {child === null ? fill(words.noneAll, { why }) : fill(words.noneWhy, { child, why })}
          </p>
          {from !== null && <p class="govuk-body">{fill(words.noneFrom, { date: formatDateId(from) })}</p>}
        </div>
      ))}
      <p class="govuk-body">{fill(words.noneAsk, { branch: branch.name })}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/k/${number}`}>
          {words.back}
        </a>
      </p>
    </ClaimantPage>
  )
}
