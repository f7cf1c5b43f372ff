import { Body, Get, Param, Post } from '@nestjs/common'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { Branches } from '../../staff/branches.query.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import {
  changeKinds,
  type ChangeToAsk,
  type StaffChange,
  StaffChanges,
} from '../../staff/staff-changes.service.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, STEP_KEY } from '../shared/step-form.js'
import { staffChangeId } from '../words/staff-changes.js'
import { proofErrors, typedProof } from './proof.js'
import { AgreePage, AskChangePage } from './staff-changes.page.js'

const USERS = '/admin/pengguna'
const AGREE = 'agree_staff_change'

/** A1: changes of accounts are asked for here and agreed to by another; the owner's command applies them. */
@PageController('admin/pengguna/perubahan')
export class StaffChangesController {
  constructor(
    private readonly changes: StaffChanges,
    private readonly branches: Branches,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('admin', 'manager')
  form(): Promise<PageAnswer> {
    return this.askPage()
  }

  @Post()
  @Roles('admin', 'manager')
  async ask(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(body)
    const kind = changeKinds.find((each) => each === values.kind)
    if (!kind) return refused(await this.askPage(values, { kind: staffChangeId.kindMissing }))
    try {
      await this.changes.ask(staff, asked(kind, values))
      return seeOther(`${USERS}?hasil=asked`)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.askPage(values, errorsOf(error.errors)))
    }
  }

  @Get(':id')
  @Roles('admin', 'manager')
  read(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.agreePage(id, staff)
  }

  @Post(':id')
  @Roles('admin', 'manager')
  async agree(
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    await this.open(id, staff)
    const key = valuesOf(body)[STEP_KEY] ?? freshKey()
    try {
      await this.proofs.take(staff, { act: AGREE, subject: id, key }, typedProof(body, AGREE))
    } catch (error) {
      const errors = proofErrors(error, AGREE)
      if (!errors) throw error
      return refused(await this.agreePage(id, staff, errors))
    }
    await this.changes.agree(id, staff)
    return seeOther(`${USERS}?hasil=agreed`)
  }

  private async askPage(values?: FormValues, errors?: FormErrors) {
    const branches = (await this.branches.list()).map(({ code, name }) => ({ value: code, label: name }))
    const roles = staffRoles.map((role) => ({ value: role, label: this.words.label('roles', role) }))
    return <AskChangePage {...{ branches, roles, values, errors }} />
  }

  private async agreePage(id: string, staff: SignedIn, errors?: FormErrors) {
    const change = await this.open(id, staff)
    const label = (role: string) => this.words.label('roles', role)
    const proof = await this.proofs.kindFor(staff)
    return <AgreePage {...{ change, label, proof, errors, stepKey: freshKey() }} />
  }

  /** @throws NotFound also for a change that was agreed to or applied */
  private async open(id: string, staff: SignedIn): Promise<StaffChange> {
    const change = (await this.changes.list(branchInSight(staff))).find((each) => each.id === id)
    if (!change || change.agreed_at !== null || change.applied_at !== null) throw new NotFound()
    return change
  }
}

function asked(kind: ChangeToAsk['kind'], values: FormValues): ChangeToAsk {
  const limit = values.limit?.replaceAll(/[.\s]/g, '')
  const roles = staffRoles
    .filter((role) => values[`peran_${role}`] === 'ya')
    .map((role) => (role === 'approver' ? { role, approvalLimit: limit } : { role }))
  const withRoles = kind === 'add' || kind === 'roles'
  const withBranch = kind === 'add' || kind === 'move'
  return {
    kind,
    username: values.username ?? '',
    reason: values.reason ?? '',
    wanted: {
      ...(kind === 'add' && { displayName: values.displayName }),
      ...(withBranch && { branchCode: values.branchCode }),
      ...(withRoles && { roles }),
    },
  }
}
