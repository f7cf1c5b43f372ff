import { Module } from '@nestjs/common'
import { LettersModule } from '../../letters/letters.module.js'
import { MembershipModule } from '../../membership/membership.module.js'
import { CheckController } from './check.controller.js'

/** Pages for whoever holds a letter or a card and wants to know whether it is ours. */
@Module({ imports: [LettersModule, MembershipModule], controllers: [CheckController] })
export class CheckPagesModule {}
