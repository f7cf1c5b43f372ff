import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { machines, toPage } from '#libs/lifecycle'

const page = 'docs/lifecycles.md'

it(`${page} is what the tables print; after a change write it anew with UPDATE_DOCS=1 and review the difference`, () => {
  const printed = toPage(machines)
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, printed)
  expect(readFileSync(page, 'utf8')).toBe(printed)
})
