import {
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { Request } from 'express'
import { UnsupportedMediaType } from '../platform/problem/http-problems.js'
import { API } from './paths.js'

const TAKES = 'santun:takes'

/** The kind of body this route takes; every route without one takes JSON. */
export const Takes = (mediaType: string): CustomDecorator => SetMetadata(TAKES, mediaType)

/** This route takes a form with a file. */
export const TakesForm = (): CustomDecorator => Takes('multipart/form-data')

/** Refuses a body of a kind that the route does not read, instead of treating it as empty. */
@Injectable()
export class MediaTypeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>()
    if (!request.path.startsWith(`/${API}/`)) return true
    const expected = this.reflector.get<string | undefined>(TAKES, context.getHandler()) ?? 'application/json'
    // `is` answers null for a request without a body.
    if (hasBody(request) && request.is(expected) === false) throw new UnsupportedMediaType()
    return true
  }
}

function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0
}
