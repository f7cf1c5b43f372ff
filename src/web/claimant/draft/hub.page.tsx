import type { DraftOnFile } from '../../../intake/draft-answers.service.js'
import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import { InsetText, Outcome, Tag, type Task, TaskList } from '../../shared/components/blocks.js'
import { ButtonLink } from '../../shared/components/form.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { isAsked, isGiven } from './document-status.js'
import { DraftFrame } from './draft-frame.js'

interface HubProps {
  draft: DraftOnFile
  documents: readonly DocumentOfClaim[]
}

/** Everything that a claim is made of, in any order, each with how far it is. */
export function HubPage({ draft, documents }: HubProps) {
  const { number, answers } = draft
  return (
    <DraftFrame title={fill(words.hubTitle, { name: answers.participant.name })} back="/">
      <Outcome words={{ tersimpan: fill(words.hubLeft, { number }) }} />
      <InsetText>
        <p class="govuk-body">
          {words.hubNumber} <strong class="santun-whole">{number}</strong>
          <br />
          {words.sentScreenshot}
        </p>
        <p class="govuk-body">{words.hubResume}</p>
      </InsetText>
      <TaskList tasks={tasksOf(draft, documents)} />
      <ButtonLink href={`/ajukan/${number}/${nextPlace(draft, documents)}`}>{words.goOn}</ButtonLink>
    </DraftFrame>
  )
}

function tasksOf({ number, answers }: DraftOnFile, documents: readonly DocumentOfClaim[]): Task[] {
  const { children, account } = answers
  const asked = documents.filter(isAsked)
  const given = asked.filter(isGiven)
  const count = fill(words.hubDocumentsCount, { n: given.length, m: asked.length })
  const at = (place: string): string => `/ajukan/${number}/${place}`
  return [
    { href: at('isi/peserta'), title: words.hubParticipant, status: <Done /> },
    { href: at('isi/tanggal'), title: words.hubDates, status: <Done /> },
    { href: at('isi/pemohon'), title: words.hubClaimant, status: <Done /> },
    {
      href: at('berkas'),
      title: words.hubDocuments,
      hint: words.hubDocumentsHint,
      status: given.length === asked.length ? <Done /> : <Tag colour="blue">{count}</Tag>,
    },
    {
      href: at('anak'),
      title: words.hubChildren,
      hint: words.hubChildrenHint,
      status: children ? <Done text={childrenInWords(children.length)} /> : <Open />,
    },
    {
      href: at('rekening'),
      title: words.hubAccount,
      status: account ? <Done text={account.none ? words.hubAccountNone : undefined} /> : <Open />,
    },
    { href: at('periksa'), title: words.hubCheck, status: <Open text={words.hubNotSent} /> },
  ]
}

function childrenInWords(count: number): string {
  return count === 0 ? words.hubChildrenNone : fill(words.hubChildrenCount, { n: count })
}

/** The first thing that is not done; what may be left out is offered once. */
function nextPlace({ answers }: DraftOnFile, documents: readonly DocumentOfClaim[]): string {
  if (documents.filter(isAsked).some((document) => document.state === 'required')) return 'berkas'
  if (answers.children === undefined) return 'anak'
  return answers.account === undefined ? 'rekening' : 'periksa'
}

function Done({ text = words.done }: { text?: string }) {
  return <Tag colour="green">{text}</Tag>
}

function Open({ text = words.notFilled }: { text?: string }) {
  return <Tag colour="grey">{text}</Tag>
}
