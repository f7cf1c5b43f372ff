import { uploadLimits } from '../upload-limits.rule.js'
import type { CheckResult, DocumentCheck, FileToCheck } from './document-check.js'

/** Not larger than we take. */
export class LimitsCheck implements DocumentCheck {
  readonly kind = 'limits'

  run(file: FileToCheck): Promise<CheckResult> {
    const fits = file.content.length === file.size && file.size <= uploadLimits.bytes
    return Promise.resolve({ outcome: fits ? 'pass' : 'fail', detail: { bytes: file.content.length } })
  }
}
