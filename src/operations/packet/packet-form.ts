import { z } from 'zod'
import { PACKET_FORMAT } from '../../approval/packet-files.service.js'

const rupiah = z.int().nonnegative()

/** A downloaded packet: the frozen text, its hash, and the facts that the text holds sealed. */
export const packetFileSchema = z.strictObject({
  format: z.literal(PACKET_FORMAT),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  frozen: z.string(),
  opened: z.strictObject({
    facts: z.record(z.string(), z.unknown()).nullable(),
    salt: z.string().nullable(),
  }),
})
export type PacketFileContent = z.infer<typeof packetFileSchema>

/** What is frozen at the proposal. Accounts, personal numbers and the facts of the calculation are sealed. */
export const packetSchema = z.strictObject({
  claim: z.strictObject({
    number: z.string(),
    type: z.string(),
    round: z.int(),
    participant: z.string().nullable(),
    eventDate: z.string().nullable(),
  }),
  calculation: z
    .strictObject({
      id: z.int(),
      decision: z.string(),
      total: rupiah,
      lawDigest: z.string(),
      input: z.unknown(),
      inputCommitment: z.string().optional(),
      lines: z.array(z.looseObject({ code: z.string(), amount: rupiah })),
      scholarships: z.array(z.unknown()),
    })
    .nullable(),
  documents: z.array(z.strictObject({ code: z.string(), sha256: z.string().nullable(), state: z.string() })),
  payments: z.array(
    z.looseObject({ code: z.string(), amount: rupiah.positive(), payee: z.string(), relation: z.string() }),
  ),
  /** A decision of a later round: the packet whose place it takes, and what each payee has from before. */
  correction: z
    .strictObject({
      corrects: z.string(),
      held: z.array(z.strictObject({ payee: z.string(), paid: z.int(), overpaid: z.int() })),
    })
    .optional(),
})
export type Packet = z.infer<typeof packetSchema>
