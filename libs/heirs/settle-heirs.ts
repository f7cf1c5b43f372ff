import type { HeirClass, LawBook, LawValue, Version } from '#libs/law'
import { ageOn, type LocalDate } from '#libs/local-date'
import type { Family, Relative } from './family.js'
import { isWillValid } from './will.js'

/** A person who is paid, and who receives the money for them. */
export interface HeirPayee {
  readonly name: string
  readonly relation?: Relative['relation']
  readonly birthDate?: LocalDate | undefined
  /** Under age and unmarried on the day. */
  readonly minor: boolean
  /** A minor's money goes to the surviving parent, else to a guardian, into a dedicated account. */
  readonly receivedBy: 'self' | 'surviving_parent' | 'guardian'
  /** Name of that parent or guardian, when it is known. */
  readonly receiver?: string | undefined
}

export interface HeirSettlement {
  readonly heirClass: HeirClass['code']
  /** Eldest first; a rupiah that is left over goes to the first. Empty when nobody inherits. */
  readonly payees: readonly HeirPayee[]
  /** Living relatives of the class who are not paid themselves: children beside a spouse, farther degrees. */
  readonly excluded: readonly string[]
  /** The will did not count because it is no deed of a notary. */
  readonly willRefused: boolean
  readonly parameters: readonly Version<LawValue>[]
}

/**
 * Who is paid: the first class with someone alive takes everything; inside it the spouse before the children
 * the nearer degree before the farther, one person alone when the others gave power of attorney.
 * @basis PP 44/2015 Pasal 37(5)
 */
export function settleHeirs(family: Family, law: LawBook): HeirSettlement {
  const order = law.table('heirs.order', family.on)
  const classes = [...order.value].sort((a, b) => a.rank - b.rank)
  for (const heirClass of classes) {
    const members = membersOf(heirClass, family)
    if (members.length === 0) continue
    const payees = choosePayees(heirClass, members, family, law)
    return {
      heirClass: heirClass.code,
      payees: payees.map((relative) => payeeFor(relative, family, law)),
      excluded: members.filter((member) => !payees.includes(member)).map(({ name }) => name),
      willRefused: false,
      parameters: [order],
    }
  }
  return settleWithoutRelatives(family, law, order)
}

/** The person of a valid will, else nobody. */
function settleWithoutRelatives(
  family: Family,
  law: LawBook,
  order: Version<readonly HeirClass[]>,
): HeirSettlement {
  const { will } = family
  const valid = will !== undefined && isWillValid(will, family, law)
  const payees: HeirPayee[] = valid ? [{ name: will.beneficiary, minor: false, receivedBy: 'self' }] : []
  return {
    heirClass: valid ? 'TESTAMENTARY' : 'NONE',
    payees,
    excluded: [],
    willRefused: will !== undefined && !valid,
    parameters: [order],
  }
}

function membersOf(heirClass: HeirClass, { relatives }: Family): Relative[] {
  const relations = new Set<string>(heirClass.relations.map(({ relation }) => relation))
  return relatives.filter(({ relation, alive }) => alive !== false && relations.has(relation))
}

function choosePayees(
  heirClass: HeirClass,
  members: readonly Relative[],
  family: Family,
  law: LawBook,
): Relative[] {
  const byAge = eldestFirst(members)
  if (law.choice('heirs.split_mode', family.on).value === 'always_equal') {
    return heirClass.payee === 'nearest_degree' ? nearestDegree(heirClass, byAge) : byAge
  }
  const spouses = byAge.filter(({ relation }) => relation === 'spouse')
  if (heirClass.payee === 'spouse_then_child_then_guardian' && spouses.length > 0) return spouses
  const entitled = heirClass.payee === 'nearest_degree' ? nearestDegree(heirClass, byAge) : byAge
  const representative = entitled.find(({ name }) => name === family.representative)
  return representative && !isMinor(representative, family.on, law) ? [representative] : entitled
}

function nearestDegree(heirClass: HeirClass, members: readonly Relative[]): Relative[] {
  const degreeOf = ({ relation }: Relative) =>
    heirClass.relations.find((each) => each.relation === relation)?.degree ?? Number.MAX_SAFE_INTEGER
  const nearest = Math.min(...members.map(degreeOf))
  return members.filter((member) => degreeOf(member) === nearest)
}

/** By birth date; those without one follow in the order in which they are listed. */
function eldestFirst(members: readonly Relative[]): Relative[] {
  const unknown = '9999-12-31'
  return [...members].sort((a, b) => {
    const [left, right] = [a.birthDate ?? unknown, b.birthDate ?? unknown]
    return left < right ? -1 : left > right ? 1 : 0
  })
}

function payeeFor(relative: Relative, family: Family, law: LawBook): HeirPayee {
  const { name, relation, birthDate } = relative
  const minor = isMinor(relative, family.on, law)
  if (!minor) return { name, relation, birthDate, minor, receivedBy: 'self' }
  const parent = family.relatives.find((each) => each.relation === 'spouse' && each.alive !== false)
  if (relation === 'child' && parent) {
    return { name, relation, birthDate, minor, receivedBy: 'surviving_parent', receiver: parent.name }
  }
  return { name, relation, birthDate, minor, receivedBy: 'guardian', receiver: family.guardian }
}

/**
 * Below the age of majority and never married, so a widow is never a minor. Someone without a birth date is not
 * taken for one either.
 * @basis reading of Permenaker 5/2021 by the rules of guardianship
 */
export function isMinor({ birthDate, relation, married }: Relative, on: LocalDate, law: LawBook): boolean {
  if (birthDate === undefined || married === true || relation === 'spouse') return false
  return ageOn(birthDate, on) < law.integer('heirs.age_of_majority', on).value
}
