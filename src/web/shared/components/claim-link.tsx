import { claimReaders } from '../../../platform/login/staff-roles.js'
import { usePage } from '../page-context.js'

/** The number of a claim: leads to it whoever may read claims, and is the bare number for everybody else. */
export function ClaimLink({ number }: { number: string }) {
  const { staff } = usePage()
  if (!claimReaders.some((role) => staff?.roles.has(role))) return <span class="santun-money">{number}</span>
  return (
    <a class="govuk-link santun-money" href={`/petugas/klaim/${number}`}>
      {number}
    </a>
  )
}
