// Builds the product when a source is newer than the last build, and is silent when there is nothing to do. Node runs
// this file as it stands, before anything is built; it must not import other files of the project.
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stamp = join('dist', '.built')
const sources = ['src', 'libs', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json']

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return Math.max(stat.mtimeMs, ...entries.map((entry) => changedAt(join(entry.parentPath, entry.name))))
}

const started = Date.now()
if (Math.max(...sources.map(newest)) > changedAt(stamp)) {
  rmSync(stamp, { force: true })
  const nest = join('node_modules', '@nestjs', 'cli', 'bin', 'nest.js')
  const build = spawnSync(process.execPath, [nest, 'build'], { encoding: 'utf8' })
  if (build.status !== 0) {
    process.stderr.write(`${build.stdout}${build.stderr}\n`)
    process.exit(build.status ?? 1)
  }
  // The stamp bears the time at which the build began: what was edited meanwhile is built next time.
  writeFileSync(stamp, '')
  utimesSync(stamp, started / 1000, started / 1000)
}
