/**
 * Style sheets and scripts of the two doors, bundled once at start and kept in memory under the digest of their
 * content: a browser fetches each once for good, and there is no build step to forget.
 */
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { build } from 'esbuild'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'

const bundles = ['claimant.css', 'claimant.js', 'staff.css', 'staff.js'] as const
export type Bundle = (typeof bundles)[number]
export type AssetAddresses = Readonly<Record<Bundle, string>>

export interface Asset {
  type: string
  plain: Buffer
  brotli: Buffer
  gzip: Buffer
}

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

@Injectable()
export class Assets implements OnModuleInit {
  private static bundled: Promise<Map<string, Asset>> | undefined
  private files: ReadonlyMap<string, Asset> = new Map()

  async onModuleInit(): Promise<void> {
    Assets.bundled ??= bundle()
    this.files = await Assets.bundled
  }

  get addresses(): AssetAddresses {
    const names = [...this.files.keys()]
    const entries = bundles.map((each) => {
      const [stem = '', extension = ''] = each.split('.')
      const name = names.find((one) => one.startsWith(`${stem}-`) && one.endsWith(`.${extension}`))
      return [each, `/aset/${name ?? each}`]
    })
    return Object.fromEntries(entries) as AssetAddresses
  }

  find(name: string): Asset | undefined {
    return this.files.get(name)
  }
}

async function bundle(): Promise<Map<string, Asset>> {
  const root = dirname(findConfigDirectory())
  const client = join(root, 'src', 'web', 'client')
  const { outputFiles } = await build({
    entryPoints: bundles.map((name) => ({
      in: join(client, name.replace(/\.js$/, '.ts')),
      out: name.replace(/\.\w+$/, ''),
    })),
    absWorkingDir: root,
    outdir: join(root, 'dist', 'aset'),
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    // Old phones: what Chrome of 2019 understands.
    target: ['chrome70', 'firefox68', 'safari12'],
    external: ['/assets/*'],
    nodePaths: [join(root, 'node_modules')],
    logLevel: 'silent',
  })
  const files = await Promise.all(
    outputFiles.map(async ({ path, contents }): Promise<[string, Asset]> => {
      const extension = path.endsWith('.css') ? 'css' : 'js'
      const plain = Buffer.from(extension === 'css' ? ownType(Buffer.from(contents).toString()) : contents)
      const digest = createHash('sha256').update(plain).digest('hex').slice(0, 12)
      const stem = /([a-z]+)\.\w+$/.exec(path)?.[1] ?? 'bundle'
      const [small, smaller] = await Promise.all([zip(plain), brotli(plain)])
      return [
        `${stem}-${digest}.${extension}`,
        { type: types[extension], plain, gzip: small, brotli: smaller },
      ]
    }),
  )
  return new Map(files)
}

/** The kit's own typeface and crest are licensed to its government alone; ours is what the phone has. */
function ownType(css: string): string {
  return css
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll(
      /GDS Transport,\s*arial,\s*sans-serif/g,
      'system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Arial,sans-serif',
    )
    .replace(/url\(["']?\/assets\/images\/govuk-crest\.svg["']?\)/g, 'none')
}
