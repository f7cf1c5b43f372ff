import type { ComponentChildren } from 'preact'
import type { OfferedStep } from '../../intake/staff-steps.service.js'
import { Outcome, Tag } from '../shared/components/blocks.js'
import type { FormErrors } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { deskLabels } from '../words/branch-labels.js'
import type { Attention, Deadline, OpenClaim } from './claim-desk.service.js'
import { decidedElsewhere, hasOwnPage, otherPlaces, paths } from './paths.js'
import { dayInWords, timeInWords } from '../shared/when.js'

export const tabs = {
  ringkasan: 'tabSummary',
  berkas: 'tabDocuments',
  'ahli-waris': 'tabHeirs',
  kepesertaan: 'tabCoverage',
  perhitungan: 'tabCalculation',
  pembayaran: 'tabPayment',
  riwayat: 'tabHistory',
  catatan: 'tabNotes',
} as const
export type Tab = keyof typeof tabs

interface ClaimFrameProps {
  claim: OpenClaim
  title: string
  tab?: Tab
  errors?: FormErrors
  /** A page that needs the whole width has no steps beside it. */
  wide?: boolean
  children: ComponentChildren
}

/** P3: one claim, whichever of its pages: who it is, where else to look, what may be done. */
export function ClaimFrame({ claim, title, tab, errors, wide, children }: ClaimFrameProps) {
  const words = useWords(claimWords)
  const { file, steps } = claim
  return (
    <StaffPage title={`${title}: ${file.number}`} errors={errors}>
      <Outcome words={outcomes(words)} />
      <Identity claim={claim} />
      <Tabs number={file.number} open={tab} />
      <div class={wide ? undefined : 'santun-split'}>
        <div>
          <h1 class="govuk-heading-l">{title}</h1>
          {children}
        </div>
        {!wide && <Steps number={file.number} steps={steps} />}
      </div>
    </StaffPage>
  )
}

type Words = ReturnType<typeof useWords<typeof claimWords.id>>

function outcomes(words: Words): Record<string, string> {
  return {
    langkah: words.outcomeStep,
    berkas: words.outcomeDocument,
    diminta: words.outcomeRequested,
    keluarga: words.outcomeFamily,
    penerima: words.outcomeHeirs,
    usulan: words.outcomeProposed,
    kepesertaan: words.outcomeCoverage,
    catatan: words.outcomeNote,
  }
}

function Identity({ claim: { file, deadline, openBy, attention } }: { claim: OpenClaim }) {
  const words = useWords(claimWords)
  const { language, staff } = usePage()
  const labels = deskLabels[language]
  const zone = staff?.branch.zone ?? ''
  return (
    <div class="santun-identity">
      <p class="govuk-body">
        <strong class="govuk-!-font-size-24">{file.number}</strong> {file.participant_name}{' '}
        <Tag>{labels.states[file.state]}</Tag>
      </p>
      <p class="govuk-body-s">
        {labels.types[file.type]} · {file.branch.name} ·{' '}
        {file.assigned_to ? fill(words.heldBy, { name: file.assigned_to }) : words.heldByNobody}
        {deadline && (
          <>
            {' · '}
            {deadline.label}{' '}
            {fill(dueIn(deadline, words), {
              date: dayInWords(deadline.dueAt, zone),
              count: Math.abs(deadline.daysLeft),
            })}
          </>
        )}
      </p>
      {openBy && (
        <p class="govuk-body-s santun-open-by">
          {fill(words.openBy, { name: openBy.name, time: timeInWords(openBy.since, zone) })}
        </p>
      )}
      {attention.map((each) => (
        <p class="govuk-body-s santun-open-by" key={each.topic}>
          {fill(words.attention, { reason: attentionInWords(each, words) })}
        </p>
      ))}
    </div>
  )
}

function dueIn({ daysLeft }: Deadline, words: Words): string {
  if (daysLeft === 0) return words.dueToday
  return daysLeft < 0 ? words.dueLate : words.dueIn
}

/** What a machine said stands in the log and on the page of what is stuck, not here. */
function attentionInWords({ topic, reason, clock, owner }: Attention, words: Words): string {
  if (clock !== undefined) return fill(words.attentionClock, { clock, owner })
  if (topic === 'account.inquiry' || topic.startsWith('waiting.')) return reason
  if (topic === 'incident.not_work_related') return words.attentionNotWork
  return fill(words.attentionWork, { owner })
}

function Tabs({ number, open }: { number: string; open?: Tab }) {
  const words = useWords(claimWords)
  return (
    <nav class="moj-sub-navigation" aria-label={words.tabs}>
      <ul class="moj-sub-navigation__list">
        {Object.entries(tabs).map(([tab, name]) => (
          <li class="moj-sub-navigation__item" key={tab}>
            <a
              class="moj-sub-navigation__link"
              href={paths.claim(number, tab === 'ringkasan' ? '' : tab)}
              aria-current={tab === open ? 'page' : undefined}
            >
              {words[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Steps({ number, steps }: { number: string; steps: readonly OfferedStep[] }) {
  const words = useWords(claimWords)
  const [page] = usePage().path.split('?')
  const here = steps.filter(({ event }) => !decidedElsewhere.includes(event))
  const others = otherPlaces.filter(({ events, onceAllowed }) =>
    steps.some(({ event, allowed: open }) => events.includes(event) && (open || !onceAllowed)),
  )
  // A page of a step need not offer itself.
  const allowed = here.filter((step) => step.allowed && paths.step(number, step.event) !== page)
  const refused = here.filter((step) => !step.allowed)
  const unseen = refused.some(({ refusals }) => refusals.some(({ code }) => code === 'ITEMS_NOT_LOOKED_AT'))
  return (
    <aside class="santun-split__side" aria-label={words.steps}>
      <h2 class="govuk-heading-m">{words.steps}</h2>
      {unseen && <StepLink href={paths.claim(number, 'berkas')} label={words.lookAtDocuments} primary />}
      {allowed.toSorted(mainFirst).map(({ event, label }) => (
        <StepLink href={paths.step(number, event)} label={label} primary={hasOwnPage(event)} key={event} />
      ))}
      {others.map((place) => (
        <p class="govuk-body" key={place.words}>
          <a class="govuk-link" href={place.href(number)}>
            {words[place.words]}
          </a>
        </p>
      ))}
      {here.length + others.length === 0 && <p class="govuk-body">{words.noSteps}</p>}
      {refused.length > 0 && <h3 class="govuk-heading-s">{words.notYet}</h3>}
      {refused.map((step) => (
        <Refused step={step} number={number} key={step.event} />
      ))}
    </aside>
  )
}

/** What most claims need comes before what few do. */
function mainFirst(one: OfferedStep, other: OfferedStep): number {
  return Number(hasOwnPage(other.event)) - Number(hasOwnPage(one.event))
}

function StepLink({ href, label, primary }: { href: string; label: string; primary: boolean }) {
  return (
    <a class={`govuk-button${primary ? '' : ' govuk-button--secondary'}`} role="button" href={href}>
      {label}
    </a>
  )
}

function Refused({ step: { event, label, refusals }, number }: { step: OfferedStep; number: string }) {
  return (
    <div class="govuk-body-s">
      {hasOwnPage(event) ? (
        <a class="govuk-link govuk-!-font-weight-bold" href={paths.step(number, event)}>
          {label}
        </a>
      ) : (
        <strong>{label}</strong>
      )}
      <Reasons refusals={refusals} number={number} />
    </div>
  )
}

/** Each reason, as a link to where it is cleared. */
export function Reasons({ refusals, number }: { refusals: OfferedStep['refusals']; number: string }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {refusals.map(({ code, words }) => {
        const tab = clearedAt[code]
        return (
          <li key={code}>
            {tab ? (
              <a class="govuk-link" href={paths.claim(number, tab)}>
                {words}
              </a>
            ) : (
              words
            )}
          </li>
        )
      })}
    </ul>
  )
}

const clearedAt: Readonly<Record<string, Tab>> = {
  ITEMS_NOT_LOOKED_AT: 'berkas',
  CHECKLIST_NOT_CONFIRMED: 'berkas',
  DEFECTS_UNANSWERED: 'berkas',
  COVERAGE_DIFFERS: 'kepesertaan',
  CALCULATION_MISSING: 'perhitungan',
  CALCULATION_STALE: 'perhitungan',
  CALCULATION_NOT_PAYABLE: 'perhitungan',
  HEIRS_NOT_SETTLED: 'ahli-waris',
  ACCOUNT_NOT_CHECKED: 'ahli-waris',
}

/** Pieces of a claim's pages have an empty state of one sentence. */
export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="govuk-inset-text">{children}</p>
}
