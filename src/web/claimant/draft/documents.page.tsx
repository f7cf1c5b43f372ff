import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import { Outcome, Tag, type Task, TaskList } from '../../shared/components/blocks.js'
import { ButtonLink } from '../../shared/components/form.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { isAsked, isFormOfOurs, statusOf } from './document-status.js'
import { DraftFrame } from './draft-frame.js'
import { SaveForLater } from './save-for-later.js'

/** W4: one row a document; what is missing never stops the way. */
export function DocumentsPage({
  number,
  documents,
}: {
  number: string
  documents: readonly DocumentOfClaim[]
}) {
  const first = documents.find((document) => isAsked(document) && document.state === 'required')
  return (
    <DraftFrame title={words.documentsTitle} back={`/ajukan/${number}`}>
      <Outcome words={{ diterima: words.photoDone, 'belum-ada': words.missingMarked }} />
      <p class="govuk-body">{words.documentsIntro}</p>
      <TaskList tasks={documents.map((document) => taskOf(number, document, document === first))} />
      <ButtonLink href={`/ajukan/${number}/anak`}>{words.documentsNext}</ButtonLink>
      <SaveForLater number={number} />
    </DraftFrame>
  )
}

function taskOf(number: string, document: DocumentOfClaim, isFirst: boolean): Task {
  if (isFormOfOurs(document) && document.state === 'required')
    return {
      title: document.name,
      hint: words.formOfOurs,
      status: <Tag colour="green">{words.formStatus}</Tag>,
    }
  const { text, colour } = statusOf(document)
  return {
    href: `/ajukan/${number}/berkas/${document.code}`,
    title: document.name,
    hint: document.defect?.words ?? hintOf(document),
    status: <Tag colour={isFirst ? 'blue' : colour}>{isFirst ? words.documentBegin : text}</Tag>,
  }
}

function hintOf({ why, necessity, condition }: DocumentOfClaim): string {
  if (necessity === 'if_available') return `${words.documentIfAvailable}. ${why}`
  if (necessity === 'if_applies' && condition)
    return `${fill(words.documentIfApplies, { condition: condition.words })}.`
  return why
}
