import { Clock } from '../../platform/clock/clock.js'
import { Sql } from '../../platform/database/sql.js'
import { canRenderPdf, pagesOfPdf, renderPdfPage } from '../rendering/render-pdf.js'
import { pictureHash, renderPicture } from '../rendering/render-picture.js'
import { NotOpenable, PAGE_MEDIA_TYPE, type RenderedPage } from '../rendering/rendered-page.js'
import { writeHolding } from '../claim-access.js'
import { DocumentVault } from '../storage/document-vault.js'
import type { CheckResult, DocumentCheck, FileToCheck } from './document-check.js'

const ANY_SIZE = Number.MAX_SAFE_INTEGER

/** Opens the file as a person would, and keeps the pictures of its pages that people will look at. */
export class OpensCheck implements DocumentCheck {
  readonly kind = 'opens'

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly vault: DocumentVault,
  ) {}

  async run(file: FileToCheck): Promise<CheckResult> {
    try {
      if (file.mediaType === 'application/pdf') return await this.openPdf(file)
      // Phones write HEIC, but its codec may not be shipped; a person opens the original.
      if (isHeic(file.mediaType)) return { outcome: 'unavailable', detail: { because: 'heic' } }
      return await this.openPicture(file)
    } catch (error) {
      if (error instanceof NotOpenable) return { outcome: 'fail', detail: { because: error.reason } }
      throw error
    }
  }

  private async openPicture(file: FileToCheck): Promise<CheckResult> {
    const page = await renderPicture(file.content)
    await this.keep(file, 1, page)
    return { outcome: 'pass', detail: { pages: 1, width: page.width, height: page.height } }
  }

  private async openPdf(file: FileToCheck): Promise<CheckResult> {
    if (!(await canRenderPdf())) return { outcome: 'unavailable', detail: { because: 'no_pdf_reader' } }
    const pages = await pagesOfPdf(file.content)
    for (let page = 1; page <= pages; page++)
      await this.keep(file, page, await renderPdfPage(file.content, page))
    return { outcome: 'pass', detail: { pages } }
  }

  private async keep(file: FileToCheck, number: number, page: RenderedPage): Promise<void> {
    const content = await this.vault.receive(file.claimId, page.content, ANY_SIZE)
    const key = await content.keep()
    await this.sql.rows(
      `insert into document_preview (file_id, page, storage_key, media_type, size, width, height, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (file_id, page) do update set storage_key = excluded.storage_key, size = excluded.size,
         width = excluded.width, height = excluded.height, made_at = excluded.made_at`,
      [file.id, number, key, PAGE_MEDIA_TYPE, content.size, page.width, page.height, this.clock.now()],
    )
    if (number > 1) return
    const hash = await pictureHash(page)
    await writeHolding(
      this.sql,
      file.claimId,
      'update document_file set picture_hash = $2::bit(64) where id = $1',
      [file.id, hash],
    )
  }
}

function isHeic(mediaType: string): boolean {
  return mediaType === 'image/heic' || mediaType === 'image/heif'
}
