import sharp from 'sharp'
import { runTool } from '../rendering/run-tool.js'

/** Width in pixels at which the letters of a card and of a page are as large as the reader likes them. */
const WIDTH = 2_000

/** Text as a machine read it; a hint, never a fact. */
export interface TextOfPage {
  readonly lines: readonly string[]
  /** Mean certainty of the words, 0 to 100. */
  readonly confidence: number
}

/** Reading was stopped at its limit of time, memory or output, or the reader broke down over this page. */
export class NotReadable extends Error {
  constructor(reason: string) {
    super(`The page could not be read: ${reason}`)
    this.name = 'NotReadable'
  }
}

let found: Promise<boolean> | undefined

/** Whether this machine has Tesseract with Indonesian; asked once. SANTUN_TEXT_READER=off leaves it alone. */
export function canReadText(): Promise<boolean> {
  if (process.env.SANTUN_TEXT_READER === 'off') return Promise.resolve(false)
  found ??= runTool('tesseract', ['--list-langs']).then(
    ({ code, output }) => code === 0 && /^ind$/m.test(output.toString()),
  )
  return found
}

/** The text of one page picture, line by line. @throws NotReadable */
export async function readText(page: Buffer): Promise<TextOfPage> {
  const options = ['-', '-', '-l', 'ind', '--psm', '6', 'tsv']
  const { code, output, errors } = await runTool('tesseract', options, await cleanedUp(page))
  if (code !== 0) throw new NotReadable(code === null ? 'stopped at a limit' : errors)
  return textOf(output.toString())
}

/** Even light, calm ground, sharp edges: on photos this decides between half of the fields and all of them. */
function cleanedUp(page: Buffer): Promise<Buffer> {
  return sharp(page)
    .autoOrient()
    .greyscale()
    .resize({ width: WIDTH })
    .normalise()
    .median(3)
    .sharpen()
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** Columns of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function textOf(table: string): TextOfPage {
  const lines = new Map<string, string[]>()
  const certainties: number[] = []
  for (const row of table.split('\n').slice(1)) {
    const [level, page, block, paragraph, line, , , , , , confidence, text] = row.split('\t')
    if (level !== '5' || !text?.trim()) continue
    const place = [page, block, paragraph, line].join('.')
    lines.set(place, [...(lines.get(place) ?? []), text.trim()])
    certainties.push(Number(confidence))
  }
  const sum = certainties.reduce((total, one) => total + one, 0)
  return {
    lines: [...lines.values()].map((words) => words.join(' ')),
    confidence: certainties.length === 0 ? 0 : Math.round(sum / certainties.length),
  }
}
