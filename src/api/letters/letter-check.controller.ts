import { Controller, Get, Param } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { LetterCheck } from '../../letters/letter-check.service.js'
import { Public } from '../../platform/login/access.js'
import { V1 } from '../paths.js'
import { KnownLetterDto, LetterCheckDto } from './letters.dto.js'

/** For whoever holds a letter and wants to know whether it is ours: a bank, a school, the family itself. */
@ApiTags('letters')
@Controller(`${V1}/letters/check`)
export class LetterCheckController {
  constructor(private readonly letters: LetterCheck) {}

  @Get(':code')
  @Public()
  @ApiOperation({
    summary: 'Whether a letter with this code was written here',
    description:
      'Number, kind, date and hash, nothing of the person. Every code that is not ours has the same answer.',
  })
  @ApiOkResponse({ type: LetterCheckDto })
  async check(@Param('code') code: string): Promise<LetterCheckDto> {
    const letter = await this.letters.find(code)
    return { known: letter !== undefined, letter: letter ? KnownLetterDto.of(letter) : null }
  }
}
