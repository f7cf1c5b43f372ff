import type { ComponentChildren } from 'preact'

export interface Column<Row> {
  heading: string
  cell: (row: Row) => ComponentChildren
  numeric?: boolean
}

interface TableProps<Row> {
  caption: string
  /** The caption is for those who cannot see that the heading above says it already. */
  hideCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** The last row, e.g. a sum. */
  foot?: ComponentChildren
}

/** Rows on a desk; on a phone each row is a card, in which every value carries the heading of its column. */
export function Table<Row>({ caption, hideCaption, columns, rows, keyOf, foot }: TableProps<Row>) {
  return (
    <table class="govuk-table santun-table">
      <caption class={hideCaption ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'}>
        {caption}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map(({ heading, numeric }) => (
            <th
              key={heading}
              scope="col"
              class={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row" key={keyOf(row)}>
            {columns.map(({ heading, cell, numeric }) => (
              <td
                key={heading}
                class={`govuk-table__cell${numeric ? ' govuk-table__cell--numeric' : ''}`}
                data-heading={heading}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {foot && <tfoot>{foot}</tfoot>}
    </table>
  )
}
