/**
 * One line for each request: when, who, what, how it ended, how long it took. Never a body, a query string, a header or
 * a person's number.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Module } from '@nestjs/common'
import { LoggerModule, type Params } from 'nestjs-pino'
import { type DestinationStream, stdTimeFunctions } from 'pino'
import type { RequestWithStaff } from '../login/signed-in.js'
import { loggedError, withoutNumbers } from './scrub.js'

/** Where log lines go; tests collect them. Those of one turn of the event loop are written at once, at its end. */
export class LogDestination implements DestinationStream {
  private lines = ''

  constructor() {
    process.once('exit', () => this.flush())
  }

  write(line: string): void {
    if (this.lines === '') setImmediate(() => this.flush())
    this.lines += line
  }

  private flush(): void {
    if (this.lines !== '') process.stdout.write(this.lines)
    this.lines = ''
  }
}

@Module({ providers: [LogDestination], exports: [LogDestination] })
class LogDestinationModule {}

@Module({
  imports: [
    LoggerModule.forRootAsync({
      imports: [LogDestinationModule],
      inject: [LogDestination],
      useFactory: (destination: LogDestination): Params => ({ pinoHttp: [options, destination] }),
    }),
  ],
  exports: [LoggerModule],
})
export class LoggingModule {}

interface LoggedRequest {
  id: unknown
  method: string
  originalUrl?: string
  url: string
}

type PinoHttpOptions = Extract<Params['pinoHttp'], readonly unknown[]>[0]

const options: PinoHttpOptions = {
  level: process.env.LOG_LEVEL ?? 'info',
  timestamp: stdTimeFunctions.isoTime,
  base: null,
  genReqId: requestId,
  serializers: {
    req: ({ id, method, originalUrl, url }: LoggedRequest) => ({
      id,
      method,
      path: pathOf(originalUrl ?? url),
    }),
    res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    err: loggedError,
  },
  wrapSerializers: false,
  customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
  customSuccessObject: (request, _response, line: object) => withStaff(request, line),
  customErrorObject: (request, _response, _error, line: object) => withStaff(request, line),
  customSuccessMessage: () => 'request',
  customErrorMessage: () => 'request',
  hooks: {
    logMethod(args, method) {
      const clean = args.map((arg: unknown) => (typeof arg === 'string' ? withoutNumbers(arg) : arg))
      method.apply(this, clean as Parameters<typeof method>)
    },
  },
}

/** `customProps` would say it too, by two more loggers for each request. */
function withStaff(request: IncomingMessage, line: object): object {
  const { staff } = request as RequestWithStaff
  return staff ? { ...line, staff: staff.staffId } : line
}

/** A caller may name its request, so that its log and ours can be laid side by side. */
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}

function pathOf(url: string): string {
  const path = url.split('?')[0] ?? ''
  try {
    return withoutNumbers(decodeURIComponent(path))
  } catch {
    return withoutNumbers(path)
  }
}
