/**
 * Files that arrive in pieces, by the tus protocol: whoever loses the connection goes on where it broke. A whole file
 * goes the way of every other file; one that nobody finishes is removed after a day.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Injectable, Logger } from '@nestjs/common'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import type { ServerOptions, Upload } from '@tus/server'
import type { Actor } from '../../claims/claim-command.port.js'
import { Clock } from '../../platform/clock/clock.js'
import { NotFound, Problem, UpstreamUnavailable } from '../../platform/problem/problems.js'
import { DocumentWords } from '../document-words.js'
import { DocumentService } from '../document.service.js'
import { ClaimKeys } from '../../platform/personal-data/claim-keys.js'
import { uploadLimits } from '../upload-limits.rule.js'
import { SealedPieces } from './sealed-pieces.js'
import { protocolBroken, TusServer } from './upload-protocol.js'
import { type UploadRow, UploadRows } from './upload-rows.js'

const LIFETIME_HOURS = 24
const UPLOAD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where pieces lie until their file is whole. */
export abstract class UploadFolder {
  abstract readonly path: string
}

/** For which document of which claim a file is on its way, and who sends it. */
export interface UploadTarget {
  claimId: string
  code: string
  actor: Actor
  /** It proves a school year of a scholarship; whether that year takes papers, its stage says before every piece. */
  yearId?: string
}

type TusRequest = Parameters<NonNullable<ServerOptions['onUploadFinish']>>[0]

@Injectable()
export class ResumableUploads {
  private readonly log = new Logger(ResumableUploads.name)
  private readonly targets = new WeakMap<object, UploadTarget>()
  private readonly finishing = new Map<string, Promise<string>>()
  private parts: { pieces: SealedPieces; server: TusServer } | undefined

  constructor(
    private readonly clock: Clock,
    private readonly words: DocumentWords,
    private readonly documents: DocumentService,
    private readonly keys: ClaimKeys,
    private readonly rows: UploadRows,
    private readonly folder: UploadFolder,
  ) {}

  /**
   * Answers one request of the protocol: `id` names an upload that was begun, without it one begins. Whoever began an
   * upload may go on with it, for the same document.
   * @throws Problem whenever it does not succeed; nothing was answered then
   */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    target: UploadTarget,
    id?: string,
  ): Promise<void> {
    response.setHeader('Tus-Version', '1.0.0').setHeader('Tus-Resumable', '1.0.0')
    if (id !== undefined) await this.resume(id, target, request.method)
    else if (request.headers['upload-length'] === '0') throw this.words.refusal('/file', 'FILE_EMPTY')
    else if (target.yearId === undefined)
      await this.documents.assertMayGive(target.claimId, target.code, target.actor)
    this.targets.set(request, target)
    await this.started.server.handle(request, response)
  }

  /** Answers what a sender may ask before it begins: versions, extensions, and the largest file. */
  discover(response: ServerResponse): void {
    response
      .writeHead(204, {
        'Tus-Resumable': '1.0.0',
        'Tus-Version': '1.0.0',
        'Tus-Extension': this.started.pieces.extensions.join(','),
        'Tus-Max-Size': String(uploadLimits.bytes),
      })
      .end()
  }

  /** Removes what was begun a day ago and what has long been received. Returns how many. */
  async removeExpired(): Promise<number> {
    const old = await this.rows.begunBefore(this.hoursAgo(LIFETIME_HOURS))
    for (const { id } of old) await this.started.pieces.remove(id)
    return old.length
  }

  private hoursAgo(hours: number): string {
    return formatInstant(addHours(parseInstant(this.clock.now()), -hours))
  }

  private async resume(
    id: string,
    { claimId, code, actor, yearId = null }: Omit<UploadTarget, 'yearId'> & { yearId?: string | null },
    method = '',
  ): Promise<void> {
    const row = UPLOAD_ID.test(id) ? await this.rows.find(id) : undefined
    const sameDocument = row?.claim_id === claimId && row.code === code && row.scholarship_year_id === yearId
    const isTheirs = sameDocument && row.actor_id === actor.id
    if (!row || !isTheirs) throw new NotFound(this.words.problems.not_found)
    if (method !== 'HEAD' || row.file_id) return
    // All bytes are there and no file came of them: we died in between. The sender asks, so it is done now.
    const { offset } = await this.started.pieces.getUpload(id)
    if (offset === row.size) await this.finish(row, actor)
  }

  /** Once at a time: the last piece and a question may come together. */
  private finish(row: UploadRow, actor: Actor): Promise<string> {
    const running = this.finishing.get(row.id)
    if (running) return running
    const work = this.receive(row, actor).finally(() => this.finishing.delete(row.id))
    this.finishing.set(row.id, work)
    return work
  }

  /** Whatever keeps a whole file from being received, its sender begins anew and never takes it for received. */
  private async receive(row: UploadRow, actor: Actor): Promise<string> {
    const { pieces } = this.started
    const { claim_id: claimId, code, name, scholarship_year_id: yearId } = row
    try {
      const content = whole(await pieces.open(row.id), row.size)
      const file = { code, name, content, ...(yearId === null ? {} : { yearId }) }
      const { fileId } = await this.documents.receive(claimId, file, actor)
      await this.rows.received(row.id, fileId)
      await pieces.empty(row.id)
      return fileId
    } catch (error) {
      const received = (await this.rows.find(row.id))?.file_id
      if (received) return received
      await pieces.remove(row.id)
      throw error
    }
  }

  /** Made at the first upload: most processes never see one. */
  private get started(): { pieces: SealedPieces; server: TusServer } {
    this.parts ??= this.start()
    return this.parts
  }

  private start(): { pieces: SealedPieces; server: TusServer } {
    const pieces = new SealedPieces(this.folder.path, this.rows, this.keys, LIFETIME_HOURS)
    const server = new TusServer({
      path: '/',
      datastore: pieces,
      maxSize: uploadLimits.bytes,
      // Whoever sends here sends from our own pages or from no browser.
      allowedOrigins: [],
      namingFunction: () => randomUUID(),
      generateUrl: (request, { id }) => `${new URL(request.url).pathname.replace(/\/$/, '')}/${id}`,
      getFileIdFromRequest: (_request, last) => (UPLOAD_ID.test(last ?? '') ? last : undefined),
      onUploadCreate: (request, upload) => Promise.resolve({ metadata: this.metadataOf(request, upload) }),
      onUploadFinish: (request, upload) => this.answerWhole(request, upload.id),
      onResponseError: (_request, error) => this.refuse(error),
    })
    return { pieces, server }
  }

  private metadataOf(request: TusRequest, { metadata }: Upload): Record<string, string | null> {
    const { claimId, code, yearId = null, actor } = this.targetOf(request)
    return { claimId, code, yearId, actorId: actor.id, filename: metadata?.filename ?? null }
  }

  private async answerWhole(request: TusRequest, id: string): Promise<{ headers: Record<string, string> }> {
    const row = await this.rows.find(id)
    if (!row) throw new NotFound(this.words.problems.not_found)
    return { headers: { 'Santun-File': await this.finish(row, this.targetOf(request).actor) } }
  }

  private targetOf(request: TusRequest): UploadTarget {
    const sent = request.runtime?.node?.req
    const target = sent && this.targets.get(sent)
    if (!target) throw new Error('An upload arrived past the door.')
    return target
  }

  private refuse(error: Error | { status_code: number; body: string }): never {
    if (error instanceof Problem) throw error
    if (!(error instanceof Error)) throw protocolBroken(error.status_code)
    this.log.error(error)
    throw new UpstreamUnavailable(this.words.problems.storage_unavailable)
  }
}

/** Pieces that lose bytes while they are read are no file. */
async function* whole(content: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let read = 0
  for await (const chunk of content) {
    read += chunk.length
    yield chunk
  }
  if (read !== size) throw new Error(`${read} of ${size} bytes were there.`)
}
