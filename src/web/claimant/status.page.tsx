/** W10: the answer first, then what to do, when the next news comes, and the way of the claim. */
import type { ComponentChildren } from 'preact'
import { formatDateId } from '#libs/local-date'
import { formatRupiah } from '#libs/rupiah'
import { Details, Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { ButtonLink } from '../shared/components/form.js'
import { usePage } from '../shared/page-context.js'
import { fill } from '../shared/words.js'
import {
  backWords,
  ballWords,
  dutyWords,
  followerWords,
  objectionStateWords,
  objectionWords,
  outcomeWords,
  paymentWords,
  stateWords,
  type StateWords,
  statusWords as words,
  stepWords,
} from '../words/claimant-status.js'
import { ClaimantPage } from './claimant-page.js'
import { Overpaid } from './overpaid.view.js'
import { SignOut } from './sign-in.page.js'
import type { ClaimCase } from './status-case.js'
import { OBJECTION_PAPER } from './objection.page.js'
import { type FailedUpload, PaperForm, WantedDocuments } from './status-documents.js'

export interface StatusPageProps {
  of: ClaimCase
  /** Made at this visit, so that a second press of the same button changes nothing. */
  stepKey: string
  letters?: readonly { label: string; href: string }[]
  failed?: FailedUpload
  bankName: (code: string) => string
}

export function StatusPage({ of, stepKey, letters = [], failed, bankName }: StatusPageProps) {
  const { claim, progress, standing } = of
  const told = wordsOf(of)
  const title = told.headline
  const errors = failed ? { [`file-${failed.code}`]: failed.text } : undefined
  return (
    <ClaimantPage title={title} back="/klaim-saya" errors={errors}>
      <Outcome words={outcomeWords} />
      <span class="govuk-caption-l">{fill(words.claim, { number: claim.number })}</span>
      {progress.late && <Late of={of} />}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{told.text}</p>
      {progress.wentBack && (
        <p class="govuk-body">
          {fill(backWords[progress.wentBack.event], { date: formatDateId(progress.wentBack.on) })}
        </p>
      )}
      <Refusal of={of} />
      <WhatToDo of={of} stepKey={stepKey} failed={failed} />
      <Objection of={of} />
      <ObjectionPaper of={of} failed={failed} />
      <Joined of={of} />
      <Money of={of} bankName={bankName} />
      <Overpaid overpayments={of.overpayments} />
      <NextNews of={of} told={told} />
      <Way of={of} />
      {of.scholarships !== 'none' && !schoolYearWaits(of) && (
        <Section title={words.scholarshipTitle}>
          <ScholarshipLink number={claim.number} kind="secondary" />
        </Section>
      )}
      <Papers of={of} letters={letters} />
      <h2 class="govuk-heading-m">{words.branchTitle}</h2>
      <p class="govuk-body">
        {standing.branch.name}
        <br />
        <a class="govuk-link" href={`tel:${standing.branch.phone.replace(/[^\d+]/g, '')}`}>
          {fill(words.branchCall, { phone: standing.branch.phone })}
        </a>
      </p>
      <Elsewhere of={of} />
      <SignOut />
    </ClaimantPage>
  )
}

export function wordsOf({
  claim,
  progress,
  whole,
}: Pick<ClaimCase, 'progress' | 'whole'> & { claim: Pick<ClaimCase['claim'], 'state'> }): StateWords {
  const told = whole ? undefined : followerWords[claim.state]
  if (told) return told
  return (progress.objection ? objectionWords[claim.state] : undefined) ?? stateWords[claim.state]
}

/** Said before anything else: what was promised and missed, and what it means for the family. */
function Late({ of: { progress, latePercent } }: { of: ClaimCase }) {
  if (!progress.late) return null
  return (
    <div class="govuk-inset-text santun-late">
      <p class="govuk-body govuk-!-font-weight-bold">{words.lateTitle}</p>
      <p class="govuk-body">{fill(words.late, { date: formatDateId(progress.late.promised, 'weekday') })}</p>
      {progress.late.legal && <p class="govuk-body">{fill(words.lateLegal, { percent: latePercent })}</p>}
    </div>
  )
}

/** The button stands here, above the steps. Whoever only follows the claim is asked for nothing. */
function WhatToDo({ of, stepKey, failed }: Pick<StatusPageProps, 'of' | 'stepKey' | 'failed'>) {
  const { claim, progress } = of
  if (!of.whole) {
    const waits = claim.party_kind === 'representative'
    return <p class="govuk-inset-text">{waits ? words.statusWaiting : words.statusOnly}</p>
  }
  if (schoolYearWaits(of))
    return (
      <section class="santun-todo">
        <h2 class="govuk-heading-m">{words.todoTitle}</h2>
        <p class="govuk-body">{words.scholarshipWaits}</p>
        <ScholarshipLink number={claim.number} />
      </section>
    )
  if (progress.duty === 'none') return <p class="govuk-inset-text">{dutyWords.none}</p>
  // To object is a right and no duty; its button stands under the reasons.
  if (progress.duty === 'may_object' || progress.duty === 'objection_over') return null
  const until = progress.next.kind === 'until' ? progress.next.date : null
  return (
    <section class="santun-todo">
      <h2 class="govuk-heading-m">{words.todoTitle}</h2>
      <p class="govuk-body">{dutyWords[progress.duty]}</p>
      {until && (
        <p class="govuk-body govuk-!-font-weight-bold">
          {fill(words.todoUntil, { date: formatDateId(until, 'weekday') })}
        </p>
      )}
      {progress.duty === 'finish_draft' && (
        <ButtonLink href={`/ajukan/${claim.number}`}>{words.finishDraft}</ButtonLink>
      )}
      {(progress.duty === 'supply_documents' || progress.duty === 'resume') && (
        <WantedDocuments of={of} stepKey={stepKey} failed={failed} />
      )}
      {progress.duty === 'new_account' && (
        <ButtonLink href={`/k/${claim.number}/rekening`}>{words.newAccount}</ButtonLink>
      )}
      {progress.duty === 'begin_again' && <ButtonLink href="/ajukan">{words.beginAgain}</ButtonLink>}
    </section>
  )
}

/** The claim asks for nothing any more, but a school year of a child does. */
function schoolYearWaits({ progress, scholarships }: ClaimCase): boolean {
  return progress.duty === 'none' && scholarships === 'waits'
}

function ScholarshipLink({ number, kind }: { number: string; kind?: 'secondary' }) {
  return (
    <ButtonLink kind={kind} href={`/k/${number}/beasiswa`}>
      {words.scholarshipLink}
    </ButtonLink>
  )
}

/** How the family's objection stands, until when it is answered, and that the answer is among the letters. */
function Objection({ of: { whole, standing } }: { of: ClaimCase }) {
  const { objection } = standing
  if (!whole || !objection) return null
  return (
    <Section title={words.objectionTitle}>
      <SummaryList
        rows={[
          { key: words.objectionFiled, value: formatDateId(objection.filed_on) },
          { key: words.objectionState, value: objectionStateWords[objection.state] },
          ...(objection.due_on
            ? [{ key: words.objectionDue, value: formatDateId(objection.due_on, 'weekday') }]
            : []),
        ]}
      />
    </Section>
  )
}

/** What came to light since the refusal, for as long as the objection is being looked into. */
function ObjectionPaper({ of, failed }: Pick<StatusPageProps, 'of' | 'failed'>) {
  if (!of.whole || !of.progress.objection || of.claim.state !== 'in_verification') return null
  return (
    <Section title={words.objectionPaper}>
      <PaperForm number={of.claim.number} code={OBJECTION_PAPER} failed={failed} />
    </Section>
  )
}

/** A report that joined another one: how the whole stands, without its number, its papers or its sums. */
function Joined({ of: { joined } }: { of: ClaimCase }) {
  if (!joined) return null
  return (
    <Section title={words.joinedTitle}>
      <p class="govuk-body govuk-!-font-weight-bold">{wordsOf({ ...joined, whole: false }).headline}</p>
      <p class="govuk-body">{words.joinedText}</p>
      <Way of={{ ...joined, whole: false }} />
      <p class="govuk-body">{words.joinedHow}</p>
    </Section>
  )
}

function Money({ of, bankName }: Pick<StatusPageProps, 'of' | 'bankName'>) {
  if (of.payments.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{words.paidTitle}</h2>
      {of.payments.map((payment) => (
        <SummaryList
          key={payment.payee_id}
          rows={[
            { key: words.paidFor, value: payment.payee },
            { key: words.paidAmount, value: formatRupiah(payment.amount) },
            { key: words.paidState, value: paymentWords[payment.state] ?? words.paymentWaiting },
            ...dated(payment.value_date ?? payment.sent_on),
            {
              key: words.paidTo,
              value: fill(words.paidBank, {
                bank: bankName(payment.bank_code),
                last: payment.account_number.slice(-4),
              }),
            },
          ]}
        />
      ))}
    </>
  )
}

function dated(date: string | null) {
  return date ? [{ key: words.paidOn, value: formatDateId(date as Parameters<typeof formatDateId>[0]) }] : []
}

function Refusal({ of }: { of: ClaimCase }) {
  const { refusal, claim } = of
  if (claim.state !== 'rejected') return null
  return (
    <>
      {refusal && <h2 class="govuk-heading-m">{words.refusedTitle}</h2>}
      {refusal?.reasons.map(({ why, article, fact }) => (
        <div class="govuk-inset-text" key={why}>
          <p class="govuk-body govuk-!-font-weight-bold">{why}</p>
          {fact !== why && <p class="govuk-body">{fill(words.refusedFact, { fact })}</p>}
          <p class="govuk-body">{fill(words.refusedRule, { article })}</p>
        </div>
      ))}
      {refusal?.wouldChange && (
        <>
          <h3 class="govuk-heading-s">{words.refusedWouldChange}</h3>
          <p class="govuk-body">{refusal.wouldChange}</p>
        </>
      )}
      <Objecting of={of} />
    </>
  )
}

function Objecting({ of: { claim, progress, standing, whole } }: { of: ClaimCase }) {
  // One that came too late is answered; what is left stands in that answer.
  if (!whole || standing.objection?.round === claim.round) return null
  const until = standing.objection_until
  return (
    <>
      <h2 class="govuk-heading-m">{words.objectTitle}</h2>
      {progress.duty === 'may_object' && until ? (
        <>
          <p class="govuk-body">{fill(words.objectUntil, { date: formatDateId(until, 'weekday') })}</p>
          <ButtonLink href={`/k/${claim.number}/keberatan`}>{words.objectButton}</ButtonLink>
        </>
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/k/${claim.number}/keberatan`}>
            {words.objectOver}
          </a>
        </p>
      )}
    </>
  )
}

function NextNews({ of: { progress, whole }, told }: { of: ClaimCase; told: StateWords }) {
  const { kind, date } = progress.next
  const until = whole ? words.newsUntil : words.newsUntilFamily
  const text = { by: words.newsBy, until, since: words.newsSince }[kind]
  const ball = progress.ball === 'claimant' && !whole ? words.ballFamily : ballWords[progress.ball]
  return (
    <>
      <h2 class="govuk-heading-m">{kind === 'by' ? words.newsTitle : words.nextTitle}</h2>
      <p class="govuk-body">{told.next}</p>
      <p class="govuk-body">{fill(text, { date: formatDateId(date, 'weekday') })}</p>
      <SummaryList rows={[{ key: words.ballTitle, value: ball }]} />
    </>
  )
}

function Way({ of: { progress, whole } }: { of: Pick<ClaimCase, 'progress' | 'whole'> }) {
  if (progress.number === null) return null
  const mine = whole ? words.yourAction : words.familyAction
  return (
    <>
      <h2 class="govuk-heading-m">{words.stepsTitle}</h2>
      <p class="govuk-body">
        {fill(words.stepOf, { n: progress.number })}
        {progress.interruption && (
          <>
            {' '}
            <Tag colour={progress.interruption === 'your_action' ? 'orange' : 'blue'}>
              {progress.interruption === 'your_action' ? mine : words.waitingOther}
            </Tag>
          </>
        )}
      </p>
      <ol class="santun-way">
        {progress.steps.map(({ name, state, since }) => (
          <li
            class={`santun-way__step santun-way__step--${state}`}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <strong>{stepWords[name]}</strong>
            <span>
              {{ done: words.stepDone, now: words.stepNow, ahead: words.stepAhead }[state]}
              {since && `, ${fill(words.stepSince, { date: formatDateId(since) })}`}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

function Papers({ of, letters }: Required<Pick<StatusPageProps, 'of' | 'letters'>>) {
  if (!of.whole) return null
  return (
    <>
      {letters.length > 0 && (
        <Section title={words.lettersTitle}>
          <ul class="govuk-list govuk-list--spaced">
            {letters.map(({ label, href }) => (
              <li key={href}>
                <a class="govuk-link" href={href}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={words.documentsTitle}>
        {of.received.length === 0 ? (
          <p class="govuk-body">{words.documentsNone}</p>
        ) : (
          <Details summary={fill(words.documentsFold, { n: of.received.length })}>
            <SummaryList rows={of.received.map(({ name, state }) => ({ key: name, value: state }))} />
          </Details>
        )}
      </Section>
    </>
  )
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
    </section>
  )
}

function Elsewhere({ of: { claim, whole } }: { of: ClaimCase }) {
  const { path } = usePage()
  return (
    <ul class="govuk-list govuk-list--spaced">
      {whole && claim.party_id !== null && (
        <li>
          <a class="govuk-link" href={`/k/${claim.number}/orang`}>
            {words.people}
          </a>
        </li>
      )}
      {whole && (
        <li>
          <a class="govuk-link" href={`/k/${claim.number}/data`}>
            {words.myData}
          </a>
        </li>
      )}
      {!path.startsWith('/klaim-saya') && (
        <li>
          <a class="govuk-link" href="/klaim-saya">
            {words.allClaims}
          </a>
        </li>
      )}
    </ul>
  )
}
