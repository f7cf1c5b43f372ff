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

/**
 * Whether two rendered pages are the same photograph, however it was saved, shrunk or brightened. The same form of
 * another person, or another photo of the same paper, is not: some square of it shows something else.
 */
export async function isSamePhotograph(one: Buffer, other: Buffer): Promise<boolean> {
  const [mine, theirs] = await Promise.all([sizeOf(one), sizeOf(other)])
  const ratio = mine.height / mine.width
  if (Math.abs(theirs.height / theirs.width / ratio - 1) > RATIO_APART) return false
  const width = wholeSquares(Math.min(WIDTH, mine.width, theirs.width))
  const height = wholeSquares(width * ratio)
  if (width === 0 || height === 0) return false
  const size = { width, height }
  const squares = correlations(await greysOf(one, size), await greysOf(other, size), size)
  const differing = squares.filter((correlation) => correlation < ALIKE)
  return squares.length >= LEAST_SQUARES && differing.length <= MAY_DIFFER
}

interface Size {
  readonly width: number
  readonly height: number
}

async function sizeOf(picture: Buffer): Promise<Size> {
  const { width, height } = await sharp(picture).metadata()
  return { width, height }
}

function wholeSquares(pixels: number): number {
  return Math.floor(pixels / SQUARE) * SQUARE
}

function greysOf(picture: Buffer, { width, height }: Size): Promise<Buffer> {
  return sharp(picture).greyscale().resize({ width, height, fit: 'fill' }).raw().toBuffer()
}

/** Pearson's correlation of each square that shows something in either picture. */
function correlations(one: Buffer, other: Buffer, { width, height }: Size): number[] {
  const found: number[] = []
  for (let top = 0; top < height; top += SQUARE) {
    for (let left = 0; left < width; left += SQUARE) {
      const { variance, otherVariance, covariance } = spread(one, other, top * width + left, width)
      if (Math.max(variance, otherVariance) < LEAST_VARIANCE) continue
      const scale = Math.sqrt(variance * otherVariance)
      found.push(scale === 0 ? 0 : covariance / scale)
    }
  }
  return found
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
