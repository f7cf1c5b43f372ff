import { join } from 'node:path'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { readYaml } from '../platform/law-loader/read-yaml.js'

const schema = z.strictObject({ stop_when_refused_over_percent: z.int().min(0).max(100) })

/** Of a hundred rows, how many may be refused before an import stops; from `config/procedure/import.yaml`. */
export function loadMostRefusedPercent(config: string = findConfigDirectory()): number {
  return schema.parse(readYaml(join(config, 'procedure', 'import.yaml')).content)
    .stop_when_refused_over_percent
}
