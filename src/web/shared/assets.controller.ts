import { Controller, Get, Param, Req, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { Request, Response } from 'express'
import { Public } from '../../platform/login/access.js'
import { NotFound } from '../../platform/problem/problems.js'
import { Assets } from './assets.js'

const FOR_GOOD = 'public, max-age=31536000, immutable'

/** Style sheets and scripts; the digest in the name changes with the content. */
@ApiExcludeController()
@Controller('aset')
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':name')
  @Public()
  send(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.assets.find(name)
    if (!asset) throw new NotFound()
    const encoding = request.acceptsEncodings(['br', 'gzip'])
    response.set({ 'Content-Type': asset.type, 'Cache-Control': FOR_GOOD, Vary: 'Accept-Encoding' })
    if (encoding === 'br') response.set('Content-Encoding', 'br').end(asset.brotli)
    else if (encoding === 'gzip') response.set('Content-Encoding', 'gzip').end(asset.gzip)
    else response.end(asset.plain)
  }
}
