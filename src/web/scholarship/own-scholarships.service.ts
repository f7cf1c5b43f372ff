import { Injectable } from '@nestjs/common'
import type { Actor } from '../../claims/claim-command.port.js'
import { claimantActor, type OwnClaim } from '../../claims/claims-of-claimant.query.js'
import { ChecklistService } from '../../documents/checklist.service.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import {
  FamilyScholarships,
  type ScholarshipOfFamily,
  type YearOfFamily,
} from '../../scholarship/family-scholarships.service.js'
import { type BranchOffice, Branches } from '../../staff/branches.query.js'
import { ClaimCases } from '../claimant/status-case.js'

export interface OwnScholarships {
  claim: OwnClaim
  actor: Actor
  branch: BranchOffice
}

export interface OwnAward extends OwnScholarships {
  award: ScholarshipOfFamily
}

export interface OwnYear extends OwnAward {
  year: YearOfFamily
  papers: readonly DocumentOfClaim[]
}

/** The scholarships of a claim for whoever acts on it; somebody else's is answered like one that does not exist. */
@Injectable()
export class OwnScholarshipCases {
  constructor(
    private readonly cases: ClaimCases,
    private readonly scholarships: FamilyScholarships,
    private readonly checklist: ChecklistService,
    private readonly branches: Branches,
  ) {}

  /** @throws NotFound, NotAllowed */
  async claim(number: string, claimant: SignedInClaimant): Promise<OwnScholarships> {
    const claim = await this.cases.ownWhole(number, claimant)
    const branch = await this.branches.ofClaim(claim.id)
    if (!branch) throw new Error(`The claim ${number} lies at no branch.`)
    return { claim, actor: claimantActor(claim), branch }
  }

  /** @throws NotFound, NotAllowed */
  async list(
    number: string,
    claimant: SignedInClaimant,
  ): Promise<OwnScholarships & { awards: ScholarshipOfFamily[] }> {
    const own = await this.claim(number, claimant)
    return { ...own, awards: await this.scholarships.list(own.claim.id, own.actor) }
  }

  /** @throws NotFound, NotAllowed */
  async award(number: string, awardId: string, claimant: SignedInClaimant): Promise<OwnAward> {
    const own = await this.claim(number, claimant)
    return { ...own, award: await this.scholarships.award(own.claim.id, awardId, own.actor) }
  }

  /** @throws NotFound, NotAllowed */
  async year(number: string, yearId: string, claimant: SignedInClaimant): Promise<OwnYear> {
    const own = await this.claim(number, claimant)
    const { award, year } = await this.scholarships.year(own.claim.id, yearId, own.actor)
    const papers = await this.checklist.papersOfYear(own.claim.id, year.id, year.wanted)
    return { ...own, award, year, papers }
  }
}

const MINE = ['apply', 'mend', 'catch_up']

/** Whether this person may write answers and give papers for the year now. */
export function takesWords({ award, year }: Pick<OwnYear, 'award' | 'year'>): boolean {
  return award.may_act && MINE.includes(year.progress.duty)
}
