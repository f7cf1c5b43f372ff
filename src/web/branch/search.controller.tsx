import { Body, Get, Post } from '@nestjs/common'
import { ClaimSearch } from '../../claims/claim-search.service.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { valuesOf } from '../shared/form.js'
import { type PageAnswer, refused } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { queueId } from '../words/branch-queue.js'
import { SearchPage } from './search.page.js'

@PageController('petugas/cari')
export class SearchController {
  constructor(private readonly search: ClaimSearch) {}

  @Get()
  @Roles(...claimReaders)
  form(): PageAnswer {
    return <SearchPage />
  }

  @Post()
  @Roles(...claimReaders)
  async find(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = valuesOf(body)
    const text = values.cari ?? ''
    if (!/[\p{L}\p{N}]{2}/u.test(text))
      return refused(<SearchPage values={values} errors={{ cari: queueId.searchMissing }} />)
    const searcher = { staffId: staff.staffId, branchId: staff.branch.id }
    if (values.semua !== 'ya')
      return <SearchPage values={values} found={await this.search.within(text, searcher)} />
    if (!values.alasan)
      return refused(<SearchPage values={values} errors={{ alasan: queueId.searchReasonMissing }} />)
    const found = await this.search.everywhere(text, values.alasan, searcher)
    return <SearchPage values={values} found={found} />
  }
}
