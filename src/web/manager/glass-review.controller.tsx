import { Body, Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { BreakGlass } from '../../documents/break-glass.service.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { type FormErrors, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { glassId } from '../words/break-glass.js'
import { GlassReviewPage } from './glass-review.page.js'

/** Who read claims of this branch in an emergency, and what its manager says of it. */
@PageController('pimpinan/akses-darurat')
export class GlassReviewController {
  constructor(private readonly glass: BreakGlass) {}

  @Get()
  @Roles('manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return <GlassReviewPage broken={await this.glass.list(branchInSight(staff))} />
  }

  @Post(':id')
  @Roles('manager')
  async review(
    @Param('id') id: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    if (!isUUID(id)) throw new NotFound()
    const values = valuesOf(body)
    const { beralasan, catatan } = values
    if (!beralasan || !catatan) {
      const errors: FormErrors = {
        ...(!beralasan && { beralasan: glassId.verdictMissing }),
        ...(!catatan && { catatan: glassId.noteMissing }),
      }
      const broken = await this.glass.list(branchInSight(staff))
      return refused(<GlassReviewPage broken={broken} open={id} values={values} errors={errors} />)
    }
    await this.glass.review(id, actorOf(staff, 'manager'), beralasan === 'ya', catatan)
    return seeOther('/pimpinan/akses-darurat?hasil=tinjau')
  }
}
