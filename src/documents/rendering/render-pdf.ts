import { spawn } from 'node:child_process'
import sharp from 'sharp'
import { uploadLimits } from '../upload-limits.rule.js'
import { NotOpenable, PAGE_SIDE, type RenderedPage } from './rendered-page.js'

const SECONDS = 20
const ADDRESS_SPACE_KB = 1_048_576
const OUTPUT_BYTES = 32 * 1024 * 1024

interface Ended {
  code: number | null
  output: Buffer
  errors: string
}

let found: Promise<boolean> | undefined

/** Whether this machine has Poppler's tools; asked once. */
export function canRenderPdf(): Promise<boolean> {
  found ??= run('pdfinfo', ['-v'], Buffer.alloc(0)).then(({ code }) => code === 0)
  return found
}

/**
 * Number of pages of a PDF.
 * @throws NotOpenable when it is broken, locked, or longer than we take
 */
export async function pagesOfPdf(content: Buffer): Promise<number> {
  const { code, output, errors } = await run('pdfinfo', ['-'], content)
  if (code !== 0) throw new NotOpenable(/password/i.test(errors) ? 'locked' : 'broken', new Error(errors))
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(output.toString())?.[1] ?? 0)
  if (pages < 1) throw new NotOpenable('broken')
  if (pages > uploadLimits.pages) throw new NotOpenable('too_many_pages')
  return pages
}

/** A picture of one page, from 1. The PDF goes in and the picture comes out by pipe: nothing readable touches the disk. */
export async function renderPdfPage(content: Buffer, page: number): Promise<RenderedPage> {
  const number = String(page)
  const options = ['-f', number, '-l', number, '-singlefile', '-jpeg', '-scale-to', String(PAGE_SIDE), '-']
  const { code, output, errors } = await run('pdftoppm', options, content)
  if (code !== 0 || output.length === 0) throw new NotOpenable('broken', new Error(errors))
  const { width, height } = await sharp(output).metadata()
  return { content: output, width, height }
}

/** Runs a tool on hostile content: as its own process, with an end to its time, its memory and its output. */
function run(tool: string, options: readonly string[], input: Buffer): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const limited = ['-c', `ulimit -v ${ADDRESS_SPACE_KB}; exec "$0" "$@"`, tool, ...options]
    const child = spawn('/bin/sh', limited, {
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
      env: { PATH: process.env.PATH },
    })
    const output: Buffer[] = []
    let bytes = 0
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > OUTPUT_BYTES) child.kill('SIGKILL')
      else output.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(0, 2_000)))
    // A tool that has seen enough closes its input; its answer counts, not our writing.
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output), errors }))
    child.stdin.end(input)
  })
}
