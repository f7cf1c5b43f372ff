import { Module } from '@nestjs/common'
import { LawInForce } from './law-in-force.js'
import { RefusalGrounds } from './refusal-grounds.js'

@Module({ providers: [LawInForce, RefusalGrounds], exports: [LawInForce, RefusalGrounds] })
export class LawModule {}
