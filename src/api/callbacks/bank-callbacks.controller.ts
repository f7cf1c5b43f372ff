import { Controller, Headers, Post, type RawBodyRequest, Req, Res } from '@nestjs/common'
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger'
import type { Request, Response } from 'express'
import { SnapNotices } from '../../payment/snap/snap-notices.service.js'
import { Public } from '../../platform/login/access.js'
import { V1 } from '../paths.js'

/** Where a bank that speaks SNAP tells what became of a transfer. Its signature is its credential. */
@ApiTags('callbacks')
@Controller(`${V1}/callbacks/bank`)
export class BankCallbacksController {
  constructor(private readonly notices: SnapNotices) {}

  @Post('transfers')
  @Public()
  @ApiOperation({
    summary: 'Report what became of a transfer',
    description:
      'As SNAP BI has it: SHA256withRSA over method, path, digest of the body and time, signed by the bank. A notice is good for ' +
      'fifteen minutes. The same notice again is answered like the first and changes nothing.',
  })
  @ApiHeader({ name: 'X-TIMESTAMP', required: true, description: '`2026-03-02T09:00:00+07:00`' })
  @ApiHeader({ name: 'X-SIGNATURE', required: true, description: 'Base64' })
  @ApiHeader({ name: 'X-EXTERNAL-ID', required: true, description: 'Digits, the same when it is told again' })
  @ApiOkResponse({ description: 'Taken' })
  @ApiUnauthorizedResponse({ description: 'The signature is missing, wrong or too old' })
  async hear(
    @Headers('x-timestamp') timestamp = '',
    @Headers('x-signature') signature = '',
    @Headers('x-external-id') externalId = '',
    @Req() request: RawBodyRequest<Request>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ responseCode: string; responseMessage: string }> {
    const body = request.rawBody?.toString('utf8') ?? ''
    const path = request.originalUrl
    const { status, ...reply } = await this.notices.hear({ path, body, timestamp, signature, externalId })
    response.status(status)
    return reply
  }
}
