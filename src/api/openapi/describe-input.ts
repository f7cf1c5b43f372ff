/**
 * Tells OpenAPI what the validation of a DTO class already knows, so that the two can never say different things and a
 * stage writes its rules once.
 */
import type { Type } from '@nestjs/common'
import { ApiProperty } from '@nestjs/swagger'
import { plainToInstance } from 'class-transformer'
import { type PropertyRules, rulesOf } from '../../platform/problem/validation.js'

type Schema = Record<string, unknown>

const described = new Set<unknown>()

/** Describes a DTO class and every class nested in it. */
export function describeInput(dto: Type<object>): void {
  if (described.has(dto)) return
  described.add(dto)
  for (const property of rulesOf(dto)) {
    const nested = property.nested ? nestedClass(dto, property) : undefined
    if (nested) describeInput(nested)
    const options = {
      required: !property.optional,
      ...(nested ? ofNested(nested, property) : schemaOf(dto, property)),
    }
    ApiProperty(options)(prototypeOf(dto), property.property)
  }
}

function ofNested(nested: Type<object>, { list, rules }: PropertyRules): Schema {
  const schema: Schema = { type: list ? [nested] : nested }
  for (const rule of rules) Object.assign(schema, schemaOfRule(rule.name, rule.constraints))
  return schema
}

/** The class that class-transformer makes of a nested part. */
function nestedClass(dto: Type<object>, { property, list }: PropertyRules): Type<object> {
  const made = (plainToInstance(dto, { [property]: list ? [{}] : {} }) as Record<string, unknown>)[property]
  const part = (Array.isArray(made) ? (made as unknown[])[0] : made) as object
  return part.constructor as Type<object>
}

function schemaOf(dto: Type<object>, { property, list, rules }: PropertyRules): Schema {
  const own: Schema = { type: plainType(dto, property) }
  const items: Schema = {}
  for (const rule of rules) Object.assign(rule.each ? items : own, schemaOfRule(rule.name, rule.constraints))
  if (rules.some(({ each }) => each) || list)
    return { ...own, type: 'array', items: { type: 'string', ...items } }
  return own
}

function plainType(dto: Type<object>, property: string): string {
  const type: unknown = Reflect.getMetadata('design:type', prototypeOf(dto), property)
  if (type === Number) return 'number'
  return type === Boolean ? 'boolean' : 'string'
}

function schemaOfRule(name: string, constraints: readonly unknown[]): Schema {
  const [first, second] = constraints
  switch (name) {
    case 'isIn':
      return { enum: first }
    case 'matches':
      return { pattern: (first as RegExp).source }
    case 'isLength':
      return { minLength: first, maxLength: second }
    case 'isInt':
      return { type: 'integer' }
    case 'min':
      return { minimum: first }
    case 'max':
      return { maximum: first }
    case 'isUuid':
      return { format: 'uuid' }
    case 'isIso8601':
      return { format: 'date-time' }
    case 'arrayMinSize':
      return { minItems: first }
    case 'arrayMaxSize':
      return { maxItems: first }
    default:
      return {}
  }
}

function prototypeOf(dto: Type<object>): object {
  return dto.prototype as object
}
