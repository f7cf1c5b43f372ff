import { maskNik } from '#libs/nik'
import { formatRupiah } from '#libs/rupiah'
import { ARRANGER, WILL } from '../../verification/entitled.rule.js'
import type { Settlement } from '../../verification/heir-sets.service.js'
import { payeeRelations } from '../../verification/settle-heirs.dto.js'
import type { PaidBefore } from '../../verification/paid-before.query.js'
import type { PayeeOnFile } from '../../verification/payees-of-claim.query.js'
import { InsetText, SummaryList, Tag } from '../shared/components/blocks.js'
import { type Choice, Select, TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { dayInWords } from '../shared/when.js'
import { fill, useWords } from '../shared/words.js'
import { acceptanceWords } from '../words/account-acceptance.js'
import { claimWords } from '../words/branch-claim.en.js'
import { familyWords } from '../words/branch-family.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame } from './claim-frame.js'
import { paths } from './paths.js'

/** Whom the law names, with the relation in which he is paid. */
type Heir = Omit<Settlement['payees'][number], 'relation'> & { relation: string }

export interface HeirsView {
  claim: OpenClaim
  payees: readonly PayeeOnFile[]
  /** Persons to whom earlier rounds have paid. */
  before: readonly PaidBefore[]
  /** Whether this person may settle them now. */
  maySettle: boolean
  /** What the law says of the family, once it is written down; null = there is no family to ask, the worker is paid. */
  settlement?: Settlement | null
  banks: readonly Choice[]
  values: FormValues
  errors?: FormErrors
}

/** Who is entitled, what each is owed, and the form in which a verifier settles it from the documents. */
export function HeirsPage({ view }: { view: HeirsView }) {
  const words = useWords(claimWords)
  const { claim, payees, maySettle, banks, errors } = view
  return (
    <ClaimFrame claim={claim} title={words.tabHeirs} tab="ahli-waris" errors={errors}>
      {payees.length === 0 && <p class="govuk-inset-text">{words.notSettled}</p>}
      {payees.map((payee, index) => (
        <Payee
          payee={payee}
          bank={nameOf(banks, payee.bank_code)}
          place={index + 1}
          number={claim.file.number}
          key={payee.name + String(index)}
        />
      ))}
      <Before before={view.before} settled={payees.length > 0} />
      {view.settlement && <ByLaw settlement={view.settlement} />}
      {maySettle && <NextStep view={view} />}
    </ClaimFrame>
  )
}

interface PayeeProps {
  payee: PayeeOnFile
  bank: string
  place: number
  number: string
}

function Payee({ payee, bank, place, number }: PayeeProps) {
  const words = useWords(claimWords)
  const family = useWords(familyWords)
  const acceptance = useWords(acceptanceWords)
  const good = payee.account_checked
  const said = acceptance[`state_${payee.account_state}` as keyof typeof acceptance] ?? acceptance.mismatch
  const lookAt = ['name_near', 'name_mismatch', 'unverified', 'came_back'].includes(payee.account_state)
  const accountRows = payee.called_until
    ? [{ key: family.called, value: fill(family.calledUntil, { day: dayInWords(payee.called_until, '') }) }]
    : [
        {
          key: words.account,
          value: `${bank}, ${maskNik(payee.account_number)}, ${payee.account_holder}`,
          action: { href: paths.claim(number, `lihat/rekening-${place}`), text: words.see },
        },
        {
          key: words.accountCheck,
          value: <Tag colour={good ? 'green' : 'orange'}>{said}</Tag>,
          ...(lookAt && !good
            ? { action: { href: paths.claim(number, 'rekening'), text: acceptance.open } }
            : {}),
        },
      ]
  return (
    <SummaryList
      rows={[
        {
          key: fill(words.payeeNumber, { place }),
          value: [
            payee.name,
            words[`relation_${payee.relation}` as keyof typeof words],
            ...(payee.disputed ? [acceptance.disputed] : []),
          ].join(', '),
        },
        ...accountRows,
        { key: words.amount, value: formatRupiah(payee.total) },
        ...(payee.already_paid > 0n
          ? [
              { key: words.alreadyPaid, value: formatRupiah(payee.already_paid) },
              { key: words.toPay, value: formatRupiah(payee.total - payee.already_paid) },
            ]
          : []),
      ]}
    />
  )
}

/** What was paid before, and from whom the new settlement would ask something back. */
function Before({ before, settled }: { before: readonly PaidBefore[]; settled: boolean }) {
  const words = useWords(claimWords)
  if (before.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{words.paidBeforeTitle}</h2>
      <InsetText>{words.paidBeforeHint}</InsetText>
      <SummaryList
        rows={before.map(({ name, held, overpaid }) => ({
          key: name,
          value:
            settled && overpaid > 0n
              ? fill(words.paidTooMuch, { held: formatRupiah(held), back: formatRupiah(overpaid) })
              : formatRupiah(held),
        }))}
      />
    </>
  )
}

/** Who is named by law, and who lives but is not paid himself. */
function ByLaw({ settlement: { heirClass, payees, excluded } }: { settlement: Settlement }) {
  const words = useWords(familyWords)
  const relations = useWords(claimWords)
  const named = payees.map(({ name, relation, receiver }) =>
    fill(receiver ? words.through : words.receives, {
      name,
      relation: relations[`relation_${relation ?? WILL}`],
      receiver: receiver ?? '',
    }),
  )
  return (
    <SummaryList
      rows={[
        { key: words.who, value: fill(words.article, { name: words[`class_${heirClass}`] }) },
        { key: relations.payee, value: payees.length > 0 ? named.join('; ') : words.nobody },
        ...(excluded.length > 0 ? [{ key: words.excluded, value: excluded.join(', ') }] : []),
      ]}
    />
  )
}

/** The family first; then the account of each whom the law names. */
function NextStep({ view }: { view: HeirsView }) {
  const words = useWords(familyWords)
  const family = paths.claim(view.claim.file.number, 'keluarga')
  const { settlement } = view
  if (settlement === undefined)
    return (
      <>
        <InsetText>{words.first}</InsetText>
        <ButtonLink href={family}>{words.write}</ButtonLink>
      </>
    )
  const alone = settlement?.payees.find(({ receivedBy, receiver }) => receivedBy !== 'self' && !receiver)
  return (
    <>
      {settlement && (
        <p class="govuk-body">
          <a class="govuk-link" href={family}>
            {words.change}
          </a>
        </p>
      )}
      {alone ? (
        <InsetText>{fill(words.minorAlone, { name: alone.name })}</InsetText>
      ) : (
        heirsOf(settlement).length > 0 && <Settle view={view} />
      )}
    </>
  )
}

/** Whose accounts are asked for; null stands for somebody whom no family names. */
function heirsOf(settlement: HeirsView['settlement']): readonly (Heir | null)[] {
  if (!settlement) return [null]
  const { payees, burialArranger: name } = settlement
  if (!name) return payees.map(({ relation = WILL, ...heir }) => ({ ...heir, relation }))
  return [{ name, relation: ARRANGER, minor: false, receivedBy: 'self' }]
}

function Settle({ view }: { view: HeirsView }) {
  const words = useWords(claimWords)
  const { claim, settlement, values, banks, before, errors } = view
  const heirs = heirsOf(settlement)
  return (
    <>
      <h2 class="govuk-heading-m">{words.settleTitle}</h2>
      <InsetText>{words.settleHint}</InsetText>
      <Form action={paths.claim(claim.file.number, 'ahli-waris')}>
        <input type="hidden" name="baris" value={heirs.length} />
        {heirs.map((heir, index) => (
          <PayeeFields place={index + 1} {...{ heir, values, errors, banks, before }} key={index} />
        ))}
        <Button>{words.settleButton}</Button>
      </Form>
    </>
  )
}

function nameOf(banks: readonly Choice[], code: string): string {
  return banks.find(({ value }) => value === code)?.label ?? code
}

interface PayeeFieldsProps extends Pick<HeirsView, 'values' | 'errors' | 'banks' | 'before'> {
  place: number
  /** Whom the law names; null for a benefit of the worker himself. */
  heir: Heir | null
}

function PayeeFields({ place, heir, values, errors, banks, before }: PayeeFieldsProps) {
  const words = useWords(claimWords)
  const acceptance = useWords(acceptanceWords)
  const family = useWords(familyWords)
  const field = (name: string) => ({ name: `${name}-${place}`, values, errors })
  const choose = { value: '', label: words.choose }
  return (
    <fieldset class="govuk-fieldset santun-payee">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
        {heir ? fill(family.accountOf, { name: heir.name }) : fill(words.payeeNumber, { place })}
      </legend>
      {heir ? <NamedByLaw heir={heir} place={place} /> : <Unnamed place={place} {...{ values, errors }} />}
      <Select {...field('bankCode')} label={words.bank} choices={[choose, ...banks]} />
      <TextInput {...field('accountNumber')} label={words.accountNumber} inputMode="numeric" width={20} />
      <TextInput {...field('accountHolder')} label={words.accountHolder} hint={words.accountHolderHint} />
      <TextInput {...field('dispute')} label={acceptance.dispute} hint={acceptance.disputeHint} />
      {before.length > 0 && (
        <Select
          {...field('sameAs')}
          label={words.sameAs}
          hint={words.sameAsHint}
          choices={[
            { value: '', label: words.sameAsByName },
            ...before.map(({ person, name }) => ({ value: person, label: name })),
          ]}
        />
      )}
    </fieldset>
  )
}

/** Name and relation are the law's, not the form's; they are sent along and checked again. */
function NamedByLaw({ heir: { name, relation, receiver }, place }: { heir: Heir; place: number }) {
  const words = useWords(familyWords)
  return (
    <>
      <input type="hidden" name={`name-${place}`} value={name} />
      <input type="hidden" name={`relation-${place}`} value={relation} />
      {receiver && <p class="govuk-hint">{fill(words.accountOfHint, { receiver })}</p>}
    </>
  )
}

function Unnamed({ place, values, errors }: Pick<HeirsView, 'values' | 'errors'> & { place: number }) {
  const words = useWords(claimWords)
  const field = (name: string) => ({ name: `${name}-${place}`, values, errors })
  const relations = payeeRelations.map((value) => ({ value, label: words[`relation_${value}`] }))
  return (
    <>
      <TextInput {...field('name')} label={words.payeeName} />
      <Select
        {...field('relation')}
        label={words.relation}
        choices={[{ value: '', label: words.choose }, ...relations]}
      />
    </>
  )
}
