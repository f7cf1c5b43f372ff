import { z } from 'zod'

const inIndonesian = z.locales.id().localeError

/** What is wrong with a file, in the words of the people who repair it, and where. */
export function issueInWords(issue: z.core.$ZodIssue): { message: string; path: PropertyKey[] }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ message: `kunci "${key}" tidak dikenal`, path: [...issue.path, key] }))
  }
  return [{ message: `${issue.path.join('.')}: ${words(issue)}`, path: [...issue.path] }]
}

function words(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options)) {
    return `nilai tidak dikenal; pilih ${issue.options.join(', ')}`
  }
  if (issue.code === 'invalid_value') return `nilai tidak dikenal; pilih ${issue.values.join(', ')}`
  const localised = inIndonesian(issue as z.core.$ZodRawIssue)
  return typeof localised === 'string' ? localised : (localised?.message ?? issue.message)
}
