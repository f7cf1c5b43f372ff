import { randomUUID } from 'node:crypto'
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger'
import { IsIn, IsString, isUUID, Length } from 'class-validator'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { type DisputedShare, Escrows } from '../../payment/escrows.service.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { SecondProof, secondProofHeader } from '../headers.js'
import { V1 } from '../paths.js'

const KIND = { message: 'Pilih release (dibayarkan) atau forfeit (kembali ke dana).' }
const REASON = { message: 'Tulis alasannya dalam satu kalimat, 10 sampai 1000 huruf.' }

export class EscrowDecisionDto {
  @ApiProperty({ enum: ['release', 'forfeit'] })
  @IsIn(['release', 'forfeit'], KIND)
  kind: 'release' | 'forfeit'

  @ApiProperty({ description: 'How the dispute ended, and what shows it' })
  @IsString(REASON)
  @Length(10, 1000, REASON)
  reason: string
}

export class DisputedShareDto {
  @ApiProperty({ format: 'uuid' }) payeeId: string
  @ApiProperty() payee: string
  @ApiProperty({ type: 'integer' }) amount: number
  @ApiProperty({ description: 'Who disputes it and why' }) dispute: string

  static of({ payee_id: payeeId, payee, amount, dispute }: DisputedShare): DisputedShareDto {
    return { payeeId, payee, amount: Number(amount), dispute }
  }
}

export class DisputedSharesDto {
  @ApiProperty() number: string
  @ApiProperty({ type: [DisputedShareDto] }) items: DisputedShareDto[]
}

/** Shares of a claim that heirs dispute: they wait while the others are paid. */
@ApiTags('escrow')
@Controller(`${V1}/claims/:number/disputed-shares`)
export class EscrowsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly escrows: Escrows,
    private readonly proofs: SecondProofs,
  ) {}

  @Get()
  @Roles('verifier', 'approver', 'releaser', 'reconciler', 'manager', 'auditor')
  @ApiOperation({ summary: 'The shares that wait' })
  @ApiOkResponse({ type: DisputedSharesDto })
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<DisputedSharesDto> {
    return this.sharesOf(number, (await this.claims.get(number, branchInSight(staff))).id)
  }

  @Post(':payee')
  @Roles('approver')
  @HttpCode(200)
  @ApiHeader(secondProofHeader)
  @ApiOperation({
    summary: 'End the dispute over a share',
    description: 'Released, it waits for the next batch; forfeited, it falls to the fund.',
  })
  @ApiOkResponse({ type: DisputedSharesDto })
  async decide(
    @Param('number') number: string,
    @Param('payee') payee: string,
    @Body() { kind, reason }: EscrowDecisionDto,
    @CurrentStaff() staff: SignedIn,
    @SecondProof() typed: string | undefined,
  ): Promise<DisputedSharesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const waits = isUUID(payee) && (await this.escrows.waiting(id)).some(({ payee_id }) => payee_id === payee)
    if (!waits) throw new NotFound('Bagian ini tidak menunggu sengketa.')
    await this.proofs.take(staff, { act: 'decide_escrow', subject: payee, key: randomUUID() }, typed)
    await this.escrows.decide({ payeeId: payee, kind, reason }, actorOf(staff, 'approver'))
    return this.sharesOf(number, id)
  }

  private async sharesOf(number: string, claimId: string): Promise<DisputedSharesDto> {
    const items = await this.escrows.waiting(claimId)
    return { number, items: items.map((share) => DisputedShareDto.of(share)) }
  }
}
