import { comparisons } from '../../documents/compared-values.rule.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { Details, InsetText, Tag, type TagColour } from '../shared/components/blocks.js'
import { Button, Form } from '../shared/components/form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import { ClaimFrame } from './claim-frame.js'
import type { ValueToCompare } from './compare-values.js'
import { Decision } from './document-decision.js'
import type { ViewerView } from './document-viewer.view.js'
import { paths } from './paths.js'
import { Pictures } from './pictures.js'

/** P4: the pages of a document on the left; on the right what is compared, what machines found, and the decision. */
export function DocumentViewerPage({ view }: { view: ViewerView }) {
  const words = useWords(claimWords)
  const { claim, document, place, of, next, errors } = view
  return (
    <ClaimFrame claim={claim} title={document.name} tab="berkas" wide errors={errors}>
      <p class="govuk-body santun-bar">
        <Tag>{document.stateInWords}</Tag> {fill(words.documentPlace, { place, of })}
        <a class="govuk-link" href={paths.claim(claim.file.number, 'berkas')}>
          {words.allDocuments}
        </a>
        {next && (
          <a class="govuk-link" href={paths.document(claim.file.number, next.code)}>
            {fill(words.nextDocument, { name: next.name })}
          </a>
        )}
      </p>
      <div class="santun-viewer">
        <Pictures at={paths.document(claim.file.number, document.code)} document={document} />
        <div>
          <About document={document} />
          <Checks document={document} />
          <Decision view={view} compare={<Compare values={view.compare} view={view} />} />
          {view.mayRetry && document.state === 'stalled' && (
            <Form action={`${paths.document(claim.file.number, document.code)}/ulang`}>
              <Button kind="secondary">{words.retryChecks}</Button>
            </Form>
          )}
        </div>
      </div>
    </ClaimFrame>
  )
}

function About({ document }: { document: DocumentOfClaim }) {
  const words = useWords(claimWords)
  return (
    <>
      <p class="govuk-body">{document.why}</p>
      {document.condition && <p class="govuk-body">{document.condition.words}</p>}
      {document.note && (
        <InsetText>
          {words.familySays} {document.note}
        </InsetText>
      )}
      {document.defect && <InsetText>{document.defect.words}</InsetText>}
      <Details summary={words.whatItShows}>
        <ul class="govuk-list govuk-list--bullet">
          {document.shows.map((thing) => (
            <li key={thing}>{thing}</li>
          ))}
        </ul>
        <p class="govuk-body">{fill(words.issuedBy, { issuer: document.issuer })}</p>
      </Details>
    </>
  )
}

const colours: Readonly<Record<string, TagColour>> = { pass: 'green', fail: 'red', unsure: 'yellow' }

function Checks({ document }: { document: DocumentOfClaim }) {
  const words = useWords(claimWords)
  const checked = document.files.filter(({ checks }) => checks.length > 0)
  if (checked.length === 0) return null
  return (
    <Details summary={words.machineChecks}>
      {checked.map(({ id, name, checks }) => (
        <table class="govuk-table" key={id}>
          <caption class="govuk-table__caption">{name}</caption>
          <tbody class="govuk-table__body">
            {checks.map(({ kind, kindInWords, outcome, outcomeInWords, detail }) => (
              <tr class="govuk-table__row" key={kind}>
                <th scope="row" class="govuk-table__header">
                  {kindInWords}
                </th>
                <td class="govuk-table__cell">
                  <Tag colour={colours[outcome] ?? 'grey'}>{outcomeInWords}</Tag>
                  {likenesses.flatMap((likeness) =>
                    claimsIn(detail[likeness]).map((number) => (
                      <div key={likeness + number}>{fill(words[likeness], { number })}</div>
                    )),
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </Details>
  )
}

/** In what a file is like one of another claim. */
const likenesses = ['sameContent', 'sameLook', 'otherDeaths'] as const

/** Other claims that a check names. */
function claimsIn(named: unknown): string[] {
  return Array.isArray(named) ? (named as unknown[]).filter((number) => typeof number === 'string') : []
}

/** Value by value: what the family stated, what the registry has, what a machine read; the person says what he sees. */
function Compare({ values, view }: { values: readonly ValueToCompare[]; view: ViewerView }) {
  const words = useWords(claimWords)
  if (values.length === 0) return null
  const choices = { match: words.match, differs: words.differs, unreadable: words.unreadable }
  return (
    <>
      <h2 class="govuk-heading-m">{words.compare}</h2>
      {values.map(({ thing, stated, registry, read }) => {
        const name = `nilai-${thing}`
        const error = view.errors?.[name]
        return (
          <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`} key={thing}>
            <fieldset class="govuk-fieldset" aria-describedby={`${name}-values`}>
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
                {words[`thing_${thing}`]}
              </legend>
              <p class="govuk-hint" id={`${name}-values`}>
                {fill(words.statedValue, { value: stated })}
                <br />
                {fill(words.registryValue, { value: registry ?? words.unknownValue })}
                <br />
                {fill(words.readValue, { value: read ? words[`read_${read}`] : words.read_none })}
              </p>
              {error && <p class="govuk-error-message">{error}</p>}
              <div class="govuk-radios govuk-radios--inline govuk-radios--small">
                {comparisons.map((choice, index) => {
                  const id = index === 0 ? name : `${name}-${choice}`
                  return (
                    <div class="govuk-radios__item" key={choice}>
                      <input
                        class="govuk-radios__input"
                        type="radio"
                        id={id}
                        name={name}
                        value={choice}
                        checked={view.values?.[name] === choice}
                      />
                      <label class="govuk-label govuk-radios__label" for={id}>
                        {choices[choice]}
                      </label>
                    </div>
                  )
                })}
              </div>
            </fieldset>
          </div>
        )
      })}
    </>
  )
}
