import { applyDecorators, Controller, UseInterceptors } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import { PageRenderer } from './page-renderer.interceptor.js'

/** A controller whose routes return pages; each route still says who may open it. */
export const PageController = (path = ''): ClassDecorator =>
  applyDecorators(Controller(path), UseInterceptors(PageRenderer), ApiExcludeController())
