import { Injectable } from '@nestjs/common'

export type ScanResult =
  { outcome: 'clean' } | { outcome: 'found'; name: string } | { outcome: 'refused'; reason: string }

/** Something that looks for malware. Throws when it cannot answer now and may answer later. */
@Injectable()
export abstract class VirusScanner {
  abstract scan(content: Buffer): Promise<ScanResult>
}
