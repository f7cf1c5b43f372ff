import { fileTypeFromBuffer } from 'file-type'
import { isAllowedType } from '../upload-limits.rule.js'
import type { CheckResult, DocumentCheck, FileToCheck } from './document-check.js'

/** The whole content is still of the type that its beginning showed at receipt, and of one that we take. */
export class TypeCheck implements DocumentCheck {
  readonly kind = 'type'

  async run(file: FileToCheck): Promise<CheckResult> {
    const found = (await fileTypeFromBuffer(file.content))?.mime
    const fits = isAllowedType(found) && found === file.mediaType
    return {
      outcome: fits ? 'pass' : 'fail',
      detail: { found: found ?? 'unknown', expected: file.mediaType },
    }
  }
}
