/** Where two JSON values first differ, as a path with both values in words; null when they are equal. */
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
  if (Object.is(onFile, again)) return null
  return `${path}: pada berkas ${inWords(onFile)}, hitung ulang ${inWords(again)}`
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
