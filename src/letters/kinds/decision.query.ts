import type { Ground } from '#libs/lifecycle'
import type { SqlRunner } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'
import type { Occasion } from '../letter-occasion.query.js'

/** What was frozen for a decision: a letter is written from this, never from what has become of it. */
export interface FrozenDecision {
  readonly hash: string
  readonly total: bigint
  readonly lines: readonly { code: string; amount: number; article: string }[]
  readonly payments: readonly FrozenPayment[]
  readonly scholarships: readonly { childName: string; total: number; schedule: { school_year: string }[] }[]
  /** Why something is not paid and what would have to be otherwise; without a code it is the whole claim. */
  readonly counterfactuals: readonly { code: string | null; because: string }[]
  readonly grounds: readonly Ground[]
  readonly counterfactual: string | null
  /** This decision takes the place of an earlier one: what each payee has from before. */
  readonly correction: { readonly held: readonly HeldBefore[] } | null
}

/** Whole rupiah; what the new decision does not grant any more was overpaid. */
export interface HeldBefore {
  readonly payee: string
  readonly paid: number
  readonly overpaid: number
}

export interface FrozenPayment {
  readonly code: string
  readonly amount: number
  readonly payee: string
  readonly relation: string
  readonly bank: string
  readonly account: string
  /** What an earlier round has paid of it. */
  readonly alreadyPaid?: number
  /** Others dispute this share: it waits. */
  readonly disputed?: boolean
}

/** What a verifier is about to propose. */
export type ProposedRefusal = Pick<FrozenDecision, 'grounds' | 'counterfactual'>

/** The packet that a decision was taken on. */
export async function readDecision(
  sql: SqlRunner,
  personal: PersonalData,
  { claim_id, seq, round }: Occasion,
): Promise<FrozenDecision> {
  const found = await sql.rows<FrozenDecision>(
    `select d.hash, d.total, ${toldBy}, coalesce(t.input -> 'grounds', '[]') as grounds, t.input ->> 'counterfactual' as counterfactual
     from decision_packet d join claim_transition t on t.claim_id = d.claim_id and t.seq = d.seq ${calculated}
     where d.claim_id = $1 and d.round = $2 and d.seq < $3 order by d.seq desc limit 1`,
    [claim_id, round, seq],
  )
  const [decision] = await personal.reveal(found, {
    grounds: 'claim_transition.input',
    counterfactual: 'claim_transition.input',
    counterfactuals: 'calculation.answer',
  })
  if (!decision) throw new Error(`Step ${seq} of claim ${claim_id} decides on no packet.`)
  return withAccounts(personal, decision)
}

/** What would be frozen if it were proposed now. */
export async function decisionToBe(
  sql: SqlRunner,
  personal: PersonalData,
  claimId: string,
  refusal: ProposedRefusal | undefined,
): Promise<FrozenDecision> {
  const [found] = await sql.rows<Omit<FrozenDecision, keyof ProposedRefusal>>(
    `select packet_hash(d.basis) as hash, coalesce((d.basis #>> '{calculation,total}')::bigint, 0) as total, ${toldBy}
     from (select packet_basis($1) as basis) d ${calculated}`,
    [claimId],
  )
  if (!found) throw new Error(`Claim ${claimId} has no packet.`)
  return withAccounts(personal, {
    ...found,
    grounds: refusal?.grounds ?? [],
    counterfactual: refusal?.counterfactual ?? null,
  })
}

const toldBy = `coalesce(d.basis #> '{calculation,lines}', '[]') as lines, d.basis -> 'payments' as payments,
  d.basis -> 'correction' as correction,
  coalesce(d.basis #> '{calculation,scholarships}', '[]') as scholarships,
  coalesce((select jsonb_agg(jsonb_build_object('code', x -> 'code', 'because', x -> 'because')) from jsonb_array_elements(k.answer -> 'counterfactuals') x), '[]') as counterfactuals`
const calculated = "left join calculation k on k.id = (d.basis #>> '{calculation,id}')::bigint"

async function withAccounts(personal: PersonalData, decision: FrozenDecision): Promise<FrozenDecision> {
  return {
    ...decision,
    payments: await personal.reveal(decision.payments, { account: 'payee.account_number' }),
  }
}
