import { expect } from '@jest/globals'
import type { DocumentsDesk, OpenDraft } from './documents-desk.js'

/** What must be true however a document came to grief: a result for every check, an owner, words for the family, and a claim that goes on. */
export async function expectNothingSilent(
  desk: DocumentsDesk,
  { claimId, heir }: OpenDraft,
  code: string,
): Promise<void> {
  expect(Object.values(await desk.outcomesOf(claimId))).not.toContain('pending')
  expect(await desk.stateOf(claimId)).toBe('in_verification')
  const shown = (await desk.documents.listFor(claimId, heir)).find((item) => item.code === code)
  expect(['to_review', 'stalled', 'unreadable', 'infected']).toContain(shown?.state)
  expect(shown?.stateInWords).not.toBe('')
  if (shown?.state === 'unreadable' || shown?.state === 'infected')
    expect(shown.defect?.cure).toMatch(/[Ff]oto/)
  if (shown?.state === 'stalled') expect(await ownersOf(desk, claimId)).not.toEqual([])
}

/** The roles whose work some part of the claim has become. */
export async function ownersOf(desk: DocumentsDesk, claimId: string): Promise<string[]> {
  const rows = await desk.sql.rows<{ owner_role: string }>(
    'select owner_role from attention where claim_id = $1',
    [claimId],
  )
  return rows.map((row) => row.owner_role)
}
