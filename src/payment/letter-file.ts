import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { InvalidInput } from '../platform/problem/problems.js'

/** The file of a bank's letter, as it came. */
export interface LetterFile {
  type: string
  /** SHA-256 of the bytes. */
  digest: Buffer
  content: Buffer
}

const LARGEST = 5 * 1024 * 1024
const TYPES: readonly (string | undefined)[] = ['application/pdf', 'image/jpeg', 'image/png']

/** @throws InvalidInput when it is no scan or photograph, or larger than a letter is */
export async function readLetter(content: AsyncIterable<Uint8Array>): Promise<LetterFile> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of content) {
    size += piece.length
    if (size > LARGEST) throw refused('Surat lebih besar dari 5 MB. Pindai lagi dengan mutu lebih rendah.')
    pieces.push(piece)
  }
  const whole = Buffer.concat(pieces)
  const type = (await fileTypeFromBuffer(whole))?.mime
  if (type === undefined || !TYPES.includes(type))
    throw refused('Lampirkan surat bank sebagai PDF atau foto.')
  return { type, digest: createHash('sha256').update(whole).digest(), content: whole }
}

function refused(detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer: '/file', code: 'LETTER_UNREADABLE', detail }])
}
