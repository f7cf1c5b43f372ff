/** W6: the children, who may have a right to a scholarship; leaving it out is fine. */
import { type ChildAnswers, schoolLevels } from '../../../intake/claim-answers.dto.js'
import { Outcome, SummaryList } from '../../shared/components/blocks.js'
import { Button, ButtonLink, Form } from '../../shared/components/form.js'
import { DateInput, Radios, Select, TextInput } from '../../shared/components/fields.js'
import type { FormErrors, FormValues } from '../../shared/form.js'
import { fill } from '../../shared/words.js'
import { claimantWords } from '../../words/claimant.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { formatDateId, parseLocalDate } from '#libs/local-date'
import { Version } from './answers.page.js'
import { DraftFrame } from './draft-frame.js'
import { SaveForLater } from './save-for-later.js'

interface ChildrenProps {
  number: string
  version: number
  participant: string
  errors?: FormErrors
}

/** Whether there are any: one tap when there are none. */
export function AnyChildrenPage({ number, version, participant, errors }: ChildrenProps) {
  const title = fill(words.childrenTitle, { name: participant })
  return (
    <DraftFrame title={title} back={`/ajukan/${number}/berkas`} errors={errors} bare>
      <Form action={`/ajukan/${number}/anak`}>
        <Version version={version} />
        <Radios
          name="any"
          label={title}
          hint={words.childrenIntro}
          heading
          choices={[
            { value: 'ya', label: words.childrenYes },
            { value: 'tidak', label: words.childrenNo },
            { value: 'lewati', label: words.childrenSkip },
          ]}
          errors={errors}
        />
        <Button>{claimantWords.continue}</Button>
      </Form>
      <SaveForLater number={number} />
    </DraftFrame>
  )
}

export interface ListedChild extends ChildAnswers {
  /** Beyond the age up to which a scholarship is given, by the law of the event's day. */
  grown: boolean
}

export function ChildrenPage(props: ChildrenProps & { listed: readonly ListedChild[] }) {
  const { number, participant, listed } = props
  const at = `/ajukan/${number}/anak`
  return (
    <DraftFrame
      title={fill(words.childrenListTitle, { name: participant })}
      back={`/ajukan/${number}/berkas`}
    >
      <Outcome words={{ tersimpan: words.childSaved, dihapus: words.childRemoved }} />
      <SummaryList
        rows={listed.map((child, index) => ({
          key: child.name,
          value: <ChildInWords child={child} />,
          action: { href: `${at}/${index + 1}`, text: words.change },
        }))}
      />
      <ButtonLink href={`${at}/baru`} kind="secondary">
        {words.childrenAdd}
      </ButtonLink>
      <ButtonLink href={`/ajukan/${number}/rekening`}>{words.childrenDone}</ButtonLink>
      <SaveForLater number={number} />
    </DraftFrame>
  )
}

function ChildInWords({ child: { birthDate, level, grown } }: { child: ListedChild }) {
  return (
    <>
      {formatDateId(parseLocalDate(birthDate))}
      <br />
      {level ? words[level] : words.childLevelNone}
      {grown && (
        <>
          <br />
          {words.childGrown}
        </>
      )}
    </>
  )
}

export function ChildPage(
  props: Omit<ChildrenProps, 'participant'> & { place: string; values?: FormValues },
) {
  const { number, version, place, values, errors } = props
  const at = `/ajukan/${number}/anak`
  const parts = { day: words.day, month: words.month, year: words.year }
  return (
    <DraftFrame title={words.childTitle} back={at} errors={errors}>
      <Form action={`${at}/${place}`}>
        <Version version={version} />
        <TextInput name="name" label={words.childName} maxLength={100} {...{ values, errors }} />
        <DateInput name="birth" label={words.childBirth} {...{ parts, values, errors }} />
        <Select
          name="level"
          label={words.childLevel}
          choices={[
            { value: '', label: words.childLevelNone },
            ...schoolLevels.map((level) => ({ value: level, label: words[level] })),
          ]}
          {...{ values, errors }}
        />
        <Button>{words.childSave}</Button>
      </Form>
      {place !== 'baru' && (
        <Form action={`${at}/${place}/hapus`}>
          <Version version={version} />
          <Button kind="secondary">{words.childRemove}</Button>
        </Form>
      )}
    </DraftFrame>
  )
}
