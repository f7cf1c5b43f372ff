import { fundOn, type HeirSettlement, settleHeirs, shareOut } from '#libs/heirs'
import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import type { Answer, Share } from '../answer.js'
import { unsupported } from '../claim/unsupported.js'
import { plainParameter } from '../explain/plain.js'
import type { HeirsFacts } from '../facts/other-facts.js'
import type { AnyVersion } from '../line-data.js'

/** Far enough ahead to find the law that is in force last. */
const latest = '9999-12-31' as LocalDate

/**
 * Who receives an amount (chapter 5). Without a date of the event the law in force last applies and nobody is taken
 * for a minor.
 * @basis PP 44/2015 Pasal 37(5)
 */
export function decideHeirs(facts: HeirsFacts, law: LawBook): Answer {
  const on = facts.event_date ?? latest
  if (!law.findText('rule_set', on)) return unsupported('EVENT_BEFORE_RULES')
  const relatives = (facts.relatives ?? []).map(({ birth_date: birthDate, ...relative }) => ({
    ...relative,
    birthDate,
  }))
  const settlement = settleHeirs({ relatives, will: facts.will ?? undefined, on }, law)
  const nobody = settlement.heirClass === 'NONE'
  const shares = nobody ? nobodysShares(facts, law, on) : sharesOf(facts, settlement)
  return {
    decision: 'payable',
    ...(settlement.willRefused ? { reason: 'WILL_NOT_NOTARIAL' as const } : {}),
    lines: [],
    total: facts.amount,
    rejected_lines: [],
    shares,
    parameters: [...settlement.parameters, ...(nobody ? destinationOf(facts, law, on) : [])].map(
      plainParameter,
    ),
  }
}

function destinationOf({ program }: HeirsFacts, law: LawBook, on: LocalDate): AnyVersion[] {
  return [law.amount(burialParameter[program], on), law.choice('heirs.none_destination', on)]
}

function sharesOf({ amount }: HeirsFacts, { payees, heirClass }: HeirSettlement): Share[] {
  return shareOut(amount, payees).map(({ payee: { name, receivedBy }, amount: share }) => ({
    payee: name,
    heir_class: heirClass,
    amount: share,
    ...(receivedBy === 'self' ? {} : { received_by: receivedBy }),
  }))
}

const burialParameter = { JKK: 'jkk.burial', JKM: 'jkm.burial' } as const
const cashLines = { JKK: 'JKK_DEATH + JKK_PERIODIC_LUMP', JKM: 'JKM_LUMP + JKM_PERIODIC_LUMP' } as const

/**
 * Burial cost to whoever arranged the burial, the rest to the fund.
 * @basis PP 44/2015 Pasal 37(5)b.5
 */
function nobodysShares(
  { program, amount, burial_arranger: arranger }: HeirsFacts,
  law: LawBook,
  on: LocalDate,
): Share[] {
  const cost = law.amount(burialParameter[program], on).value
  const burial = arranger === undefined || arranger === null ? 0n : amount < cost ? amount : cost
  const shares: Share[] = []
  if (burial > 0n && arranger) {
    const line = program === 'JKK' ? 'JKK_BURIAL' : 'JKM_BURIAL'
    shares.push({ payee: arranger, heir_class: 'NONE', amount: burial, line })
  }
  if (amount > burial) {
    shares.push({
      payee: fundOn(law, on),
      heir_class: 'NONE',
      amount: amount - burial,
      line: cashLines[program],
    })
  }
  return shares
}
