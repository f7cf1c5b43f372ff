import { maskNik } from '#libs/nik'
import type { CoverageAnswer, RegisteredPerson } from '../../membership/registered-person.query.js'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'
import { SummaryList, type SummaryRow, Tag } from '../shared/components/blocks.js'
import { usePage } from '../shared/page-context.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { coverageWords } from '../words/coverage.js'
import { branchPeopleWords } from '../words/branch-people.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import { paths } from './paths.js'
import { momentInWords } from '../shared/when.js'
import { dateInWords } from './when.js'

export interface SummaryView {
  claim: OpenClaim
  registered?: RegisteredPerson
  coverage: CoverageAnswer | null
  /** Other claims for the same person in this branch. */
  others: readonly { number: string }[]
  documents: { done: number; asked: number }
}

/** What is known of a claim, each with where it comes from. */
export function SummaryPage({ view }: { view: SummaryView }) {
  const words = useWords(claimWords)
  return (
    <ClaimFrame claim={view.claim} title={words.tabSummary} tab="ringkasan">
      <Checks {...view} />
      <h2 class="govuk-heading-m">{words.stated}</h2>
      <Stated claim={view.claim} />
      <h2 class="govuk-heading-m">{words.registry}</h2>
      <Registry {...view} />
    </ClaimFrame>
  )
}

function Checks({ claim, coverage, others, documents }: SummaryView) {
  const words = useWords(claimWords)
  const registry = useWords(coverageWords)
  const result = (good: boolean, yes: string, no: string) => (
    <Tag colour={good ? 'green' : 'orange'}>{good ? yes : no}</Tag>
  )
  const doubts = coverage?.doubts ?? []
  const rows: SummaryRow[] = [
    {
      key: words.checkCovered,
      value: (
        <>
          {result(coverage?.covered === true, words.yes, words.no)}{' '}
          {coverage && coverage.reason !== 'COVERED' && `${registry[coverage.reason]} `}
          {words.sourceRegistry}
        </>
      ),
      action: { href: paths.claim(claim.file.number, 'kepesertaan'), text: words.open },
    },
    {
      key: words.checkDoubts,
      value:
        doubts.length === 0 ? words.none : doubts.map((doubt) => <div key={doubt}>{registry[doubt]}</div>),
    },
    {
      key: words.checkOthers,
      value:
        others.length === 0
          ? words.none
          : others.map(({ number }) => (
              <div key={number}>
                <a class="govuk-link" href={paths.claim(number)}>
                  {number}
                </a>
              </div>
            )),
    },
    {
      key: words.checkDocuments,
      value: fill(words.documentsDone, { done: documents.done, asked: documents.asked }),
      action: { href: paths.claim(claim.file.number, 'berkas'), text: words.open },
    },
  ]
  return <SummaryList rows={rows} />
}

function Stated({ claim: { file } }: { claim: OpenClaim }) {
  const words = useWords(claimWords)
  const people = useWords(branchPeopleWords)
  const zone = usePage().staff?.branch.zone ?? ''
  const { event, children, claimant } = file.answers as Partial<ClaimAnswers>
  const see = (data: string) => ({ href: paths.claim(file.number, `lihat/${data}`), text: words.see })
  const rows: SummaryRow[] = [
    { key: words.participant, value: file.participant_name },
    { key: words.nik, value: file.participant_nik && maskNik(file.participant_nik), action: see('nik') },
    { key: words.event, value: event && words[event.type] },
    { key: words.eventDate, value: dateInWords(event?.eventDate ?? file.event_date) },
  ]
  if (event?.deathDate) rows.push({ key: words.deathDate, value: dateInWords(event.deathDate) })
  if (event?.accidentAt) rows.push({ key: words.accidentAt, value: momentInWords(event.accidentAt, zone) })
  rows.push({
    key: words.claimant,
    value: claimant && `${claimant.name}, ${words[`relation_${claimant.relation}`]}`,
  })
  file.parties.forEach((party, index) =>
    rows.push({
      key: fill(words.phoneOf, { name: party.name }),
      value: party.phone ? maskNik(party.phone) : words.none,
      action: party.phone ? see(`telepon-${index + 1}`) : undefined,
    }),
  )
  for (const child of children ?? [])
    rows.push({ key: words.child, value: `${child.name}, ${dateInWords(child.birthDate)}` })
  if (file.submitted_at) rows.push({ key: words.submittedAt, value: momentInWords(file.submitted_at, zone) })
  return (
    <>
      <SummaryList rows={rows} />
      <p class="govuk-body">
        <a class="govuk-link" href={paths.people(file.number)}>
          {people.link}
        </a>
      </p>
    </>
  )
}

function Registry({ registered, coverage }: SummaryView) {
  const words = useWords(claimWords)
  if (!registered) return <p class="govuk-inset-text">{words.notRegistered}</p>
  const known = coverage?.participant
  return (
    <SummaryList
      rows={[
        { key: words.name, value: registered.name },
        { key: words.birthDate, value: dateInWords(registered.birth_date) },
        { key: words.kpj, value: registered.kpjs.join(', ') || words.none },
        { key: words.memberSince, value: dateInWords(known?.membership_start) },
        { key: words.paidUntil, value: dateInWords(known?.paid_until) },
        { key: words.months, value: known?.contribution_months ?? '–' },
        { key: words.sponsor, value: coverage?.sponsor?.name ?? coverage?.employer?.name ?? words.none },
      ]}
    />
  )
}
