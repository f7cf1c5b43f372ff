import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe } from '@jest/globals'
import { chromiumPath } from './browser.js'

/** Parts of a machine that some suites need; each says how it is found and what is skipped without it. */
const parts = {
  clamd: () =>
    ['/usr/sbin/clamd', '/usr/bin/clamd', '/usr/local/sbin/clamd'].some((path) => existsSync(path)),
  tesseract: () => /^ind$/m.test(spawnSync('tesseract', ['--list-langs']).stdout?.toString() ?? ''),
  redis: () => spawnSync('redis-server', ['--version']).status === 0,
  xmllint: () => spawnSync('xmllint', ['--version']).status === 0,
  poppler: () => spawnSync('pdftoppm', ['-v']).status === 0,
  /** Root, on a system that lets it mount a small disk. */
  mount: () => spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
  swift: () => existsSync('/usr/bin/swift-proxy-server'),
  chromium: () => chromiumPath() !== undefined,
  fonts: () => /Liberation/.test(spawnSync('fc-list').stdout?.toString() ?? ''),
} as const
export type Part = keyof typeof parts

const required = (process.env.SANTUN_REQUIRE ?? '').split(',').map((part) => part.trim())

/** `describe` where this machine has the parts; else skipped with its reason, or failing where SANTUN_REQUIRE names one. */
export function describeWith(needed: readonly Part[]): typeof describe | typeof describe.skip {
  const missing = needed.filter((part) => !parts[part]())
  if (missing.length === 0) return describe
  const demanded = missing.filter((part) => required.includes(part))
  if (demanded.length > 0)
    throw new Error(`SANTUN_REQUIRE names ${demanded.join(', ')}, which this machine does not have.`)
  process.stderr.write(`Skipped, because this machine has no ${missing.join(', ')}.\n`)
  return describe.skip
}
