import { Module } from '@nestjs/common'
import { PublicUrl } from './public-url.js'

/** The address that is written into messages, letters and answers: from the settings, never from a request. */
@Module({
  providers: [{ provide: PublicUrl, useFactory: () => PublicUrl.from(process.env) }],
  exports: [PublicUrl],
})
export class PublicUrlModule {}
