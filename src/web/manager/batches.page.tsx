import type { ComponentChildren } from 'preact'
import type { BatchAtBank } from '../../payment/batch-at-bank.query.js'
import type { ListedBatch, PaymentInBatch } from '../../payment/batches-in-branch.query.js'
import type { PaymentBatch } from '../../payment/payment-batch-gate.service.js'
import { BackLink, Outcome, Tag, type TagColour, WarningText } from '../shared/components/blocks.js'
import { TextArea, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import { ClaimLink } from '../shared/components/claim-link.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { STEP_KEY } from '../shared/step-form.js'
import { fill, useWords } from '../shared/words.js'
import { paymentsWords } from '../words/payments.js'
import { ProofInput, type ProofKind } from './proof.js'
import { paymentHandWords } from '../words/payment-hand.js'
import { Moment } from './approvals.page.js'
import { AtBank, paymentAddress } from './batch-payment.page.js'

export type Labels = Readonly<Record<string, string>>

const colours: Readonly<Record<string, TagColour>> = {
  open: 'blue',
  closed: 'yellow',
  released: 'purple',
  answered: 'teal',
  reconciled: 'green',
  settled: 'green',
  acknowledged: 'teal',
  sent: 'purple',
  unknown: 'orange',
  refused: 'red',
  returned: 'red',
}

function State({ state, labels }: { state: string; labels: Labels }) {
  return <Tag colour={colours[state]}>{labels[state] ?? state}</Tag>
}

/** M3, the list: every batch of the branch, newest first. */
export function BatchesPage(props: { batches: readonly ListedBatch[]; labels: Labels; stepKey: string }) {
  const words = useWords(paymentsWords)
  const { staff } = usePage()
  return (
    <StaffPage title={words.title}>
      <h1 class="govuk-heading-l">{words.title}</h1>
      {staff?.roles.has('releaser') && (
        <Form action="/pimpinan/pembayaran">
          <input type="hidden" name={STEP_KEY} value={props.stepKey} />
          <Button>{words.open}</Button>
        </Form>
      )}
      {props.batches.length === 0 ? <p class="govuk-body">{words.none}</p> : <BatchTable {...props} />}
    </StaffPage>
  )
}

function BatchTable({ batches, labels }: { batches: readonly ListedBatch[]; labels: Labels }) {
  const words = useWords(paymentsWords)
  return (
    <Table
      caption={words.title}
      hideCaption
      rows={batches}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: words.number,
          cell: ({ id, number }) => (
            <a class="govuk-link" href={`/pimpinan/pembayaran/${id}`}>
              {fill(words.batchTitle, { number: String(number) })}
            </a>
          ),
        },
        { heading: words.state, cell: ({ state }) => <State state={state} labels={labels} /> },
        { heading: words.created, cell: ({ created_at: at }) => <Moment at={at} /> },
        { heading: words.count, numeric: true, cell: ({ count }) => count },
        { heading: words.total, numeric: true, cell: ({ total }) => <Money amount={total} /> },
      ]}
    />
  )
}

export interface BatchView {
  batch: PaymentBatch
  payments: readonly PaymentInBatch[]
  batchLabels: Labels
  paymentLabels: Labels
  bankName: (code: string) => string
  atBank: BatchAtBank
  /** By what this person proves the release. */
  proof: ProofKind
  stepKey: string
  /** Why waiting payments could not join, in words. */
  refused?: readonly string[]
  values?: FormValues
  errors?: FormErrors
}

/** M3, one batch: what is in it, what the bank said, and the next step. */
export function BatchPage(view: BatchView) {
  const words = useWords(paymentsWords)
  const hand = useWords(paymentHandWords)
  const { batch, payments, batchLabels, errors, refused = [] } = view
  const title = fill(words.batchTitle, { number: String(batch.number) })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href="/pimpinan/pembayaran">{words.back}</BackLink>
      <Outcome words={outcomes(words, hand)} />
      <h1 class="govuk-heading-l">
        {title} <State state={batch.state} labels={batchLabels} />
      </h1>
      {refused.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{words.refusedTitle}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {refused.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {payments.some(({ state }) => state === 'unknown') && <WarningText>{words.unknownWarning}</WarningText>}
      <div class="santun-split">
        <div>
          {payments.length === 0 ? <p class="govuk-body">{words.paymentsNone}</p> : <Payments {...view} />}
        </div>
        <NextStep {...view} />
      </div>
    </StaffPage>
  )
}

function outcomes(
  words: Record<`done_${string}` & keyof typeof paymentsWords.id, string>,
  hand: Record<`done_${string}` & keyof typeof paymentHandWords.id, string>,
): Record<string, string> {
  return {
    open: words.done_open,
    fill: words.done_fill,
    close: words.done_close,
    reopen: words.done_reopen,
    release: words.done_release,
    reconcile: words.done_reconcile,
    remove: hand.done_remove,
    bukti: hand.done_act,
    berkas: hand.done_file,
  }
}

/** States in which a person may have to do something about one payment. */
const inHand: ReadonlySet<string> = new Set(['in_batch', 'unknown'])

function Payments({ batch, payments, paymentLabels, bankName }: BatchView) {
  const hand = useWords(paymentHandWords)
  const words = useWords(paymentsWords)
  return (
    <Table
      caption={words.payments}
      rows={payments}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: words.claim,
          cell: ({ claim_number: number, scholarship }) => (
            <>
              <ClaimLink number={number} />
              {scholarship !== null && (
                <span class="santun-below">{fill(words.scholarshipOf, { scholarship })}</span>
              )}
            </>
          ),
        },
        {
          heading: words.bank,
          cell: (one) => `${bankName(one.bank_code)} •••• ${one.account_number.slice(-4)}`,
        },
        { heading: words.holder, cell: ({ account_holder: holder }) => holder },
        {
          heading: words.bankAnswer,
          cell: ({ id, state, account_number: account }) => (
            <>
              <State state={state} labels={paymentLabels} />{' '}
              {inHand.has(state) && (
                <a class="govuk-link" href={paymentAddress(batch.id, id)}>
                  {hand.look}
                  <span class="govuk-visually-hidden"> {fill(hand.lookAt, { last: account.slice(-4) })}</span>
                </a>
              )}
            </>
          ),
        },
        { heading: words.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
      ]}
    />
  )
}

/** The steps of a batch, each offered to those whose role has it; the service decides. */
function NextStep({ batch, atBank, proof, stepKey, values, errors }: BatchView) {
  const words = useWords(paymentsWords)
  const { staff } = usePage()
  const action = (step: string) => `/pimpinan/pembayaran/${batch.id}/${step}`
  const releaser = staff?.roles.has('releaser') ?? false
  const form = { values, errors }
  return (
    <aside class="santun-split__side">
      <AtBank {...{ batch, atBank }} />
      {releaser && batch.state === 'open' && (
        <>
          <Form action={action('fill')}>
            <Button kind={batch.count > 0 ? 'secondary' : undefined}>{words.fill}</Button>
          </Form>
          {batch.count > 0 && (
            <Declare action={action('close')} hint={words.closeHint} button={words.close} {...form} />
          )}
        </>
      )}
      {releaser && batch.state === 'closed' && (
        <>
          {batch.closedBy === staff?.staffId ? (
            <p class="govuk-body">{words.onlyReleaser}</p>
          ) : (
            <Declare action={action('release')} hint={words.releaseHint} button={words.release} {...form}>
              <input type="hidden" name={STEP_KEY} value={stepKey} />
              <ProofInput act="release" kind={proof} errors={errors} />
            </Declare>
          )}
          <Form action={action('reopen')}>
            <TextArea name="reason" label={words.reopenReason} rows={2} maxLength={1000} {...form} />
            <Button kind="secondary">{words.reopen}</Button>
          </Form>
        </>
      )}
      {staff?.roles.has('reconciler') && batch.state === 'answered' && (
        <Form action={action('reconcile')}>
          <Button>{words.reconcile}</Button>
        </Form>
      )}
    </aside>
  )
}

interface DeclareProps {
  action: string
  hint: string
  button: string
  values?: FormValues
  errors?: FormErrors
  children?: ComponentChildren
}

/** Count and total as the person reached them; the page does not say them beforehand. */
function Declare({ action, hint, button, children, ...form }: DeclareProps) {
  const words = useWords(paymentsWords)
  return (
    <Form action={action}>
      <p class="govuk-hint">{hint}</p>
      <TextInput name="count" label={words.declaredCount} inputMode="numeric" width={5} {...form} />
      <TextInput name="total" label={words.declaredTotal} inputMode="numeric" width={20} {...form} />
      {children}
      <Button>{button}</Button>
    </Form>
  )
}
