import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { Coverage } from '../../membership/coverage.service.js'
import { Roles } from '../../platform/login/access.js'
import { V1 } from '../paths.js'
import { AskCoverageDto, CoverageDto } from './coverage.dto.js'

/** Whether somebody was covered on a day. */
@ApiTags('participants')
@Controller(`${V1}/participants`)
export class ParticipantsController {
  constructor(private readonly coverage: Coverage) {}

  @Post('coverage')
  @Roles('officer', 'verifier', 'investigator', 'approver', 'manager', 'auditor')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Coverage of a participant on a day',
    description: 'Somebody unknown is answered as not registered.',
  })
  @ApiOkResponse({ type: CoverageDto })
  async ask(@Body() dto: AskCoverageDto): Promise<CoverageDto> {
    return CoverageDto.of(dto.nik, await this.coverage.snapshot(dto.nik, dto.eventDate))
  }
}
