import { randomUUID } from 'node:crypto'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { OnApplicationShutdown } from '@nestjs/common'
import { DocumentStore, type HeldBytes, type StoredObject } from './document-store.port.js'
import type { S3Settings } from './s3-settings.js'

const INCOMING = 'incoming/'

/**
 * Files in a bucket that any S3 server keeps: put aside whole with a checksum that the server verifies, then copied to
 * their place by the server, so that a key never names half a file.
 */
export class S3DocumentStore extends DocumentStore implements OnApplicationShutdown {
  private readonly client: S3Client

  constructor(private readonly settings: S3Settings) {
    super()
    const { endpoint, region, accessKey, secretKey } = settings
    this.client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { requestTimeout: 30_000, connectionTimeout: 5_000 },
    })
  }

  onApplicationShutdown(): void {
    this.client.destroy()
  }

  /** A file has at most some megabytes, and the server wants to know its length first; it is encrypted already. */
  async hold(source: AsyncIterable<Buffer>): Promise<HeldBytes> {
    const pieces: Buffer[] = []
    for await (const piece of source) pieces.push(piece)
    const aside = `${INCOMING}${randomUUID()}`
    await this.client.send(new PutObjectCommand({ ...this.at(aside), Body: Buffer.concat(pieces) }))
    const discard = () => this.delete(aside)
    const keep = async (key: string) => {
      const CopySource = `${this.settings.bucket}/${aside}`
      await this.client.send(new CopyObjectCommand({ ...this.at(key), CopySource }))
      await discard()
    }
    return { keep, discard }
  }

  async read(key: string): Promise<Buffer | null> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand(this.at(key)))
      return Body ? Buffer.from(await Body.transformToByteArray()) : null
    } catch (error) {
      if (error instanceof NoSuchKey) return null
      throw error
    }
  }

  async *list(): AsyncGenerator<StoredObject> {
    let token: string | undefined
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: this.settings.bucket, ContinuationToken: token }),
      )
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key && LastModified) yield { key: Key, storedAt: LastModified.toISOString() }
      token = page.NextContinuationToken
    } while (token)
  }

  /** S3 has no step that asks for the age and removes in one; between the two lie some milliseconds of a key nobody used for a day. */
  async removeIfOlder(key: string, before: string): Promise<boolean> {
    try {
      const { LastModified } = await this.client.send(new HeadObjectCommand(this.at(key)))
      if (!LastModified || LastModified.toISOString() >= before) return false
    } catch (error) {
      if (error instanceof NotFound) return false
      throw error
    }
    await this.delete(key)
    return true
  }

  private async delete(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.at(key)))
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.settings.bucket, Key: key }
  }
}
