import type { NestApplicationOptions } from '@nestjs/common'
import type { NestExpressApplication } from '@nestjs/platform-express'
import compression from 'compression'
import cookieParser from 'cookie-parser'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { Logger } from 'nestjs-pino'
import { Readiness } from './health/readiness.service.js'
import { mountOpenApi } from './openapi/open-api.js'

/**
 * Bodies are read by the parsers below, with limits, and kept as they came because callers may have signed them; nothing
 * is printed before the log is there.
 */
export const webApplicationOptions: NestApplicationOptions = {
  bodyParser: false,
  bufferLogs: true,
  rawBody: true,
  abortOnError: false,
}

const JSON_LIMIT = '256kb'
const FORM_LIMIT = '64kb'

/** What a page may load: files of ours, and nothing that stands in the page itself. */
const directives = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}
/** The page of the API description sets styles on its elements; scripts come from files of ours there too. */
const docsDirectives = { ...directives, styleSrc: ["'self'", "'unsafe-inline'"] }

/** What stands before every route: the log, protective headers, cookies, a parser with a limit, the API's description. */
export function prepareWebApplication(application: NestExpressApplication): void {
  application.useLogger(application.get(Logger))
  // Which proxies may say under which address and scheme we were asked; by default only one on this machine.
  application.set('trust proxy', trustedProxies(process.env.SANTUN_TRUST_PROXY))
  application.set('etag', false)
  application.use(protectiveHeaders())
  application.use(compression())
  application.use(cookieParser())
  application.useBodyParser('json', { limit: JSON_LIMIT })
  application.useBodyParser('urlencoded', { limit: FORM_LIMIT, extended: false, parameterLimit: 200 })
  application.use(
    '/api/v1',
    (_request: unknown, response: { set(name: string, value: string): void }, next: () => void) => {
      // Personal data is kept nowhere on its way.
      response.set('Cache-Control', 'no-store')
      next()
    },
  )
  mountOpenApi(application, application.get(Readiness).version)
}

function protectiveHeaders(): RequestHandler {
  const pages = helmet({ contentSecurityPolicy: { useDefaults: false, directives } })
  const docs = helmet({ contentSecurityPolicy: { useDefaults: false, directives: docsDirectives } })
  return (request, response, next) => {
    const protect = request.path.startsWith('/api/docs') ? docs : pages
    protect(request, response, next)
  }
}

/** How many proxies stand before us, or which addresses they have. */
function trustedProxies(setting = 'loopback'): string | number {
  return /^\d+$/.test(setting) ? Number(setting) : setting
}
