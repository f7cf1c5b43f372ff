import { Controller, Get, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger'
import type { Response } from 'express'
import { Public } from '../../platform/login/access.js'
import { API } from '../paths.js'
import { LiveDto, ReadyDto } from './health.dto.js'
import { Readiness } from './readiness.service.js'

/** For whoever watches over the processes. */
@ApiTags('health')
@Controller(`${API}/health`)
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'The process runs' })
  @ApiOkResponse({ type: LiveDto })
  live(): LiveDto {
    return { status: 'up', version: this.readiness.version }
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'The process can do its work' })
  @ApiOkResponse({ type: ReadyDto })
  @ApiServiceUnavailableResponse({ type: ReadyDto })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyDto> {
    const state = await this.readiness.look()
    if (state.status === 'down') response.status(503)
    return state
  }
}
