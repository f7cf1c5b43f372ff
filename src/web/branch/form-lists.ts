/** Every value that a form sent under one name: none, one or several. */
export function listOf(body: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = body[name]
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((each): each is string => typeof each === 'string' && each !== '')
}
