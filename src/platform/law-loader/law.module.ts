import { Module } from '@nestjs/common'
import { LawInForce } from './law-in-force.js'

@Module({ providers: [LawInForce], exports: [LawInForce] })
export class LawModule {}
