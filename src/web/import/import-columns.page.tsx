import { maskNik } from '#libs/nik'
import {
  columnHeadings,
  columnOf,
  type HeaderRefusal,
  headingName,
  type HeadingChoices,
  isOptional,
  type ParticipantColumn,
  participantColumns,
  reportHeadings,
} from '#libs/participant-row'
import { BackLink, WarningText } from '../shared/components/blocks.js'
import { Select } from '../shared/components/fields.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { StaffPage } from '../shared/staff-page.js'
import { fill, useWords } from '../shared/words.js'
import { importWords } from '../words/import.js'

/** Of a column that is not used; an empty choice is one not made yet. */
const NOT_USED = '-'
const MOST_COLUMNS = 60
const LONGEST_SAMPLE = 40

interface ColumnsView {
  chosen: string
  headings: readonly string[]
  /** What stands under each heading in the first rows. */
  samples: readonly string[]
  values?: FormValues
  refusals?: readonly HeaderRefusal[]
}

/** P9, when headings are not ours: what each stands for, said once for all files of a sponsor. */
export function ImportColumnsPage({ chosen, headings, samples, values, refusals = [] }: ColumnsView) {
  const words = useWords(importWords)
  const choices = [
    { value: '', label: words.chooseColumn },
    ...participantColumns.map((column) => ({
      value: column,
      label: `${columnHeadings[column][0]}${isOptional(column) ? ` ${words.optional}` : ''}`,
    })),
    { value: NOT_USED, label: words.notUsed },
  ]
  const rows = headings.map((heading, at) => ({ heading, at }))
  const known = Object.fromEntries(
    rows.map(({ heading, at }) => [`kolom-${at}`, heading === '' ? NOT_USED : columnOf(heading)]),
  )
  const errors = faultsOf(headings, refusals, words)
  return (
    <StaffPage title={words.columnsTitle} errors={errors}>
      <BackLink href={`/petugas/impor?kelompok=${chosen}`}>{words.again}</BackLink>
      <h1 class="govuk-heading-l">{words.columnsTitle}</h1>
      <p class="govuk-body">{words.columnsWhy}</p>
      <Form action={`/petugas/impor/${chosen}/kolom`}>
        <Table
          caption={words.columnsTitle}
          hideCaption
          rows={rows}
          keyOf={({ at }) => String(at)}
          columns={[
            { heading: words.inFile, cell: ({ heading }) => <strong>{heading || words.noHeading}</strong> },
            { heading: words.firstRows, cell: ({ at }) => samples[at] },
            {
              heading: words.standsFor,
              cell: ({ heading, at }) => (
                <>
                  <input type="hidden" name={`judul-${at}`} value={heading} />
                  <input type="hidden" name={`contoh-${at}`} value={samples[at]} />
                  <Select
                    name={`kolom-${at}`}
                    label={fill(words.standsForOf, { heading: heading || words.noHeading })}
                    choices={choices}
                    values={values ?? known}
                    errors={errors}
                  />
                </>
              ),
            },
          ]}
        />
        <WarningText>{words.columnsKept}</WarningText>
        <Button>{words.keepColumns}</Button>
      </Form>
    </StaffPage>
  )
}

type Words = Readonly<Record<'chooseFor' | 'chosenTwice' | 'stillMissing', string>>

/** Each fault beside the heading that it is about; a column that is missing, beside the first. */
function faultsOf(headings: readonly string[], refusals: readonly HeaderRefusal[], words: Words): FormErrors {
  const told = {
    HEADER_COLUMN_UNKNOWN: words.chooseFor,
    HEADER_COLUMN_TWICE: words.chosenTwice,
    HEADER_COLUMN_MISSING: words.stillMissing,
  }
  const open = refusals.filter(({ code }) => code !== 'HEADER_COLUMN_MISSING')
  // Once every heading has its meaning, what is missing is missing.
  const shown = open.length > 0 ? open : refusals
  return Object.fromEntries(
    shown.map(({ code, heading }) => [
      `kolom-${Math.max(0, headings.indexOf(heading))}`,
      fill(told[code], { heading }),
    ]),
  )
}

/** What a person is asked about: each heading once, without those of our own list of refused rows. */
export function columnsToAsk(
  headings: readonly string[],
  firstRows: readonly (readonly string[])[],
): { headings: string[]; samples: string[] } {
  const names = headings.map(headingName)
  const asked = [...names.keys()].filter(
    (at) => names.indexOf(names[at] ?? '') === at && !reportHeadings.some((own) => own === names[at]),
  )
  return {
    headings: asked.map((at) => headings[at]?.trim() ?? ''),
    samples: asked.map((at) => sampleOf(firstRows.map((cells) => cells[at] ?? ''))),
  }
}

/** Long numbers masked: a column is known by its form, nobody need be known by it. */
function sampleOf(cells: readonly string[]): string {
  const seen = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return seen.map((cell) => cell.replace(/\d{5,}/g, maskNik).slice(0, LONGEST_SAMPLE)).join(' · ')
}

/** What a person answered; a heading without an answer keeps the meaning it has for us, if any. */
export function answersOf(values: FormValues): {
  headings: string[]
  samples: string[]
  choices: HeadingChoices
} {
  const headings: string[] = []
  const samples: string[] = []
  const choices = new Map<string, ParticipantColumn | null>()
  for (let at = 0; at < MOST_COLUMNS; at += 1) {
    const [heading, answer] = [values[`judul-${at}`], values[`kolom-${at}`]]
    if (heading === undefined && answer === undefined) continue
    headings.push(heading ?? '')
    samples.push(values[`contoh-${at}`] ?? '')
    const column = participantColumns.find((each) => each === answer)
    if (column || answer === NOT_USED) choices.set(headingName(heading ?? ''), column ?? null)
  }
  return { headings, samples, choices }
}
