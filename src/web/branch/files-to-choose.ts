import type { Choice } from '../shared/components/fields.js'

interface DocumentWithFiles {
  name: string
  files: readonly { id: string; name: string }[]
}

/** The files of a claim as choices, each with the document it belongs to. */
export function filesToChoose(documents: readonly DocumentWithFiles[]): Choice[] {
  return documents.flatMap(({ name, files }) =>
    files.map((file) => ({ value: file.id, label: `${name} – ${file.name}` })),
  )
}
