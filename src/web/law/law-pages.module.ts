import { Module } from '@nestjs/common'
import { LawModule } from '../../platform/law-loader/law.module.js'
import { LawController } from './law.controller.js'

/** The law as data, with its articles and its history. */
@Module({ imports: [LawModule], controllers: [LawController] })
export class LawPagesModule {}
