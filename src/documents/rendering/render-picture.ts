import phashModule from 'sharp-phash'
import sharp from 'sharp'
import { uploadLimits } from '../upload-limits.rule.js'
import { NotOpenable, PAGE_SIDE, type RenderedPage } from './rendered-page.js'

const SECONDS = 20

// Many small pictures by several workers: a cache would only hold memory, and one thread each is enough.
sharp.cache(false)
sharp.concurrency(1)

/** The package is one CommonJS function; its types say "default". */
const phash = phashModule as unknown as typeof phashModule.default

/**
 * Decodes a photo whole and encodes it anew: upright, without EXIF, place or device, at most 2,000 pixels long.
 * @throws NotOpenable when it is broken or has more pixels than we open
 */
export async function renderPicture(content: Buffer): Promise<RenderedPage> {
  try {
    const { data, info } = await sharp(content, {
      limitInputPixels: uploadLimits.pixels,
      failOn: 'truncated',
    })
      .autoOrient()
      .resize({ width: PAGE_SIDE, height: PAGE_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .timeout({ seconds: SECONDS })
      .toBuffer({ resolveWithObject: true })
    return { content: data, width: info.width, height: info.height }
  } catch (error) {
    throw new NotOpenable(/pixel limit/i.test(String(error)) ? 'too_many_pixels' : 'broken', error)
  }
}

/** Perceptual hash of a rendered page: 64 bits as text of 0 and 1; the same picture saved anew differs in a few. */
export function pictureHash(page: RenderedPage): Promise<string> {
  return phash(page.content)
}
