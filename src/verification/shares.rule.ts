/** Whose share of a calculation is how much, and what of it an earlier round of the claim has paid him already. */
import type { LineCode } from '#libs/benefits'
import { allotLines } from '#libs/heirs'
import { setOff } from '#libs/ledger'
import { InvalidInput } from '../platform/problem/problems.js'
import { compareNames } from './account-name.rule.js'
import type { PaidBefore } from './paid-before.query.js'
import type { PayeeDto } from './settle-heirs.dto.js'

export interface DraftedLine {
  code: string
  amount: number
}

/** A payee of this round, and the person of an earlier round that he is. */
export interface Sharer {
  payeeId: string | undefined
  person: string | undefined
}

export interface Share extends Sharer {
  code: string
  amount: bigint
}

const BURIAL: ReadonlySet<string> = new Set<LineCode>(['JKM_BURIAL', 'JKK_BURIAL'])

/** Every line among all, so that what each receives in all is an equal share of the whole. */
export function sharesOf(lines: readonly DraftedLine[], sharers: readonly Sharer[]): Share[] {
  const allotted = allotLines(
    lines.map(({ amount }) => BigInt(amount)),
    sharers.length,
  )
  return lines.flatMap(({ code }, line) =>
    sharers
      .map((sharer, index) => ({ ...sharer, code, amount: allotted[line]?.[index] ?? 0n }))
      .filter((share) => share.amount > 0n),
  )
}

/** The burial cost to who arranged the burial, the rest waits. */
export function burialAndRest(lines: readonly DraftedLine[], [arranger, rest]: readonly Sharer[]): Share[] {
  return lines.flatMap(({ code, amount }) => {
    const sharer = BURIAL.has(code) ? arranger : rest
    return sharer && amount > 0 ? [{ ...sharer, code, amount: BigInt(amount) }] : []
  })
}

/** Each share with what its person has already. */
export function withoutPaid(
  shares: readonly Share[],
  before: readonly PaidBefore[],
): (Share & { setOff: bigint })[] {
  return [...new Set(shares.map(({ person }) => person))].flatMap((person) => {
    const own = shares.filter((share) => share.person === person)
    const held = before.find((paid) => paid.person === person)?.held ?? 0n
    const { already } = setOff(
      own.map(({ amount }) => amount),
      held,
    )
    return own.map((share, index) => ({ ...share, setOff: already[index] ?? 0n }))
  })
}

/** Who this payee was in an earlier round: as the verifier says, else by name and relation. @throws InvalidInput */
export function personOf(
  { sameAs, name, relation }: PayeeDto,
  index: number,
  before: readonly PaidBefore[],
): string | undefined {
  if (sameAs === undefined)
    return before.find((paid) => paid.relation === relation && compareNames(name, paid.name) === 'match')
      ?.person
  if (before.some(({ person }) => person === sameAs)) return sameAs
  const detail = 'Orang ini belum pernah dibayar pada klaim ini.'
  throw new InvalidInput(detail, [{ pointer: `/payees/${index}/sameAs`, code: 'NOT_PAID_BEFORE', detail }])
}
