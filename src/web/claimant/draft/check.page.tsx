import { formatDateId, parseLocalDate } from '#libs/local-date'
import { isSameName } from '../../../verification/account-name.rule.js'
import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import type { Bank } from '../../../intake/bank-list.service.js'
import type { DraftOnFile } from '../../../intake/draft-answers.service.js'
import { InsetText, SummaryList, type SummaryRow } from '../../shared/components/blocks.js'
import { Button, Form } from '../../shared/components/form.js'
import { Checkbox } from '../../shared/components/fields.js'
import type { FormErrors } from '../../shared/form.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { Version } from './answers.page.js'
import { isHappening } from './answer-forms.js'
import { isAsked, isGiven } from './document-status.js'
import { DraftFrame } from './draft-frame.js'
import { happeningWords } from './happening-words.js'
import { maskedNumber, maskedPhone } from './masked.js'
import { SaveForLater } from './save-for-later.js'

interface CheckPageProps {
  draft: DraftOnFile
  documents: readonly DocumentOfClaim[]
  banks: readonly Bank[]
  /** Goes with the form, so that a claim sent twice is lodged once. */
  submission: string
  errors?: FormErrors
}

/** W8: everything once more, each line with its way to change it, and the button that lodges the claim. */
export function CheckPage({ draft, documents, banks, submission, errors }: CheckPageProps) {
  const { number, version } = draft
  const missing = documents.filter((one) => isAsked(one) && !isGiven(one)).map(({ name }) => name)
  return (
    <DraftFrame title={words.checkTitle} back={`/ajukan/${number}`} errors={errors}>
      <p class="govuk-body">{words.checkIntro}</p>
      <SummaryList
        rows={[...aboutParticipant(draft), ...aboutClaimant(draft), ...theRest(draft, documents, banks)]}
      />
      {missing.length > 0 && (
        <>
          <p class="govuk-body">{words.checkMissing}</p>
          <ul class="govuk-list govuk-list--bullet">
            {missing.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
      {hasOtherHolder(draft) && <InsetText>{words.accountOtherName}</InsetText>}
      <Form action={`/ajukan/${number}/kirim`}>
        <Version version={version} />
        <input type="hidden" name="submission" value={submission} />
        <Checkbox name="declared" label={words.checkDeclaration} errors={errors} />
        <Button>{words.checkSend}</Button>
      </Form>
      <SaveForLater number={number} />
    </DraftFrame>
  )
}

function aboutParticipant({ number, answers: { participant, event } }: DraftOnFile): SummaryRow[] {
  const change = (section: string) => ({ href: `/ajukan/${number}/isi/${section}`, text: words.change })
  const identity = participant.nik
    ? { key: words.checkNik, value: maskedNumber(participant.nik) }
    : { key: words.checkKpj, value: maskedNumber(participant.kpj ?? '') }
  const died = event.deathDate ?? event.eventDate
  return [
    { key: words.checkEvent, value: isHappening(event.type) ? happeningWords[event.type] : '' },
    { key: words.checkParticipant, value: participant.name, action: change('peserta') },
    { ...identity, action: change('peserta') },
    ...(died === event.eventDate
      ? []
      : [{ key: words.checkEventDate, value: longDate(event.eventDate), action: change('tanggal') }]),
    { key: words.checkDeathDate, value: longDate(died), action: change('tanggal') },
    { key: words.place, value: event.place ?? words.notFilled, action: change('tanggal') },
  ]
}

function aboutClaimant({ number, answers: { claimant } }: DraftOnFile): SummaryRow[] {
  const action = { href: `/ajukan/${number}/isi/pemohon`, text: words.change }
  return [
    { key: words.checkClaimant, value: claimant.name, action },
    { key: words.checkRelation, value: words[claimant.relation], action },
    { key: words.checkPhone, value: maskedPhone(claimant.phone) },
  ]
}

function theRest(
  { number, answers: { children, account } }: DraftOnFile,
  documents: readonly DocumentOfClaim[],
  banks: readonly Bank[],
): SummaryRow[] {
  const at = (place: string, filled: boolean) => ({
    href: `/ajukan/${number}/${place}`,
    text: filled ? words.change : words.fill,
  })
  const asked = documents.filter(isAsked)
  const count = { n: asked.filter(isGiven).length, m: asked.length }
  return [
    { key: words.checkDocuments, value: fill(words.hubDocumentsCount, count), action: at('berkas', true) },
    { key: words.hubChildren, value: childrenOf(children), action: at('anak', children !== undefined) },
    {
      key: words.hubAccount,
      value: accountOf(account, banks),
      action: at('rekening', account !== undefined),
    },
  ]
}

function childrenOf(children: DraftOnFile['answers']['children']): string {
  if (children === undefined) return words.notFilled
  return children.length === 0 ? words.hubChildrenNone : children.map(({ name }) => name).join(', ')
}

function accountOf(account: DraftOnFile['answers']['account'], banks: readonly Bank[]): string {
  if (account === undefined) return words.notFilled
  if (account.none) return words.accountNone
  const bank = banks.find(({ code }) => code === account.bankCode)?.name ?? ''
  const last = (account.accountNumber ?? '').slice(-4)
  return fill(words.accountMasked, { bank, last, holder: account.accountHolder ?? '' })
}

function hasOtherHolder({ answers: { account, claimant } }: DraftOnFile): boolean {
  return account?.accountHolder !== undefined && !isSameName(claimant.name, account.accountHolder)
}

const longDate = (date: string): string => formatDateId(parseLocalDate(date))
