import { Injectable } from '@nestjs/common'
import type { Actor } from '../../../claims/claim-command.port.js'
import { claimantActor, ClaimsOfClaimant } from '../../../claims/claims-of-claimant.query.js'
import { DraftAnswers, type DraftOnFile } from '../../../intake/draft-answers.service.js'
import type { SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { type BranchOffice, Branches } from '../../../staff/branches.query.js'

/** A claim with the one who fills it in. */
export interface OwnDraft {
  draft: DraftOnFile
  actor: Actor
  branch: BranchOffice
}

/** The claims that whoever holds this phone may fill in. Somebody else's is answered like one that does not exist. */
@Injectable()
export class OwnDrafts {
  constructor(
    private readonly claims: ClaimsOfClaimant,
    private readonly answers: DraftAnswers,
    private readonly branches: Branches,
  ) {}

  /** @throws NotFound, NotAllowed */
  async get(number: string, claimant: SignedInClaimant): Promise<OwnDraft> {
    const own = await this.claims.get(number, claimant)
    const actor = claimantActor(own)
    const draft = await this.answers.read(own.id, actor)
    const branch = await this.branches.ofClaim(own.id)
    if (!branch) throw new Error(`The claim ${number} lies at no branch.`)
    return { draft, actor, branch }
  }
}

/** Its answers are closed; papers may still come. */
export function isLodged({ draft }: OwnDraft): boolean {
  return draft.state !== 'draft'
}
