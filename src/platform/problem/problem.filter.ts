/**
 * Turns whatever went wrong into one form of answer: application/problem+json (RFC 9457). What we foresaw says so in
 * words; what we did not foresee says only that it happened and under which number our log has it.
 */
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Injectable,
  Logger,
  Optional,
} from '@nestjs/common'
import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { isDatabaseAway } from './database-away.js'
import {
  BodyTooLarge,
  InternalError,
  MalformedRequest,
  TooManyRequests,
  UnsupportedMediaType,
} from './http-problems.js'
import { type ProblemInWords, ProblemPage } from './problem-page.port.js'
import { PublicUrl } from '../public-url.js'
import { ProblemWords } from './problem-words.js'
import {
  NotAllowed,
  NotFound,
  NotSignedIn,
  Problem,
  TransitionRefused,
  UpstreamUnavailable,
} from './problems.js'

/** Where the page that explains each code lives. */
export const PROBLEM_PAGES = '/api/problems'

/** Request and response as the request log sees them: it numbers the one and reads the fault off the other. */
type LoggedRequest = Request & { id?: unknown; log?: unknown }
type LoggedResponse = Response & { err?: Error }

@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name)

  constructor(
    private readonly words: ProblemWords,
    private readonly site: PublicUrl,
    @Optional() private readonly page?: ProblemPage,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<LoggedRequest>()
    const response = host.switchToHttp().getResponse<LoggedResponse>()
    const problem = foreseen(exception) ?? unforeseen(exception, request)
    if (problem.status >= 500) this.leaveInLog(exception, request, response)
    if (response.headersSent) {
      response.destroy()
      return
    }
    if (this.page && wantsPage(request)) {
      this.page.answer(problem, this.inWords(problem), request, response)
      return
    }
    if (problem instanceof NotSignedIn) response.set('WWW-Authenticate', 'Bearer realm="Santun"')
    response.set('Cache-Control', 'no-store').status(problem.status).type('application/problem+json')
    response.send(JSON.stringify(this.documentOf(problem, request)))
  }

  private inWords(problem: Problem): ProblemInWords {
    const words = this.words.find(problem.code)
    const refused = problem instanceof TransitionRefused
    return {
      title: words?.title ?? problem.code,
      detail: (refused ? undefined : problem.message) || (words?.text ?? ''),
      cure: words?.cure,
      refusals: refused ? problem.refusals.map((refusal) => this.words.refusal(refusal).words) : [],
    }
  }

  /** On the line of its request; a route that stands before the request log gets a line of its own. */
  private leaveInLog(exception: unknown, request: LoggedRequest, response: LoggedResponse): void {
    const fault = exception instanceof Error ? exception : new Error(String(exception))
    if (request.log === undefined) this.log.error(fault)
    else response.err = fault
  }

  private documentOf(problem: Problem, request: Request): Record<string, unknown> {
    const words = this.words.find(problem.code)
    const refused = problem instanceof TransitionRefused
    return {
      type: `${this.site.base}${PROBLEM_PAGES}/${problem.code}`,
      title: words?.title ?? problem.code,
      status: problem.status,
      detail: (refused ? undefined : problem.message) || words?.text,
      instance: request.originalUrl.split('?')[0],
      code: problem.code,
      ...problem.extensions(),
      ...(refused ? { refusals: problem.refusals.map((refusal) => this.words.refusal(refusal)) } : {}),
    }
  }
}

/** A person's browser asks for HTML by name; the door for machines never answers with it. */
function wantsPage(request: Request): boolean {
  return !request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html'
}

function foreseen(exception: unknown): Problem | undefined {
  if (exception instanceof Problem) return exception
  if (exception instanceof HttpException) return ofStatus(exception.getStatus())
  if (isDatabaseAway(exception)) return new UpstreamUnavailable()
  return undefined
}

/** What the framework itself refuses: no such route, a body that cannot be read. Its own words are for programmers. */
function ofStatus(status: number): Problem | undefined {
  if (status >= 500) return undefined
  switch (status) {
    case 401:
      return new NotSignedIn()
    case 403:
      return new NotAllowed()
    case 404:
      return new NotFound()
    case 413:
      return new BodyTooLarge()
    case 415:
      return new UnsupportedMediaType()
    case 429:
      return new TooManyRequests()
    default:
      return new MalformedRequest()
  }
}

function unforeseen(exception: unknown, request: LoggedRequest): Problem {
  const id = typeof request.id === 'string' ? request.id : randomUUID()
  return new InternalError(id)
}
