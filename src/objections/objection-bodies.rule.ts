import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const text = z.string().trim().min(1)
const schema = z.strictObject({
  bodies: z
    .record(z.string().regex(/^[a-z_]+$/), z.strictObject({ name: text, how: text, basis: text }))
    .refine((bodies) => Object.keys(bodies).length > 0, 'sebutkan paling sedikit satu badan'),
})

/** Whom a family may turn to after us. */
export interface ObjectionBody {
  code: string
  name: string
  how: string
  basis: string
}

/**
 * Reads `config/procedure/objection-bodies.yaml`, in its order.
 * @throws Error that names the file, the line, the field and the cure
 */
export function loadObjectionBodies(config?: string): ObjectionBody[] {
  const { bodies } = readRuleFile('procedure/objection-bodies.yaml', schema, config)
  return Object.entries(bodies).map(([code, body]) => ({ code, ...body }))
}
