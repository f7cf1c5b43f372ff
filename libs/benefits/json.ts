/**
 * JSON of answers and facts: bigint amounts become plain whole numbers, `toJSON` is honoured, absent fields are left
 * out. `JSON.stringify` alone cannot write a bigint.
 */

/** Fields in the order in which they were written, for people and machines to read. */
export function toJson(value: unknown, indent = 0): string {
  return write(value, { indent, sorted: false }, '')
}

/** Without spaces and with sorted fields: the same content always gives the same text, fit for a digest. */
export function canonicalJson(value: unknown): string {
  return write(value, { indent: 0, sorted: true }, '')
}

interface Form {
  readonly indent: number
  readonly sorted: boolean
}

function write(value: unknown, form: Form, margin: string): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (hasOwnForm(value)) return write(value.toJSON(), form, margin)
  const inner = margin + ' '.repeat(form.indent)
  if (Array.isArray(value))
    return wrap(
      '[',
      value.map((each) => write(each, form, inner)),
      ']',
      inner,
      margin,
    )
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  if (form.sorted) fields.sort(([a], [b]) => (a < b ? -1 : 1))
  const colon = form.indent > 0 ? ': ' : ':'
  const written = fields.map(([name, field]) => `${JSON.stringify(name)}${colon}${write(field, form, inner)}`)
  return wrap('{', written, '}', inner, margin)
}

function hasOwnForm(value: object): value is { toJSON: () => unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}

function wrap(open: string, items: readonly string[], close: string, inner: string, margin: string): string {
  if (items.length === 0) return open + close
  if (inner === margin) return open + items.join(',') + close
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${margin}${close}`
}
