import { Injectable } from '@nestjs/common'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { ClaimAssignments } from '../../claims/claim-assignment.service.js'
import { ClaimHistory } from '../../claims/claim-history.query.js'
import { Openings } from '../../documents/openings.service.js'
import { LetterShelf } from '../../letters/letter-shelf.service.js'

/** The lists that the pages of a claim show. */
@Injectable()
export class ClaimRecords {
  constructor(
    readonly calculations: LatestCalculation,
    readonly histories: ClaimHistory,
    readonly assignments: ClaimAssignments,
    readonly openings: Openings,
    readonly letters: LetterShelf,
  ) {}
}
