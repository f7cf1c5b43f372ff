import { StreamableFile } from '@nestjs/common'
import type { OpenedFile } from '../../documents/documents-of-claim.query.js'

/** A page's picture, to be shown within a page of ours. */
export function pictureOf({ content, mediaType }: OpenedFile): StreamableFile {
  return new StreamableFile(content, { type: mediaType, disposition: 'inline', length: content.length })
}
