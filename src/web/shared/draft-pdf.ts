import { StreamableFile } from '@nestjs/common'

/** A draft of a letter to look at; no cache keeps it. */
export function draftPdf(number: string, content: Buffer): StreamableFile {
  return new StreamableFile(content, {
    type: 'application/pdf',
    disposition: `inline; filename="konsep-${number}.pdf"`,
    length: content.length,
  })
}
