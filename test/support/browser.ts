/** Debian's Chromium, driven as a person would use a phone or a desk, with what it loads measured. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
export const chromiumPath = (): string | undefined => CHROMIUM.find((path) => existsSync(path))

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 800 }

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: flags })
}

/** A browser of its own: no cookies of others; with or without script. */
export async function openContext(
  browser: Browser,
  baseURL: string,
  { viewport = PHONE, script = true } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    viewport,
    javaScriptEnabled: script,
    locale: 'id-ID',
    timezoneId: 'Asia/Makassar',
  })
  context.setDefaultTimeout(20_000)
  return context
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

export interface Violation {
  id: string
  help: string
  nodes: string[]
}

/** What axe finds wrong on the page as it is now; none is the only good answer. */
export async function violationsOf(page: Page): Promise<Violation[]> {
  const source = await readFile(axe, 'utf8')
  // The page's policy keeps foreign scripts out; the tester's comes in by the side door.
  await page.evaluate(source)
  return page.evaluate(async () => {
    interface Axe {
      run(): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run()
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }))
  })
}

/** How far the page is wider than the window, in pixels. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

/** Bytes over the wire for everything this page loads, and for its scripts. */
export async function weigh(page: Page, path: string): Promise<{ all: number; script: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const scripts = new Set<string>()
  const weight = { all: 0, script: 0 }
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    weight.all += encodedDataLength
    if (scripts.has(requestId)) weight.script += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  await session.detach()
  return weight
}
