import { resolve } from 'node:path'
import { z } from 'zod'
import { findConfigDirectory } from './config-directory.js'
import { readYaml } from './read-yaml.js'

const error = z.locales.id().localeError

/**
 * Reads one file of rules below `config`, for instance `procedure/messages.yaml`; an absolute path is taken as it is.
 * @throws Error with file, line, field and cure of whatever is not in order
 */
export function readRuleFile<Shape extends z.ZodType>(
  name: string,
  shape: Shape,
  config: string = findConfigDirectory(),
): z.output<Shape> {
  const { file, content, lineOf, problems } = readYaml(resolve(config, name))
  const unreadable = problems.map(({ line, message }) => `${file}:${line}: ${message}`)
  if (unreadable.length > 0) throw new Error(unreadable.join('\n'))
  const read = shape.safeParse(content, { error })
  if (read.success) return read.data
  const wrong = read.error.issues.map(
    ({ path, message }) => `${file}:${lineOf(path)}: ${path.join('.') || '(berkas)'}: ${message}`,
  )
  throw new Error(wrong.join('\n'))
}
