import sharp from 'sharp'
import { uploadLimits } from '../upload-limits.rule.js'
import { NotOpenable, PAGE_SIDE, type RenderedPage } from './rendered-page.js'
import { runTool } from './run-tool.js'

let found: Promise<boolean> | undefined

/** Whether this machine has Poppler's tools; asked once. */
export function canRenderPdf(): Promise<boolean> {
  found ??= runTool('pdfinfo', ['-v']).then(({ code }) => code === 0)
  return found
}

/**
 * Number of pages of a PDF.
 * @throws NotOpenable when it is broken, locked, or longer than we take
 */
export async function pagesOfPdf(content: Buffer): Promise<number> {
  const { code, output, errors } = await runTool('pdfinfo', ['-'], content)
  if (code !== 0) throw new NotOpenable(/password/i.test(errors) ? 'locked' : 'broken', new Error(errors))
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(output.toString())?.[1] ?? 0)
  if (pages < 1) throw new NotOpenable('broken')
  if (pages > uploadLimits.pages) throw new NotOpenable('too_many_pages')
  return pages
}

/** A picture of one page, from 1. */
export async function renderPdfPage(content: Buffer, page: number): Promise<RenderedPage> {
  const number = String(page)
  const options = ['-f', number, '-l', number, '-singlefile', '-jpeg', '-scale-to', String(PAGE_SIDE), '-']
  const { code, output, errors } = await runTool('pdftoppm', options, content)
  if (code !== 0 || output.length === 0) throw new NotOpenable('broken', new Error(errors))
  const { width, height } = await sharp(output).metadata()
  return { content: output, width, height }
}
