import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/claims/claim-command.port.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { recordProof } from '../../src/platform/login/proven-acts.js'

/** Puts on record that this person proved who he is, as the door does before a release. */
export async function proveRelease(sql: Sql, { id: staffId }: Actor, batchId: string): Promise<void> {
  const key = randomUUID()
  const proof = { staffId, act: 'release', subject: batchId, key, method: 'password' } as const
  await recordProof(sql, proof, '2022-10-12T01:00:00.000Z')
}
