import { maskNik } from '#libs/nik'
import { formatRupiah } from '#libs/rupiah'
import type { AssignmentOnRecord } from '../../claims/claim-assignment.service.js'
import type { HistoryRow } from '../../claims/claim-history.query.js'
import type { NoteOnFile } from '../../claims/claim-notes.service.js'
import type { LetterInWords } from '../../letters/letter-shelf.service.js'
import type { PaymentOnRecord } from '../../payment/payment-history.query.js'
import { SummaryList, Tag } from '../shared/components/blocks.js'
import { TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { deskLabels } from '../words/branch-labels.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame, Nothing } from './claim-frame.js'
import { paths } from './paths.js'
import { momentInWords } from '../shared/when.js'
import { dateInWords } from './when.js'

interface PaymentView {
  claim: OpenClaim
  payments: readonly PaymentOnRecord[]
  bankName: (code: string) => string
}

/** What has been paid, and what the bank said. */
export function PaymentPage({ claim, payments, bankName }: PaymentView) {
  const words = useWords(claimWords)
  return (
    <ClaimFrame claim={claim} title={words.tabPayment} tab="pembayaran">
      {payments.length === 0 && <Nothing>{words.noPayments}</Nothing>}
      {payments.map((payment) => (
        <SummaryList
          key={payment.id}
          rows={[
            { key: words.payee, value: payment.payee },
            { key: words.amount, value: formatRupiah(payment.amount) },
            { key: words.state, value: <Tag>{words[`payment_${payment.state}`]}</Tag> },
            { key: words.bank, value: bankName(payment.bank_code) },
            { key: words.batch, value: payment.batch_number === null ? '–' : String(payment.batch_number) },
            { key: words.valueDate, value: dateInWords(payment.value_date) },
          ]}
        />
      ))}
    </ClaimFrame>
  )
}

export interface HistoryView {
  claim: OpenClaim
  steps: readonly (HistoryRow & { label: string })[]
  assignments: readonly AssignmentOnRecord[]
  letters: readonly LetterInWords[]
  openings: number
}

/** Every step with who took it; who had the claim; how often papers and numbers were looked at. */
export function HistoryPage({
  view: { claim, steps, assignments, letters, openings },
}: {
  view: HistoryView
}) {
  const words = useWords(claimWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <ClaimFrame claim={claim} title={words.tabHistory} tab="riwayat">
      {steps.length === 0 && <Nothing>{words.noHistory}</Nothing>}
      <div class="moj-timeline">
        {steps.toReversed().map((step) => (
          <StepTaken step={step} number={claim.file.number} key={step.seq} />
        ))}
      </div>
      <h2 class="govuk-heading-m">{words.assignments}</h2>
      {assignments.length === 0 && <p class="govuk-body">{words.noAssignments}</p>}
      <ul class="govuk-list">
        {assignments.map(({ person, by, at }) => (
          <li key={at + (person ?? '')}>
            {momentInWords(at, zone)}:{' '}
            {person ? fill(words.assigned, { name: person, by }) : fill(words.laidBack, { by })}
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{words.letters}</h2>
      {letters.length === 0 && <p class="govuk-body">{words.noLetters}</p>}
      <ul class="govuk-list">
        {letters.map(({ id, label, number, issuedOn, sha256 }) => (
          <li key={id}>
            {dateInWords(issuedOn)}:{' '}
            {sha256 ? (
              <a class="govuk-link" href={paths.letter(claim.file.number, id)}>
                {fill(words.letter, { label, number })}
              </a>
            ) : (
              fill(words.letterInWriting, { label, number })
            )}
          </li>
        ))}
      </ul>
      <p class="govuk-body">{fill(words.openings, { count: openings })}</p>
    </ClaimFrame>
  )
}

function StepTaken({ step, number }: { step: HistoryView['steps'][number]; number: string }) {
  const words = useWords(claimWords)
  const { language, staff } = usePage()
  const labels = deskLabels[language]
  return (
    <div class="moj-timeline__item">
      <div class="moj-timeline__header">
        <h2 class="moj-timeline__title">{step.label}</h2>{' '}
        <p class="moj-timeline__byline">{fill(words.by, { name: step.actor ?? words.product })}</p>
      </div>
      <p class="moj-timeline__date">
        <time dateTime={step.at}>{momentInWords(step.at, staff?.branch.zone ?? '')}</time>
      </p>
      <div class="moj-timeline__description">
        {fill(words.fromTo, { from: labels.states[step.from_state], to: labels.states[step.to_state] })}
        {typeof step.input.reason === 'string' && <p class="govuk-body">{step.input.reason}</p>}
        {step.event === 'investigate' && (
          <a class="govuk-link" href={paths.step(number, 'investigation_reported')}>
            {words.findings}
          </a>
        )}
      </div>
    </div>
  )
}

interface NotesProps {
  claim: OpenClaim
  notes: readonly NoteOnFile[]
  mayWrite: boolean
  values?: FormValues
  errors?: FormErrors
}

/** What colleagues wrote for each other. */
export function NotesPage({ claim, notes, mayWrite, values, errors }: NotesProps) {
  const words = useWords(claimWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <ClaimFrame claim={claim} title={words.tabNotes} tab="catatan" errors={errors}>
      {mayWrite && (
        <Form action={paths.claim(claim.file.number, 'catatan')}>
          <TextArea
            name="isi"
            label={words.noteLabel}
            hint={words.noteHint}
            rows={3}
            maxLength={2000}
            {...{ values, errors }}
          />
          <Button>{words.noteSave}</Button>
        </Form>
      )}
      {notes.length === 0 && <Nothing>{words.noNotes}</Nothing>}
      {notes.map((note) => (
        <div class="govuk-inset-text" key={note.at + note.body}>
          <p class="govuk-hint">
            {note.author}, {momentInWords(note.at, zone)}
          </p>
          <p class="govuk-body santun-lines">{note.body}</p>
        </div>
      ))}
    </ClaimFrame>
  )
}

interface SeeProps {
  claim: OpenClaim
  label: string
  data: string
  hidden: string
  /** The whole value, once the reason is on record. */
  value?: string
  values?: FormValues
  errors?: FormErrors
}

/** A number of a person, shown whole to whoever says why. */
export function SeePage({ claim, label, data, hidden, value, values, errors }: SeeProps) {
  const words = useWords(claimWords)
  const { number } = claim.file
  return (
    <ClaimFrame claim={claim} title={label} errors={errors}>
      {value === undefined ? (
        <Form action={paths.claim(number, `lihat/${data}`)}>
          <p class="govuk-body">{maskNik(hidden)}</p>
          <TextArea
            name="alasan"
            label={words.seeReason}
            hint={words.seeHint}
            rows={2}
            {...{ values, errors }}
          />
          <Button>{words.seeButton}</Button>
        </Form>
      ) : (
        <>
          <p class="govuk-body govuk-!-font-size-24" data-focus tabIndex={-1}>
            {value}
          </p>
          <p class="govuk-body">{words.seeRecorded}</p>
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.claim(number)}>
          {words.backToClaim}
        </a>
      </p>
    </ClaimFrame>
  )
}
