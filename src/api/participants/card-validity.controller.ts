import { Controller, Get, Param } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { ParticipationCards } from '../../membership/participation-cards.service.js'
import { Public } from '../../platform/login/access.js'
import { V1 } from '../paths.js'
import { CardValidityDto } from './card-validity.dto.js'

/** What the QR of a participation card answers to a machine; people see the page at `/v/<code>`. */
@ApiTags('participants')
@Controller(`${V1}/cards`)
export class CardValidityController {
  constructor(private readonly cards: ParticipationCards) {}

  @Get(':code')
  @Public()
  @ApiOperation({
    summary: 'Whether a participation card is valid today',
    description: 'An unknown code is answered like a card that has ended.',
  })
  @ApiOkResponse({ type: CardValidityDto })
  async ask(@Param('code') code: string): Promise<CardValidityDto> {
    return CardValidityDto.of(await this.cards.validityOf(code))
  }
}
