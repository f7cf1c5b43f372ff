import { Injectable } from '@nestjs/common'
import { DocumentVault } from './storage/document-vault.js'

/** Where the bytes of a paper lie, and what they were. */
export interface SealedPaper {
  storageKey: string
  sha256: Buffer
  size: number
}

/** Beyond what any paper of ours takes. */
const LARGEST_BYTES = 4 * 1024 * 1024

/**
 * Keeps papers that the product itself writes for a claim, sealed in the vault like those that were given. Whoever keeps
 * one names its storage key in a row, or the sweep removes it.
 */
@Injectable()
export class SealedPapers {
  constructor(private readonly vault: DocumentVault) {}

  async keep(claimId: string, content: Buffer): Promise<SealedPaper> {
    const received = await this.vault.receive(claimId, content, LARGEST_BYTES)
    return { storageKey: await received.keep(), sha256: received.sha256, size: received.size }
  }

  /** The paper as it was kept; null when it is missing or no longer what it was. */
  open(storageKey: string): Promise<Buffer | null> {
    return this.vault.open(storageKey)
  }
}
