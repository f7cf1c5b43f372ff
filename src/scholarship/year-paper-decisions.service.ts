/** The papers of one school year as a verifier decides them: only while the year waits for him. */
import { Injectable } from '@nestjs/common'
import { YearPapers } from '../documents/year-papers.service.js'
import { actorOf } from '../platform/login/acting-role.js'
import { branchInSight, type SignedIn } from '../platform/login/signed-in.js'
import { TransitionRefused } from '../platform/problem/problems.js'
import { SchoolYearFiles } from './school-year-file.query.js'

@Injectable()
export class YearPaperDecisions {
  constructor(
    private readonly files: SchoolYearFiles,
    private readonly papers: YearPapers,
  ) {}

  /** Accepts a paper, or says what is wrong with it. @throws NotFound, NotAllowed, InvalidInput, TransitionRefused */
  async decide(yearId: string, code: string, defect: string | null, staff: SignedIn): Promise<void> {
    const { id, state } = await this.files.year(yearId, branchInSight(staff))
    if (state !== 'evidence_in') throw new TransitionRefused('verify', 'no-such-step', [], [])
    await this.papers.decide(id, code, defect, actorOf(staff, 'verifier'))
  }
}
