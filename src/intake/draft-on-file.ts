import type { ClaimOnFile } from '../claims/claim-by-number.query.js'
import type { CreateClaimDto } from './claim-answers.dto.js'
import type { DraftRow, OpenedRow } from './open-drafts.sql.js'

/** A draft as its file shows it, out of what was told and written just now, so that nothing of it need be read back. */
export function draftOnFile(
  { answers }: CreateClaimDto,
  phone: string,
  { type, branch, participant_name, event_date, at, kind, name, relation }: DraftRow,
  { claimId, number, version, branchName, expiresAt }: OpenedRow,
): ClaimOnFile {
  const expiry = { name: 'expiry', startedAt: at, pausedAt: null }
  return {
    ...{ id: claimId, number, type, state: 'draft', version, round: 1, requests_this_round: 0 },
    branch: { code: branch, name: branchName },
    participant_nik: answers.participant.nik ?? null,
    ...{ participant_name, event_date },
    answers: { ...answers },
    ...{ created_at: at, submitted_at: null, moved_at: at, assigned_to: null, joined_to: null },
    parties: [{ kind, name, relation, phone }],
    clocks: expiresAt === null ? [] : [{ ...expiry, dueAt: expiresAt }],
    attention: [],
  }
}
