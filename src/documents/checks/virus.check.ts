import type { CheckResult, DocumentCheck, FileToCheck } from './document-check.js'
import type { VirusScanner } from './virus-scanner.port.js'

/** Looks for malware where a scanner is configured; where none is, nobody pretends that one looked. */
export class VirusCheck implements DocumentCheck {
  readonly kind = 'virus'

  constructor(private readonly scanner: VirusScanner | undefined) {}

  async run({ content }: FileToCheck): Promise<CheckResult> {
    if (!this.scanner) return { outcome: 'unavailable', detail: { because: 'not_configured' } }
    const result = await this.scanner.scan(content)
    switch (result.outcome) {
      case 'clean':
        return { outcome: 'pass' }
      case 'found':
        return { outcome: 'fail', detail: { name: result.name } }
      case 'refused':
        return { outcome: 'unavailable', detail: { because: result.reason } }
    }
  }
}
