import { Controller, Get, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { LedgerStatements } from '../../payment/ledger-statement.query.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { V1 } from '../paths.js'
import { LedgerStatementDto, StatementAskedDto } from './ledger-statement.dto.js'

/** Where every rupiah of the branch's claims lies, and how it came there. */
@ApiTags('ledger')
@Controller(`${V1}/ledger/statement`)
export class LedgerStatementController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly statements: LedgerStatements,
  ) {}

  @Get()
  @Roles('releaser', 'reconciler', 'manager', 'auditor')
  @ApiOperation({
    summary: 'Statement of a claim, of the branch, or of some days',
    description: 'Every entry with its two accounts, and the balance of each account before and after.',
  })
  @ApiOkResponse({ type: LedgerStatementDto })
  async read(
    @Query() { claim, from, to }: StatementAskedDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<LedgerStatementDto> {
    const branchId = branchInSight(staff)
    const claimId = claim === undefined ? undefined : (await this.claims.get(claim, branchId)).id
    return LedgerStatementDto.of(await this.statements.read({ branchId, claimId, from, to }))
  }
}
