import { join } from 'node:path'
import { findConfigDirectory } from './config-directory.js'
import { readYaml } from './read-yaml.js'

/** What a file of `config/messages` holds. @throws Error with file and line where it is no YAML */
export function readMessages(file: string): unknown {
  const read = readYaml(join(findConfigDirectory(), 'messages', file))
  if (read.problems.length > 0)
    throw new Error(read.problems.map(({ line, message }) => `${read.file}:${line} ${message}`).join('\n'))
  return read.content
}
