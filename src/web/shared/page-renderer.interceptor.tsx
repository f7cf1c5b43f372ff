import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { Response } from 'express'
import { concatMap, type Observable } from 'rxjs'
import type { RequestWithStaff } from '../../platform/login/signed-in.js'
import { assertOwnForm } from './csrf.js'
import { isPage, PageWithStatus, SeeOther } from './page-answer.js'
import { Pages } from './pages.service.js'

const READING = ['GET', 'HEAD']

/** Draws what a page controller returns, and takes no form that a page of ours did not send. */
@Injectable()
export class PageRenderer implements NestInterceptor {
  constructor(private readonly pages: Pages) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<RequestWithStaff>()
    const response = context.switchToHttp().getResponse<Response>()
    if (!READING.includes(request.method)) assertOwnForm(request)
    return next.handle().pipe(
      concatMap((answer: unknown) => {
        if (answer instanceof SeeOther) return [this.redirect(answer, response)]
        if (answer instanceof PageWithStatus) {
          response.status(answer.status)
          return [this.pages.send(answer.page, request, response)]
        }
        return [isPage(answer) ? this.pages.send(answer, request, response) : answer]
      }),
    )
  }

  private redirect({ location }: SeeOther, response: Response): string {
    response.status(303).set({ Location: location, 'Cache-Control': 'no-store' }).type('text/plain')
    return ''
  }
}
