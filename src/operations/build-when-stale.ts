// Builds the product when a source is newer than the last build, and is silent when there is nothing to do. Node runs
// this file as it stands, before anything is built; it must not import other files of the project. It translates by the
// same `.swcrc` as the tests and looks at no types: that is what `npm run typecheck` is for, which takes ten times as long.
import { globSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { transformFile } from '@swc/core'

const out = 'dist'
const stamp = join(out, '.built')
const folders = ['src', 'libs']
const settings = ['.swcrc', 'package.json', join('src', 'operations', 'build-when-stale.ts')]
/** Tests stay where they are, and what runs in the browser is bundled by the product itself. */
const others = /\.spec\.tsx?$|^src[\\/]web[\\/]client[\\/]|build-when-stale\.ts$/

const sources = globSync(folders.map((folder) => `${folder}/**/*.{ts,tsx}`)).filter(
  (file) => !others.test(file),
)

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

async function translate(file: string): Promise<void> {
  const { code, map = '' } = await transformFile(file, { sourceMaps: true })
  const target = join(out, file.replace(/\.tsx?$/, '.js'))
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, `${code}//# sourceMappingURL=${target.replace(/^.*[\\/]/, '')}.map\n`)
  writeFileSync(`${target}.map`, map)
}

const started = Date.now()
// A folder is newer when a file in it was removed or renamed.
const looked = [...settings, ...sources, ...new Set(sources.map(dirname))]
if (Math.max(...looked.map(changedAt)) > changedAt(stamp)) {
  rmSync(stamp, { force: true })
  for (const folder of folders) rmSync(join(out, folder), { recursive: true, force: true })
  await Promise.all(sources.map(translate))
  // The stamp bears the time at which the build began: what was edited meanwhile is built next time.
  writeFileSync(stamp, '')
  utimesSync(stamp, started / 1000, started / 1000)
}
