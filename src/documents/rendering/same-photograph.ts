import sharp from 'sharp'

/** Width at which two pictures are laid over each other: lines of a form are some pixels high, its letters are not read. */
const WIDTH = 512
/** Side of the squares that are compared by themselves, so that one name on a form counts as much as its whole frame. */
const SQUARE = 16
/** Brightness must vary by more than this, squared, for a square to show anything. */
const LEAST_VARIANCE = 100
/** Fewer squares than this that show something are no picture to tell apart: a blank page, a dark photo. */
const LEAST_SQUARES = 12
/** Correlation below which a square shows something else; saving anew leaves about 0.83, another name on the same form 0.66. */
const ALIKE = 0.75
/** One square may suffer from compression; a name covers several. */
const MAY_DIFFER = 1
const RATIO_APART = 0.03

/** A page in grey, shrunk to what is compared; made once, however often it is laid over others. */
export interface GreyPage {
  readonly ratio: number
  readonly width: number
  readonly height: number
  readonly greys: Buffer
}

export async function greyPageOf(picture: Buffer): Promise<GreyPage> {
  const { width: wide, height: high } = await sharp(picture).metadata()
  const ratio = high / wide
  const width = wholeSquares(Math.min(WIDTH, wide))
  const height = wholeSquares(width * ratio)
  if (width === 0 || height === 0) return { ratio, width: 0, height: 0, greys: Buffer.alloc(0) }
  const greys = await sharp(picture).greyscale().resize({ width, height, fit: 'fill' }).raw().toBuffer()
  return { ratio, width, height, greys }
}

/**
 * Whether two rendered pages are the same photograph, however it was saved, shrunk or brightened. The same form of
 * another person, or another photo of the same paper, is not: some square of it shows something else.
 */
export async function isSamePhotograph(one: GreyPage, other: GreyPage): Promise<boolean> {
  if (Math.abs(other.ratio / one.ratio - 1) > RATIO_APART) return false
  const [small, large] = one.width <= other.width ? [one, other] : [other, one]
  if (small.width === 0) return false
  return agree(small, await shrunkTo(small, large))
}

function wholeSquares(pixels: number): number {
  return Math.floor(pixels / SQUARE) * SQUARE
}

async function shrunkTo({ width, height }: GreyPage, page: GreyPage): Promise<Buffer> {
  if (page.width === width && page.height === height) return page.greys
  const raw = { width: page.width, height: page.height, channels: 1 } as const
  return sharp(page.greys, { raw }).greyscale().resize({ width, height, fit: 'fill' }).raw().toBuffer()
}

/** By Pearson's correlation of each square that shows something in either picture; most strangers differ at once. */
function agree({ greys, width, height }: GreyPage, other: Buffer): boolean {
  let [shown, differing] = [0, 0]
  for (let top = 0; top < height; top += SQUARE) {
    for (let left = 0; left < width; left += SQUARE) {
      const { variance, otherVariance, covariance } = spread(greys, other, top * width + left, width)
      if (Math.max(variance, otherVariance) < LEAST_VARIANCE) continue
      shown += 1
      const scale = Math.sqrt(variance * otherVariance)
      if ((scale === 0 ? 0 : covariance / scale) < ALIKE) differing += 1
      if (differing > MAY_DIFFER) return false
    }
  }
  return shown >= LEAST_SQUARES
}

function spread(one: Buffer, other: Buffer, from: number, width: number) {
  let [sum, otherSum, squares, otherSquares, products] = [0, 0, 0, 0, 0]
  for (let row = 0; row < SQUARE; row++) {
    const start = from + row * width
    for (let at = start; at < start + SQUARE; at++) {
      const [grey = 0, otherGrey = 0] = [one[at], other[at]]
      sum += grey
      otherSum += otherGrey
      squares += grey * grey
      otherSquares += otherGrey * otherGrey
      products += grey * otherGrey
    }
  }
  const count = SQUARE * SQUARE
  return {
    variance: squares / count - (sum / count) ** 2,
    otherVariance: otherSquares / count - (otherSum / count) ** 2,
    covariance: products / count - (sum * otherSum) / count ** 2,
  }
}
