import { Module } from '@nestjs/common'
import { ObjectionsModule } from '../../objections/objections.module.js'
import { ObjectionsPagesController } from './objections.controller.js'

/** The desk that reviews objections. */
@Module({ imports: [ObjectionsModule], controllers: [ObjectionsPagesController] })
export class ObjectionPagesModule {}
