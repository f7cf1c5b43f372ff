import type { PaperOfYear } from '../../documents/year-papers.service.js'
import { Pictures } from '../branch/pictures.js'
import { BackLink, InsetText, Tag } from '../shared/components/blocks.js'
import { Radios, Select } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'
import { scholarshipPaths } from './paths.js'
import type { SchoolYearView } from './school-year.view.js'
import { placeInWords } from './school-years.page.js'

interface YearPaperProps {
  view: SchoolYearView
  paper: PaperOfYear
  mayDecide: boolean
  defects: readonly { code: string; words: string; cure: string }[]
  values?: FormValues
  errors?: FormErrors
}

/** One paper of a school year: its pictures on the left, what it must show and the decision on the right. */
export function YearPaperPage({ view, paper, mayDecide, defects, values, errors }: YearPaperProps) {
  const words = useWords(scholarshipWords)
  const { file, labels } = view
  const at = scholarshipPaths.paper(file.id, paper.code)
  return (
    <StaffPage title={`${paper.name}: ${file.child_name}`} errors={errors}>
      <BackLink href={scholarshipPaths.year(file.id)}>{words.backToYear}</BackLink>
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{paper.name}</h1>
      <p class="govuk-body">
        <Tag>{paper.stateInWords}</Tag> {paper.defect}
      </p>
      <div class="santun-viewer">
        <Pictures
          at={at}
          document={{ name: paper.name, files: paper.files.map((each) => ({ ...each, name: paper.name })) }}
        />
        <div>
          <p class="govuk-body">
            {fill(words.mustShow, {
              name: file.child_name,
              place: placeInWords(labels, file.level, file.grade, words.grade),
              year: file.school_year,
            })}
          </p>
          {mayDecide ? (
            <Form action={at}>
              <Radios
                name="putusan"
                label={words.paperQuestion}
                choices={[
                  { value: 'accept', label: words.paperAccept },
                  { value: 'defective', label: words.paperDefective },
                ]}
                {...{ values, errors }}
              />
              <Select
                name="kekurangan"
                label={words.whatIsWrong}
                choices={[
                  { value: '', label: words.choose },
                  ...defects.map((defect) => ({ value: defect.code, label: defect.words })),
                ]}
                {...{ values, errors }}
              />
              <Button>{words.saveAndNext}</Button>
            </Form>
          ) : (
            <InsetText>{words.nothingToDecide}</InsetText>
          )}
        </div>
      </div>
    </StaffPage>
  )
}
