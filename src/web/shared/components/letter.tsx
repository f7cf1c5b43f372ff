/** A letter as its family would read it, shown on a page before it is one. */
import type { Block, DraftLetter } from '../../../letters/decision-drafts.service.js'

export function LetterPreview({ letter: { title, blocks }, label }: { letter: DraftLetter; label: string }) {
  return (
    <section class="santun-letter" aria-labelledby="surat">
      <p class="santun-letter__mark">{label}</p>
      <h2 class="govuk-heading-m" id="surat" tabIndex={-1}>
        {title}
      </h2>
      {blocks.map((block, index) => (
        <Part key={index} block={block} />
      ))}
    </section>
  )
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case 'text':
      return <p class="govuk-body">{block.text}</p>
    case 'small':
      return <p class="govuk-body-s">{block.text}</p>
    case 'heading':
      return <h3 class="govuk-heading-s">{block.text}</h3>
    case 'bullets':
      return (
        <ul class="govuk-list govuk-list--bullet">
          {block.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )
    case 'steps':
      return (
        <ol class="govuk-list govuk-list--number">
          {block.steps.map(({ title, lines }) => (
            <li key={title ?? lines.join()}>
              {title && <strong>{title}</strong>}
              {lines.map((line) => (
                <p class="govuk-body govuk-!-margin-bottom-1" key={line}>
                  {line}
                </p>
              ))}
            </li>
          ))}
        </ol>
      )
    case 'callout':
      return (
        <p class="govuk-inset-text">
          {block.label}
          <br />
          <strong>{block.value}</strong>
          {block.note && (
            <>
              <br />
              {block.note}
            </>
          )}
        </p>
      )
    case 'facts':
      return <Facts rows={block.rows} />
    case 'table':
      return <Rows block={block} />
  }
}

function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl class="govuk-summary-list">
      {rows.map(([key, value]) => (
        <div class="govuk-summary-list__row" key={key}>
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Rows({ block: { table } }: { block: Extract<Block, { kind: 'table' }> }) {
  const { columns, rows, total } = table
  return (
    <table class="govuk-table santun-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map(({ label, align }) => (
            <th key={label} scope="col" class={cellClass('header', align)}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row" key={row.join()}>
            {row.map((text, index) => (
              <td
                key={columns[index]?.label}
                class={cellClass('cell', columns[index]?.align)}
                data-heading={columns[index]?.label}
              >
                {text}
              </td>
            ))}
          </tr>
        ))}
        {total && (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header" colSpan={columns.length - 1}>
              {total.label}
            </th>
            <td class={cellClass('cell', 'right')} data-heading={total.label}>
              <strong>{total.value}</strong>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function cellClass(kind: 'header' | 'cell', align: 'right' | undefined): string {
  return `govuk-table__${kind}${align ? ` govuk-table__${kind}--numeric` : ''}`
}
