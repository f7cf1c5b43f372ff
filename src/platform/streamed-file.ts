import type { Request, Response } from 'express'
import multer, { type StorageEngine } from 'multer'
import { BodyTooLarge, MalformedRequest, UnsupportedMediaType } from './problem/http-problems.js'
import { InvalidInput, type Problem } from './problem/problems.js'

export interface StreamedFile {
  name: string
  content: AsyncIterable<Uint8Array>
}

/** The part of a form that is a file. */
export const FILE_FIELD = 'file'

/** Beyond what any taker takes: each says in its own words when a file is too large, this only ends a flood. */
const LARGEST_BYTES = 32 * 1024 * 1024

/**
 * Hands the one file of a form on while it arrives, so that nothing of it lies unencrypted on our disk or whole in our
 * memory. The taker's own refusal is the answer; a form that is anything but one file is refused.
 */
export async function streamFile<Result>(
  request: Request,
  response: Response,
  take: (file: StreamedFile) => Promise<Result>,
): Promise<Result> {
  const taken = await receive(request, response, take, { fields: 0, parts: 1 })
  if (taken.result === undefined) throw noFile()
  return taken.result
}

/**
 * A form with a few short fields before its file, which may be left out; then the form may as well come as an ordinary
 * one. The fields are there when the file begins.
 */
export async function streamForm<Result>(
  request: Request,
  response: Response,
  take: (fields: object, file?: StreamedFile) => Promise<Result>,
): Promise<Result> {
  const fields = (): object => (request.body ?? {}) as object
  if (request.is('application/x-www-form-urlencoded')) return take(fields())
  const limits = { fields: 10, fieldSize: 8 * 1024, parts: 11 }
  const taken = await receive(request, response, (file) => take(fields(), file), limits)
  return taken.result ?? take(fields())
}

async function receive<Result>(
  request: Request,
  response: Response,
  take: (file: StreamedFile) => Promise<Result>,
  formLimits: { fields: number; parts: number; fieldSize?: number },
): Promise<{ result?: Result }> {
  if (!request.is('multipart/form-data')) throw new UnsupportedMediaType()
  const taken: { result?: Result } = {}
  const storage: StorageEngine = {
    _handleFile: (_request, file, done) => {
      // A taker that has seen enough must not break the form off: its refusal is what the sender shall read.
      const content = file.stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
      take({ name: file.originalname, content }).then(
        (result) => {
          taken.result = result
          file.stream.resume()
          done(null, {})
        },
        (error: unknown) => {
          file.stream.resume()
          done(error)
        },
      )
    },
    _removeFile: (_request, _file, done) => done(null),
  }
  const limits = { fileSize: LARGEST_BYTES, files: 1, headerPairs: 20, ...formLimits }
  const parse = multer({ storage, limits, defParamCharset: 'utf8' }).single(FILE_FIELD)
  await new Promise<void>((resolve, reject) => {
    void parse(request, response, (error: unknown) =>
      error === undefined ? resolve() : reject(problemOf(error)),
    )
  })
  return taken
}

function problemOf(error: unknown): Error {
  if (!(error instanceof multer.MulterError))
    return isBrokenForm(error) ? new MalformedRequest() : (error as Error)
  if (error.code === 'LIMIT_FILE_SIZE') return new BodyTooLarge()
  if (error.code === 'LIMIT_UNEXPECTED_FILE') return noFile()
  return new MalformedRequest('Kirim satu berkas dalam satu bagian bernama "file", tanpa isian lain.')
}

/** The parser of forms throws plain errors. */
function isBrokenForm(error: unknown): boolean {
  return error instanceof Error && error.constructor === Error
}

/** To throw where a form has to bring a file and does not. */
export function noFile(): Problem {
  const detail = 'Pilih satu berkas dan kirim dalam bagian bernama "file".'
  return new InvalidInput(detail, [{ pointer: `/${FILE_FIELD}`, code: 'MISSING', detail }])
}
