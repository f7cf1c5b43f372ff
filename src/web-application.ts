import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { prepareWebApplication, webApplicationOptions } from './api/prepare-web-application.js'
import { type RuntimeSettings, WebModule } from './web.module.js'

/** Pages and API as one application, ready to listen. */
export async function createWebApplication(settings: RuntimeSettings): Promise<NestExpressApplication> {
  const application = await NestFactory.create<NestExpressApplication>(
    WebModule.for(settings),
    webApplicationOptions,
  )
  prepareWebApplication(application)
  return application
}
