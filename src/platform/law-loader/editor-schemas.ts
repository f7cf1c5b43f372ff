import { lawParameter } from '#libs/law'
import { z } from 'zod'
import { approvalLimitsFile } from './approval-limits-file.js'
import { calendarFile } from './load-calendar.js'

/**
 * The JSON Schemas that let an editor check and complete the files of the law while they are written, by file name
 * under `config/schemas`. They follow from the checks of the loader and are never written by hand.
 */
export function editorSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['law-parameter.schema.json', schemaText(lawParameter, 'Satu parameter hukum')],
    ['calendar-year.schema.json', schemaText(calendarFile, 'Hari libur satu tahun')],
    ['approval-limits.schema.json', schemaText(approvalLimitsFile, 'Batas wewenang persetujuan')],
  ])
}

function schemaText(schema: z.ZodType, title: string): string {
  const { $schema, ...body } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return `${JSON.stringify({ $schema, title, ...body }, null, 2)}\n`
}
