import { Module } from '@nestjs/common'
import { ScholarshipModule } from './scholarship.module.js'
import { ScholarshipSweepTimer } from './scholarship-sweep.timer.js'

@Module({ imports: [ScholarshipModule], providers: [ScholarshipSweepTimer] })
export class ScholarshipWorkerModule {}
