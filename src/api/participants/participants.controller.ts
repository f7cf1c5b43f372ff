import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { AskCoverageDto, coverageKeyOf } from '../../membership/ask-coverage.dto.js'
import { Coverage } from '../../membership/coverage.service.js'
import { Roles } from '../../platform/login/access.js'
import { coverageAskers } from '../../platform/login/staff-roles.js'
import { V1 } from '../paths.js'
import { CoverageDto } from './coverage.dto.js'

/** Whether somebody was covered on a day. */
@ApiTags('participants')
@Controller(`${V1}/participants`)
export class ParticipantsController {
  constructor(private readonly coverage: Coverage) {}

  @Post('coverage')
  @Roles(...coverageAskers)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Coverage of a participant on a day',
    description:
      'By `nik`, by `kpj`, or by `name` with `birthDate`; in the body, because addresses are written into logs on the way. Somebody unknown is answered as not registered.',
  })
  @ApiOkResponse({ type: CoverageDto })
  async ask(@Body() dto: AskCoverageDto): Promise<CoverageDto> {
    return CoverageDto.of(dto.nik, await this.coverage.answer(coverageKeyOf(dto), dto.eventDate))
  }
}
