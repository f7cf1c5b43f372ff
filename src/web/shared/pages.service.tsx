import { Injectable } from '@nestjs/common'
import type { Response } from 'express'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Clock } from '../../platform/clock/clock.js'
import type { RequestWithStaff } from '../../platform/login/signed-in.js'
import { Assets } from './assets.js'
import { csrfOf } from './csrf.js'
import { type Language, PageContext, type PageContextValue } from './page-context.js'

const LANGUAGE_COOKIE = 'bahasa'

/** Turns a page into HTML, with what it must know of the request. */
@Injectable()
export class Pages {
  constructor(
    private readonly assets: Assets,
    private readonly clock: Clock,
  ) {}

  /** The HTML of a page; sets its type, and that nobody keeps it. */
  send(page: VNode, request: RequestWithStaff, response: Response): string {
    response.set('Cache-Control', 'no-store').type('text/html; charset=utf-8')
    const value = this.contextOf(request)
    const body = renderToString(<PageContext.Provider value={value}>{page}</PageContext.Provider>)
    // A piece for htmx is part of a page that is there already.
    return body.startsWith('<html') ? `<!doctype html>${body}` : body
  }

  private contextOf(request: RequestWithStaff): PageContextValue {
    return {
      assets: this.assets.addresses,
      csrf: csrfOf(request),
      language: languageOf(request),
      path: request.originalUrl,
      staff: request.staff,
      operator: {
        name: process.env.SANTUN_OPERATOR ?? 'Santun',
        phone: process.env.SANTUN_PHONE ?? '(0543) 555-0164',
      },
      now: this.clock.now(),
    }
  }
}

/** Families read Indonesian; staff may choose. */
function languageOf(request: RequestWithStaff): Language {
  const cookies = request.cookies as Record<string, unknown> | undefined
  return request.staff && cookies?.[LANGUAGE_COOKIE] === 'en' ? 'en' : 'id'
}
