import { formatDateId, parseLocalDate } from '#libs/local-date'
import type { BankFile } from '../../payment/bank-files.service.js'
import type { BatchAtBank, PaymentInHand, RecordedLetter } from '../../payment/batch-at-bank.query.js'
import type { PaymentBatch } from '../../payment/payment-batch-gate.service.js'
import { BackLink, InsetText, Outcome, SummaryList } from '../shared/components/blocks.js'
import { FileInput, Select, TextArea, TextInput } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Money } from '../shared/components/money.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { paymentHandWords } from '../words/payment-hand.js'
import { Moment } from './approvals.page.js'

export interface BatchPaymentView {
  batch: PaymentBatch
  payment: PaymentInHand
  stateLabel: string
  letters: readonly RecordedLetter[]
  values?: FormValues
  errors?: FormErrors
}

export const paymentAddress = (batchId: string, paymentId: string): string =>
  `/pimpinan/pembayaran/${batchId}/bayar/${paymentId}`

/** One payment of a batch, with what a person may do about it: take it out, or say what the bank's letter proves. */
export function BatchPaymentPage(view: BatchPaymentView) {
  const words = useWords(paymentHandWords)
  const { batch, payment, stateLabel, errors } = view
  const title = fill(words.title, { number: payment.claim_number })
  return (
    <StaffPage title={title} errors={errors}>
      <BackLink href={`/pimpinan/pembayaran/${batch.id}`}>{words.back}</BackLink>
      <Outcome words={{ bukti: words.done_record }} />
      <h1 class="govuk-heading-l">{title}</h1>
      <SummaryList
        rows={[
          { key: words.state, value: stateLabel },
          { key: words.amount, value: <Money amount={payment.amount} /> },
          {
            key: words.reference,
            value: payment.reference ? <code class="santun-hash">{payment.reference}</code> : '–',
          },
          { key: words.since, value: <Moment at={payment.since} /> },
        ]}
      />
      <Removal {...view} />
      <Evidence {...view} />
    </StaffPage>
  )
}

function Removal({ batch, payment, values, errors }: BatchPaymentView) {
  const words = useWords(paymentHandWords)
  const { staff } = usePage()
  const may = payment.state === 'in_batch' && (batch.state === 'open' || batch.state === 'closed')
  if (!may || !staff?.roles.has('releaser')) return null
  return (
    <Form action={`${paymentAddress(batch.id, payment.id)}/keluarkan`}>
      <h2 class="govuk-heading-m">{words.remove}</h2>
      {batch.state === 'closed' && <InsetText>{words.removeClosed}</InsetText>}
      <TextArea name="reason" label={words.removeReason} rows={2} maxLength={1000} {...{ values, errors }} />
      <Button kind="warning">{words.removeButton}</Button>
    </Form>
  )
}

function Evidence({ batch, payment, letters, values, errors }: BatchPaymentView) {
  const words = useWords(paymentHandWords)
  const { staff } = usePage()
  if (payment.state !== 'unknown') return null
  const reconciler = staff?.roles.has('reconciler') ?? false
  const action = (step: string): string => `${paymentAddress(batch.id, payment.id)}/${step}`
  return (
    <>
      <h2 class="govuk-heading-m">{words.evidence}</h2>
      <p class="govuk-body">{words.evidenceIntro}</p>
      {letters.map((letter) => (
        <section key={letter.id}>
          <SummaryList
            rows={[
              { key: words.outcome, value: letter.outcome === 'settled' ? words.settled : words.refused },
              { key: words.valueDate, value: letter.value_date === null ? '–' : dayOf(letter.value_date) },
              {
                key: words.letter,
                value: letter.bank_letter,
                ...(reconciler && letter.has_file
                  ? { action: { href: action(`surat/${letter.id}`), text: words.openLetter } }
                  : {}),
              },
              { key: words.says, value: letter.reason },
              { key: words.recordedBy, value: letter.name ?? '–' },
            ]}
          />
          {reconciler && letter.recorded_by !== staff?.staffId && (
            <Form action={action('setujui-bukti')}>
              <input type="hidden" name="bukti" value={letter.id} />
              <Button>{words.act}</Button>
            </Form>
          )}
          {reconciler && letter.recorded_by === staff?.staffId && <InsetText>{words.otherPerson}</InsetText>}
        </section>
      ))}
      {reconciler && <RecordLetter action={action('bukti')} {...{ values, errors }} />}
    </>
  )
}

interface RecordLetterProps {
  action: string
  values?: FormValues
  errors?: FormErrors
}

function RecordLetter({ action, values, errors }: RecordLetterProps) {
  const words = useWords(paymentHandWords)
  return (
    <Form action={action} files>
      <Select
        name="outcome"
        label={words.outcome}
        choices={[
          { value: 'settled', label: words.settled },
          { value: 'refused', label: words.refused },
        ]}
        {...{ values, errors }}
      />
      <TextInput
        name="valueDate"
        label={words.valueDate}
        hint={words.dateHint}
        width={10}
        {...{ values, errors }}
      />
      <TextInput name="letter" label={words.letter} width={30} maxLength={200} {...{ values, errors }} />
      <TextArea name="reason" label={words.says} rows={3} maxLength={1000} {...{ values, errors }} />
      <FileInput
        name="file"
        label={words.file}
        hint={words.fileHint}
        accept=".pdf,.jpg,.jpeg,.png"
        {...{ values, errors }}
      />
      <Button kind="secondary">{words.record}</Button>
    </Form>
  )
}

/** On the page of a batch: when the bank would carry it out, and the files by which it left. */
export function AtBank({ batch, atBank }: { batch: PaymentBatch; atBank: BatchAtBank }) {
  const words = useWords(paymentHandWords)
  const { staff } = usePage()
  const releaser = staff?.roles.has('releaser') ?? false
  const { cutOff, executionDate, files, waiting } = atBank
  const leaves = batch.state === 'open' || batch.state === 'closed'
  return (
    <>
      {leaves && <p class="govuk-hint">{fill(words.cutOff, { time: cutOff, date: dayOf(executionDate) })}</p>}
      {(files.length > 0 || waiting > 0) && <h2 class="govuk-heading-s">{words.files}</h2>}
      {files.map((file) => (
        <FileOfBatch key={file.messageId} batch={batch} file={file} readable={releaser} />
      ))}
      {releaser && waiting > 0 && (
        <Form action={`/pimpinan/pembayaran/${batch.id}/berkas`}>
          <Button>{fill(words.writeFile, { count: waiting })}</Button>
        </Form>
      )}
    </>
  )
}

function FileOfBatch({ batch, file, readable }: { batch: PaymentBatch; file: BankFile; readable: boolean }) {
  const words = useWords(paymentHandWords)
  const { messageId, count, total, executionDate } = file
  return (
    <p class="govuk-body">
      {readable ? (
        <a class="govuk-link" href={`/pimpinan/pembayaran/${batch.id}/berkas/${messageId}.xml`}>
          {`${messageId}.xml`}
        </a>
      ) : (
        messageId
      )}
      <br />
      {fill(words.fileHolds, { count, date: dayOf(executionDate) })} <Money amount={total} />
    </p>
  )
}

function dayOf(date: string): string {
  return formatDateId(parseLocalDate(date))
}
