import { decisionLabels, lineLabels, reasonInWords } from '#libs/benefits'
import { isLocalDate } from '#libs/local-date'
import { formatRupiah } from '#libs/rupiah'
import type { CalculationOnFile } from '../../assessment/latest-calculation.query.js'
import { Details, InsetText, SummaryList, WarningText } from '../shared/components/blocks.js'
import { Button, Form } from '../shared/components/form.js'
import { fill, useWords } from '../shared/words.js'
import { claimWords } from '../words/branch-claim.en.js'
import type { OpenClaim } from './claim-desk.service.js'
import { ClaimFrame, Nothing } from './claim-frame.js'
import { paths } from './paths.js'
import { dateInWords } from './when.js'

interface CalculationProps {
  claim: OpenClaim
  calculation?: CalculationOnFile
  mayDraft: boolean
}

/** P6: each benefit with its arithmetic and the article it rests on. */
export function CalculationPage({ claim, calculation, mayDraft }: CalculationProps) {
  const words = useWords(claimWords)
  return (
    <ClaimFrame claim={claim} title={words.tabCalculation} tab="perhitungan">
      {calculation ? <Calculation calculation={calculation} /> : <Nothing>{words.noCalculation}</Nothing>}
      {mayDraft && !calculation?.current && (
        <Form action={paths.claim(claim.file.number, 'perhitungan')}>
          <Button>{words.calculateAgain}</Button>
        </Form>
      )}
    </ClaimFrame>
  )
}

function Calculation({ calculation }: { calculation: CalculationOnFile }) {
  const words = useWords(claimWords)
  const { answer, total, current } = calculation
  return (
    <>
      {!current && <WarningText>{words.calculationStale}</WarningText>}
      <p class="govuk-body">
        {decisionLabels[answer.decision]}
        {answer.reason && ` – ${reasonInWords(answer.reason)}`}
      </p>
      <Lines calculation={calculation} />
      <p class="govuk-body govuk-!-font-size-24">
        <strong>{fill(words.total, { amount: formatRupiah(total) })}</strong>
      </p>
      {(answer.rejected_lines ?? []).length > 0 && <h2 class="govuk-heading-m">{words.notPaid}</h2>}
      <ul class="govuk-list govuk-list--bullet">
        {(answer.rejected_lines ?? []).map(({ code, child, reason }) => (
          <li key={code + (child ?? '')}>
            {lineLabels[code]}
            {child && `, ${child}`}: {reasonInWords(reason)}
          </li>
        ))}
      </ul>
      {(answer.counterfactuals ?? []).length > 0 && (
        <InsetText>
          <p class="govuk-body">{words.whatIf}</p>
          {(answer.counterfactuals ?? []).map(({ because }) => (
            <p class="govuk-body" key={because}>
              {because}
            </p>
          ))}
        </InsetText>
      )}
      {calculation.scholarships.map((plan) => (
        <p class="govuk-body" key={plan.slot}>
          {fill(words.scholarship, { child: plan.childName, amount: formatRupiah(BigInt(plan.total)) })}
        </p>
      ))}
      <Details summary={words.factsUsed}>
        <SummaryList rows={factRows(calculation.input, words)} />
      </Details>
    </>
  )
}

function Lines({ calculation: { answer } }: { calculation: CalculationOnFile }) {
  const words = useWords(claimWords)
  if (answer.lines.length === 0) return null
  const heads = [words.benefit, words.arithmetic, words.article, words.amount]
  return (
    <table class="govuk-table santun-table">
      <caption class="govuk-visually-hidden">{words.tabCalculation}</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {heads.map((head, index) => (
            <th
              scope="col"
              class={`govuk-table__header${index === 3 ? ' govuk-table__header--numeric' : ''}`}
              key={head}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {answer.lines.map((line) => (
          <tr class="govuk-table__row" key={line.code + (line.child ?? '')}>
            <th scope="row" class="govuk-table__header" data-heading={heads[0]}>
              {lineLabels[line.code]}
              {line.child && `, ${line.child}`}
            </th>
            <td class="govuk-table__cell" data-heading={heads[1]}>
              {line.because}
            </td>
            <td class="govuk-table__cell" data-heading={heads[2]}>
              {line.article}
            </td>
            <td class="govuk-table__cell govuk-table__cell--numeric" data-heading={heads[3]}>
              {formatRupiah(BigInt(line.amount))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The facts as they went in; a fact without words of its own is shown by its code. */
function factRows(input: Readonly<Record<string, unknown>>, words: Readonly<Record<string, string>>) {
  return Object.entries(input).flatMap(([part, facts]) =>
    Object.entries(facts as Record<string, unknown>).flatMap(([name, value]) =>
      typeof value === 'object'
        ? []
        : [{ key: words[`fact_${name}`] ?? `${part}.${name}`, value: factInWords(value) }],
    ),
  )
}

function factInWords(value: unknown): string {
  return isLocalDate(value) ? dateInWords(value) : String(value)
}
