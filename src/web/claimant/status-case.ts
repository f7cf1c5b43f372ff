/** Gathers what a claim's own page shows, as far as this family may see it. It reads; it decides and changes nothing. */
import { Injectable } from '@nestjs/common'
import { publicProgress, type PublicProgress } from '#libs/lifecycle'
import { formatPercent } from '#libs/rupiah'
import { type ClaimStanding, ClaimStatus } from '../../claims/claim-status.query.js'
import {
  claimantActor,
  ClaimsOfClaimant,
  type OwnClaim,
  seesWhole,
} from '../../claims/claims-of-claimant.query.js'
import { DocumentService } from '../../documents/document.service.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import type { PaymentOfClaim } from '../../payment/payments-of-claim.query.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { NotFound } from '../../platform/problem/problems.js'
import { type ClaimOutcome, ClaimOutcomes } from './claim-outcome.js'
import type { GroundInWords } from '../../platform/law-loader/refusal-grounds.js'

/** A document that the family may still give, and why it is wanted. */
export interface WantedDocument extends Pick<
  DocumentOfClaim,
  'code' | 'name' | 'why' | 'issuer' | 'photo' | 'alternatives'
> {
  /** What is wrong with what came, and the cure. */
  defect: { code: string; words: string; cure: string } | null
  /** Given or explained since it was asked for. */
  answered: boolean
}

export interface ReceivedDocument {
  name: string
  state: string
  files: number
}

export interface RefusalInWords {
  why: string
  article: string
  fact: string
}

export interface ClaimCase {
  claim: OwnClaim
  standing: ClaimStanding
  progress: PublicProgress
  /** False for a contact person or an employer: how it stands, and nothing of money or papers. */
  whole: boolean
  wanted: readonly WantedDocument[]
  received: readonly ReceivedDocument[]
  payments: readonly PaymentOfClaim[]
  overpayments: ClaimOutcome['overpayments']
  scholarships: ClaimOutcome['scholarships']
  /** What the law adds for each day that a payment is late. */
  latePercent: string
  /** How the claim stands that this report was joined to. */
  joined: (Pick<ClaimCase, 'progress'> & { claim: Pick<OwnClaim, 'state'> }) | null
  refusal: { reasons: readonly RefusalInWords[]; wouldChange: string | null } | null
}

/** What the family still owes: never given, refused by a machine, or found wanting by a person. */
const lacking = ['required', 'infected', 'unreadable', 'defective', 'declared_missing']

@Injectable()
export class ClaimCases {
  constructor(
    private readonly claims: ClaimsOfClaimant,
    private readonly status: ClaimStatus,
    private readonly documents: DocumentService,
    private readonly outcomes: ClaimOutcomes,
    private readonly law: LawInForce,
  ) {}

  /** For what whoever only follows a claim does not see. @throws NotFound for him, too */
  async ownWhole(number: string, claimant: SignedInClaimant): Promise<OwnClaim> {
    const claim = await this.own(number, claimant)
    if (!seesWhole(claim)) throw new NotFound()
    return claim
  }

  /** @throws NotFound for a number that is unknown or somebody else's */
  own(number: string, claimant: SignedInClaimant): Promise<OwnClaim> {
    return this.claims.get(number, claimant)
  }

  /** @throws NotFound */
  async get(number: string, claimant: SignedInClaimant): Promise<ClaimCase> {
    const claim = await this.claims.get(number, claimant)
    const whole = seesWhole(claim)
    const [standing, documents, { payments, overpayments, refusal, scholarships }] = await Promise.all([
      this.status.of(claim.id),
      whole && claim.party_id !== null ? this.documents.listFor(claim.id, claimantActor(claim)) : [],
      this.outcomes.of(claim),
    ])
    return {
      claim,
      standing,
      whole,
      progress: this.progressOf(claim, standing),
      joined: await this.joinedTo(standing),
      wanted: wantedOf(claim, documents),
      received: receivedOf(documents),
      payments,
      overpayments,
      scholarships,
      latePercent: formatPercent(
        this.law.book.percent('late.compensation_pct_per_day', standing.today).value,
      ),
      refusal: refusal
        ? { reasons: refusal.grounds.map(reasonOf), wouldChange: refusal.counterfactual }
        : null,
    }
  }

  private async joinedTo({ joined_to: claim }: ClaimStanding): Promise<ClaimCase['joined']> {
    return claim && { claim, progress: this.progressOf(claim, await this.status.of(claim.id)) }
  }

  private progressOf(
    { state, round }: Pick<OwnClaim, 'state' | 'round'>,
    standing: ClaimStanding,
  ): PublicProgress {
    return publicProgress({
      state,
      round,
      requestsThisRound: standing.requests,
      today: standing.today,
      createdOn: standing.created_on,
      clocks: standing.clocks,
      history: standing.history,
      addWorkingDays: (from, count) => this.law.deadlines.addWorkingDays(from, count),
    })
  }
}

function wantedOf({ state }: OwnClaim, documents: readonly DocumentOfClaim[]): WantedDocument[] {
  if (state !== 'awaiting_documents' && state !== 'inactive') return []
  // On the one list that was sent stands every document with a defect; what was given since is still shown, as done.
  return documents
    .filter((item) => item.defect !== null || answeredNow(item) || lacksRequired(item))
    .map((item) => ({
      code: item.code,
      name: item.name,
      why: item.why,
      issuer: item.issuer,
      photo: item.photo,
      alternatives: item.alternatives,
      defect: item.defect,
      answered: answeredNow(item),
    }))
}

const answeredNow = ({ state }: DocumentOfClaim): boolean =>
  ['received', 'checking', 'stalled', 'to_review', 'declared_missing'].includes(state)

const lacksRequired = ({ state, necessity }: DocumentOfClaim): boolean =>
  necessity === 'required' && lacking.includes(state)

function receivedOf(documents: readonly DocumentOfClaim[]): ReceivedDocument[] {
  return documents
    .filter(({ files, necessity }) => files.length > 0 || necessity === 'required')
    .map(({ name, stateInWords, files }) => ({ name, state: stateInWords, files: files.length }))
}

function reasonOf({ words, article, fact }: GroundInWords): RefusalInWords {
  return { why: words ? sentence(words) : fact, article, fact }
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
