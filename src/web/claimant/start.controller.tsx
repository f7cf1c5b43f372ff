import { Get } from '@nestjs/common'
import { Public } from '../../platform/login/access.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { StartPage } from './start.page.js'

@PageController()
export class StartController {
  @Get()
  @Public()
  start(): PageAnswer {
    return <StartPage />
  }
}
