import type { Request, Response } from 'express'
import { InvalidInput } from '../../platform/problem/problems.js'
import { type StreamedFile, streamFile } from '../../platform/streamed-file.js'
import { claimantWords as words } from '../words/claimant.js'

/**
 * The one file of a plain form, for one document. Gives what was wrong with it, as a family hears it; the door
 * of machines speaks of parts and forms.
 */
export async function takePhoto(
  receive: (file: StreamedFile) => Promise<unknown>,
  request: Request,
  response: Response,
): Promise<string | undefined> {
  try {
    await streamFile(request, response, receive)
    return undefined
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const [first] = error.errors
    return first?.code === 'MISSING' || first?.code === 'FILE_EMPTY'
      ? words.photoNothing
      : (first?.detail ?? error.message)
  }
}
