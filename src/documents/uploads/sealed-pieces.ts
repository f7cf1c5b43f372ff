import { createCipheriv, hkdfSync } from 'node:crypto'
import { rm, truncate } from 'node:fs/promises'
import { pipeline, type Readable, type Transform } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Upload } from '@tus/server'
import type { ClaimKeys } from '../../platform/personal-data/claim-keys.js'
import type { UploadRows } from './upload-rows.js'

const HOUR_MS = 3_600_000
const BLOCK = 16
const KEY_BYTES = 32

/**
 * Pieces of a file until it is whole, encrypted like everything on our disk. A stream cipher, because a piece may end
 * anywhere; every upload has a key of its own, and its bytes only ever grow, so no part of the key stream serves twice.
 */
export class SealedPieces extends FileStore {
  constructor(
    folder: string,
    private readonly rows: UploadRows,
    private readonly keys: ClaimKeys,
    lifetimeHours: number,
  ) {
    super({ directory: folder, configstore: rows, expirationPeriodInMilliseconds: lifetimeHours * HOUR_MS })
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const cipher = cipherAt(await this.keyOf(id), offset)
    // An error of either side ends the other, and the writer below tells it.
    return super.write(
      pipeline(readable, cipher, () => undefined),
      id,
      offset,
    )
  }

  /** The content of an upload from its beginning. */
  async open(id: string): Promise<Transform> {
    return pipeline(this.read(id), cipherAt(await this.keyOf(id), 0), () => undefined)
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.rows.find(id)
    if (!row?.file_id) return super.getUpload(id)
    return new Upload({ id, size: row.size, offset: row.size, metadata: { filename: row.name } })
  }

  /** The file is in its place; its pieces are not needed any more, only the answer that it arrived. */
  async empty(id: string): Promise<void> {
    await truncate(this.pathOf(id))
  }

  override async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true })
    await this.rows.delete(id)
  }

  private pathOf(id: string): string {
    return `${this.directory}/${id}`
  }

  private async keyOf(id: string): Promise<Buffer> {
    const row = await this.rows.find(id)
    if (!row) throw new Error(`The upload ${id} is not recorded.`)
    const claimKey = await this.keys.keyOf(row.claim_id)
    return Buffer.from(hkdfSync('sha256', claimKey, Buffer.alloc(0), `document_upload:${id}`, KEY_BYTES))
  }
}

/** The same work in both directions, from any byte on. */
function cipherAt(key: Buffer, offset: number): Transform {
  const counter = Buffer.alloc(BLOCK)
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK)), BLOCK - 8)
  const cipher = createCipheriv('aes-256-ctr', key, counter)
  cipher.update(Buffer.alloc(offset % BLOCK))
  return cipher
}
