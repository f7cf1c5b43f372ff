import type { Request, Response } from 'express'
import type { Actor } from '../../claims/claim-command.port.js'
import { DocumentService } from '../../documents/document.service.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { streamFile } from '../../platform/streamed-file.js'
import { claimantWords as words } from '../words/claimant.js'

interface PhotoOf {
  claimId: string
  code: string
  actor: Actor
}

/**
 * The one file of a plain form, for one document of a claim. Gives what was wrong with it, as a family hears it; the door
 * of machines speaks of parts and forms.
 */
export async function takePhoto(
  documents: DocumentService,
  { claimId, code, actor }: PhotoOf,
  request: Request,
  response: Response,
): Promise<string | undefined> {
  try {
    await streamFile(request, response, (file) => documents.receive(claimId, { code, ...file }, actor))
    return undefined
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const [first] = error.errors
    return first?.code === 'MISSING' || first?.code === 'FILE_EMPTY'
      ? words.photoNothing
      : (first?.detail ?? error.message)
  }
}
