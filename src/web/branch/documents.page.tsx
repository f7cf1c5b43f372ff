import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { Tag, type TagColour, TaskList } from '../shared/components/blocks.js'
import { useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame, Nothing } from './claim-frame.js'
import { paths } from './paths.js'

const colours: Partial<Record<DocumentOfClaim['state'], TagColour>> = {
  accepted: 'green',
  waived: 'green',
  defective: 'red',
  infected: 'red',
  unreadable: 'red',
  to_review: 'blue',
  stalled: 'orange',
}

/** Every document that the claim asks for, the state of each, and the way to look at it. */
export function DocumentsPage({
  claim,
  documents,
}: {
  claim: OpenClaim
  documents: readonly DocumentOfClaim[]
}) {
  const words = useWords(claimWords)
  const tasks = documents.map((item) => ({
    href: paths.document(claim.file.number, item.code),
    title: item.name,
    hint: hintOf(item, words),
    status: <Tag colour={colours[item.state] ?? 'grey'}>{item.stateInWords}</Tag>,
  }))
  return (
    <ClaimFrame claim={claim} title={words.tabDocuments} tab="berkas">
      {documents.length === 0 ? <Nothing>{words.noDocuments}</Nothing> : <TaskList tasks={tasks} />}
    </ClaimFrame>
  )
}

function hintOf(item: DocumentOfClaim, words: Readonly<Record<string, string>>): string | undefined {
  const said = [
    item.necessity === 'required' ? '' : words[item.necessity],
    item.defect?.words,
    item.note,
    item.files.some(({ checks }) => checks.some(({ outcome }) => outcome === 'unsure' || outcome === 'fail'))
      ? words.machineDoubts
      : '',
  ]
  return said.filter(Boolean).join(' ') || undefined
}
