import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { scholarshipAwards } from './scholarship-awards.maker.js'

@Module({ imports: [ClaimsModule] })
export class ScholarshipModule implements OnModuleInit {
  constructor(private readonly makers: ClaimRecordMakers) {}

  onModuleInit(): void {
    this.makers.register(scholarshipAwards)
  }
}
