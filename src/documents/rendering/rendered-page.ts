/** A picture of one page: no hidden data, upright, small enough to look at. */
export interface RenderedPage {
  readonly content: Buffer
  readonly width: number
  readonly height: number
}

export const PAGE_MEDIA_TYPE = 'image/jpeg'

/** Longest side of a page picture in pixels: text of an identity card stays readable. */
export const PAGE_SIDE = 2_000

/** The content cannot be opened: broken, locked, or larger than we open. `reason` is a code for the verifier. */
export class NotOpenable extends Error {
  constructor(
    readonly reason: 'broken' | 'too_many_pixels' | 'too_many_pages' | 'locked',
    cause?: unknown,
  ) {
    super(`The content cannot be opened: ${reason}.`, { cause })
    this.name = 'NotOpenable'
  }
}
