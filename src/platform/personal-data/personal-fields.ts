import { personalFields } from './personal-columns.js'

/** The value with each of its personal fields replaced, wherever they stand; what is null stays null. */
export function mapPersonal<Value>(value: Value, change: (field: unknown) => unknown): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => mapPersonal(item, change)) as Value
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]: [string, unknown]) =>
        personalFields.has(name) && field !== null
          ? [name, change(field)]
          : [name, mapPersonal(field, change)],
      ),
  ) as Value
}

/** Whether there is anything to seal. */
export function hasPersonal(value: unknown): boolean {
  let found = false
  mapPersonal(value, (field) => {
    found = true
    return field
  })
  return found
}

/** Every text that may be sealed in a value: itself, or its personal fields. */
export function stringsUnder(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  const found: string[] = []
  mapPersonal(value, (field) => {
    if (typeof field === 'string') found.push(field)
    return field
  })
  return found
}
