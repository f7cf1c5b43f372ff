import { Body, Controller, Headers, HttpCode, Param, Post, type RawBodyRequest, Req } from '@nestjs/common'
import {
  ApiHeader,
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger'
import type { Request } from 'express'
import { type ChannelName, channelNames } from '../../notification/channels/channel.port.js'
import { DeliveryReports } from '../../notification/delivery-reports.service.js'
import { Public } from '../../platform/login/access.js'
import { NotSignedIn } from '../../platform/problem/problems.js'
import { V1 } from '../paths.js'
import { DeliveryReportDto } from './delivery-report.dto.js'

/** Where message gateways tell what became of a message. Their signature is their credential. */
@ApiTags('callbacks')
@Controller(`${V1}/callbacks/messages`)
export class MessageCallbacksController {
  constructor(private readonly reports: DeliveryReports) {}

  @Post(':channel')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Report what became of a message',
    description:
      'Signed with the secret shared with the gateway: `sha256=` and the HMAC-SHA256 of the time, a dot and the body. ' +
      'A signature is good for five minutes. A report that came before, or of a message that is not ours, is answered alike.',
  })
  @ApiParam({ name: 'channel', enum: channelNames })
  @ApiHeader({ name: 'X-Santun-Timestamp', required: true, description: 'Seconds since 1970' })
  @ApiHeader({ name: 'X-Santun-Signature', required: true, description: '`sha256=<hex>`' })
  @ApiNoContentResponse({ description: 'Taken' })
  @ApiUnauthorizedResponse({ description: 'The signature is missing, wrong or too old' })
  async report(
    @Param('channel') channel: string,
    @Headers('x-santun-timestamp') timestamp: string | undefined,
    @Headers('x-santun-signature') signature: string | undefined,
    @Req() request: RawBodyRequest<Request>,
    @Body() dto: DeliveryReportDto,
  ): Promise<void> {
    const body = request.rawBody ?? Buffer.alloc(0)
    if (!this.reports.isFromGateway(channel, { body, timestamp, signature }))
      throw new NotSignedIn('Tanda tangan panggilan ini tidak cocok atau sudah lewat waktunya.')
    const { message_id: messageId, status, reason = null } = dto
    await this.reports.take(channel as ChannelName, { messageId, status, reason })
  }
}
