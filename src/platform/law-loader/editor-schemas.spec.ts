import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findConfigDirectory } from './config-directory.js'
import { editorSchemas } from './editor-schemas.js'
import { filesBelow } from './read-yaml.js'

const config = findConfigDirectory()

test.each([...editorSchemas()])('%s is what the checks say; "law schemas" writes it anew', (file, text) => {
  const written = readFileSync(join(config, 'schemas', file), 'utf8')
  expect(JSON.parse(written)).toEqual(JSON.parse(text))
})

test.each(['law', 'calendar', 'approval'])(
  'every file of config/%s tells the editor its schema',
  (folder) => {
    const schemas = readdirSync(join(config, 'schemas')).map((file) => join(config, 'schemas', file))
    for (const path of filesBelow(join(config, folder))) {
      const [, schema = ''] =
        /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(path, 'utf8')) ?? []
      expect([path, schemas.includes(resolve(dirname(path), schema))]).toEqual([path, true])
    }
  },
)
