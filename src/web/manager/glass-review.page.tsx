import type { BrokenGlass } from '../../documents/break-glass.service.js'
import { Outcome, SummaryList, Tag } from '../shared/components/blocks.js'
import { Radios, TextArea } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { momentInWords } from '../shared/when.js'
import { useWords } from '../shared/words.js'
import { glassWords } from '../words/break-glass.js'

interface GlassReviewProps {
  broken: readonly BrokenGlass[]
  /** The one whose form was refused. */
  open?: string
  values?: FormValues
  errors?: FormErrors
}

/** The oldest that waits is reviewed first, one at a time, so that each gets its own look. */
export function GlassReviewPage({ broken, open, values, errors }: GlassReviewProps) {
  const words = useWords(glassWords)
  const { staff } = usePage()
  const mine = (one: BrokenGlass): boolean => one.justified === null && one.staff_id !== staff?.staffId
  const next = broken.find(({ id }) => id === open) ?? broken.findLast(mine)
  return (
    <StaffPage title={words.reviewTitle} errors={errors}>
      <Outcome words={{ tinjau: words.done }} />
      <h1 class="govuk-heading-l">{words.reviewTitle}</h1>
      <p class="govuk-body">{broken.length === 0 ? words.reviewNone : words.reviewText}</p>
      {broken.map((one) => (
        <section key={one.id} aria-label={`${one.number}, ${one.who}`}>
          <One one={one} />
          {one.justified === null && one.staff_id === staff?.staffId && (
            <p class="govuk-body">{words.ownOne}</p>
          )}
          {one.id === next?.id && staff?.roles.has('manager') && (
            <Review id={one.id} {...{ values, errors }} />
          )}
        </section>
      ))}
    </StaffPage>
  )
}

function One({ one }: { one: BrokenGlass }) {
  const words = useWords(glassWords)
  const zone = usePage().staff?.branch.zone ?? ''
  return (
    <SummaryList
      rows={[
        {
          key: words.claim,
          value: (
            <a class="govuk-link" href={`/petugas/klaim/${one.number}/riwayat`}>
              {one.number}
            </a>
          ),
        },
        { key: words.person, value: `${one.who}, ${one.whose_branch}` },
        { key: words.at, value: momentInWords(one.opened_at, zone) },
        { key: words.why, value: one.reason },
        { key: words.pagesSeen, value: String(one.pages) },
        { key: words.verdict, value: <Verdict one={one} /> },
      ]}
    />
  )
}

function Verdict({ one: { justified, note, reviewer } }: { one: BrokenGlass }) {
  const words = useWords(glassWords)
  if (justified === null) return <Tag colour="orange">{words.waiting}</Tag>
  return (
    <>
      <Tag colour={justified ? 'green' : 'red'}>{justified ? words.justified : words.notJustified}</Tag>{' '}
      {`${note} (${reviewer})`}
    </>
  )
}

function Review({ id, values, errors }: { id: string; values?: FormValues; errors?: FormErrors }) {
  const words = useWords(glassWords)
  const fields = { values, errors }
  return (
    <Form action={`/pimpinan/akses-darurat/${id}`}>
      <Radios
        name="beralasan"
        label={words.verdictQuestion}
        inline
        choices={[
          { value: 'ya', label: words.justified },
          { value: 'tidak', label: words.notJustified },
        ]}
        {...fields}
      />
      <TextArea name="catatan" label={words.note} rows={2} maxLength={500} {...fields} />
      <Button>{words.reviewButton}</Button>
    </Form>
  )
}
