import { Get, Param, Query } from '@nestjs/common'
import { LetterCheck } from '../../letters/letter-check.service.js'
import { ParticipationCards } from '../../membership/participation-cards.service.js'
import { Public } from '../../platform/login/access.js'
import { type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { CardValidityPage, LetterFormPage, LetterKnownPage, LetterUnknownPage } from './check.page.js'

/** Where the QR codes on letters and cards lead: for a bank, a school, a village office, the family itself. */
@PageController()
export class CheckController {
  constructor(
    private readonly letters: LetterCheck,
    private readonly cards: ParticipationCards,
  ) {}

  /** The code may be typed where nothing can scan it. */
  @Get('surat')
  @Public()
  form(@Query('kode') typed?: unknown): PageAnswer {
    const code = typeof typed === 'string' ? typed.replace(/[^\da-z]/gi, '') : ''
    return code === '' ? <LetterFormPage /> : seeOther(`/surat/${code}`)
  }

  @Get('surat/:code')
  @Public()
  async letter(@Param('code') code: string): Promise<PageAnswer> {
    const letter = await this.letters.find(code)
    return letter ? <LetterKnownPage letter={letter} /> : new PageWithStatus(404, <LetterUnknownPage />)
  }

  /** A token that nobody was given gets the page of a card that has ended: trying tells nothing. */
  @Get('v/:token')
  @Public()
  async card(@Param('token') token: string): Promise<PageAnswer> {
    return <CardValidityPage card={await this.cards.validityOf(token)} />
  }
}
