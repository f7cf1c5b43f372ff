import { Body, Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { DisputedShares } from '../../payment/disputed-shares.query.js'
import { Escrows } from '../../payment/escrows.service.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, STEP_KEY } from '../shared/step-form.js'
import { escrowWords } from '../words/escrow.js'
import { EscrowPage, EscrowsPage } from './escrow.page.js'
import { typedProof } from './proof.js'
import { toldAtForm } from './told-at-form.js'

const LEAST = 10

/** Shares that heirs dispute: they wait here, with the reason, until an approver ends it with a proof. */
@PageController('pimpinan/titipan')
export class EscrowController {
  constructor(
    private readonly shares: DisputedShares,
    private readonly escrows: Escrows,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('approver', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <EscrowsPage shares={await this.shares.list(branchInSight(staff))} />
  }

  @Get(':payee')
  @Roles('approver', 'manager', 'auditor')
  async read(@Param('payee') payee: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(payee, staff)
  }

  @Post(':payee')
  @Roles('approver')
  async decide(
    @Param('payee') payeeId: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const { kind, reason = '' } = values
    const errors = {
      ...(kind !== 'release' && kind !== 'forfeit' && { kind: escrowWords.id.chooseMissing }),
      ...(reason.length < LEAST && { reason: escrowWords.id.reasonMissing }),
    }
    if (Object.keys(errors).length > 0) return refused(await this.page(payeeId, staff, values, errors))
    const share = await this.get(payeeId, staff)
    try {
      const act = {
        act: 'decide_escrow',
        subject: share.payee_id,
        key: values[STEP_KEY] ?? freshKey(),
      } as const
      await this.proofs.take(staff, act, typedProof(body, 'decide_escrow'))
      const command = { payeeId, kind: kind === 'release' ? 'release' : 'forfeit', reason } as const
      await this.escrows.decide(command, actorOf(staff, 'approver'))
      return seeOther('/pimpinan/titipan?hasil=putus')
    } catch (error) {
      const told = toldAtForm(error, 'decide_escrow', this.words)
      if (!told) throw error
      return new PageWithStatus(told.status, await this.page(payeeId, staff, values, told.errors))
    }
  }

  private async get(payeeId: string, staff: SignedIn) {
    const share = isUUID(payeeId) ? await this.shares.find(payeeId, branchInSight(staff)) : undefined
    if (!share) throw new NotFound('Bagian sengketa ini tidak ditemukan.')
    return share
  }

  private async page(payeeId: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const share = await this.get(payeeId, staff)
    const proof = staff.roles.has('approver') ? await this.proofs.kindFor(staff) : undefined
    return <EscrowPage {...{ share, proof, values, errors }} stepKey={freshKey()} />
  }
}
