// Lets Node run the project's TypeScript as it stands, decorators and '#libs' included: for jest's global setup,
// which no transform of jest reaches, and for benchmark scripts (node --import ./test/support/run-typescript.js).
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformFileSync } from '@swc/core'

const root = new URL('../../', import.meta.url)

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('#libs/')) {
      return { url: new URL(`libs/${specifier.slice(6)}/index.ts`, root).href, shortCircuit: true }
    }
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL) {
      for (const ending of ['.ts', '.tsx']) {
        const url = new URL(specifier.replace(/\.js$/, ending), context.parentURL)
        if (existsSync(url)) return { url: url.href, shortCircuit: true }
      }
    }
    return next(specifier, context)
  },
  load(url, context, next) {
    if (!/\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context)
    const { code } = transformFileSync(fileURLToPath(url), {
      sourceMaps: 'inline',
      root: fileURLToPath(root),
    })
    return { format: 'module', source: code, shortCircuit: true }
  },
})
