const SEALED = /^v1\.[0-9a-z-]+\.[0-9A-Za-z_-]{40,}$/

/**
 * Where two JSON values first differ, as a path with both values in words; null when they are equal. What is sealed on the
 * file cannot be read without its key: it follows from facts and amounts, which are compared.
 */
export function firstDifference(onFile: unknown, again: unknown, path: string): string | null {
  if (isObject(onFile) && isObject(again)) {
    const names = [...new Set([...Object.keys(onFile), ...Object.keys(again)])]
    return firstOf(names, (name) =>
      firstDifference(
        member(onFile, name),
        member(again, name),
        Array.isArray(onFile) ? `${path}[${name}]` : `${path}.${name}`,
      ),
    )
  }
  if (Object.is(onFile, again) || isSealed(onFile)) return null
  return `${path}: pada berkas ${inWords(onFile)}, hitung ulang ${inWords(again)}`
}

function isSealed(value: unknown): boolean {
  return typeof value === 'string' && SEALED.test(value)
}

function firstOf(names: readonly string[], look: (name: string) => string | null): string | null {
  for (const name of names) {
    const found = look(name)
    if (found !== null) return found
  }
  return null
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function member(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name]
}

function inWords(value: unknown): string {
  return value === undefined ? 'tidak ada' : JSON.stringify(value)
}
