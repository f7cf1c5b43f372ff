/**
 * Gives out decision packets as files: the very text whose SHA-256 was approved, released and printed on the letter, and
 * the facts of the calculation, opened. Account numbers stay sealed. Who took one is on record first.
 */
import { Injectable } from '@nestjs/common'
import type { Role } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { Openings } from '../documents/openings.service.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'

export interface PacketFile {
  readonly name: string
  readonly content: Buffer
}

/** Who decides, who answers for the branch, who examines. */
export const packetReaders = ['approver', 'manager', 'auditor'] as const satisfies readonly Role[]

interface PacketRow {
  number: string
  branch_id: string
  hash: string
  frozen: string
  facts: unknown
  salt: string | null
}

export const PACKET_FORMAT = 'santun-packet-1'
const DOWNLOAD = 'packet_download'

@Injectable()
export class PacketFiles {
  constructor(
    private readonly sql: Sql,
    private readonly openings: Openings,
    private readonly personal: PersonalData,
  ) {}

  /** The packet of the latest proposal of a claim. @throws NotFound, NotAllowed */
  async open(claimId: string, actor: Actor): Promise<PacketFile> {
    if (!(packetReaders as readonly Role[]).includes(actor.role))
      throw new NotAllowed('Peran Anda tidak mengunduh paket keputusan.')
    const found = await this.sql.rows<PacketRow>(
      `select c.number, c.branch_id, d.hash, d.basis::text as frozen, k.input as facts, k.input_salt as salt
       from decision_packet d join claim c on c.id = d.claim_id
       left join calculation k on k.id = (d.basis #>> '{calculation,id}')::bigint and k.input_commitment is not null
       where c.id = $1 order by d.seq desc limit 1`,
      [claimId],
    )
    const [packet] = await this.personal.reveal(found, {
      facts: 'calculation.input',
      salt: 'calculation.input',
    })
    if (!packet) throw new NotFound('Klaim ini belum mempunyai paket keputusan.')
    if (actor.branchId !== null && actor.branchId !== packet.branch_id)
      throw new NotAllowed('Klaim ini ditangani kantor cabang lain.')
    await this.openings.unmask(claimId, `packet ${packet.hash}`, DOWNLOAD, actor)
    const { number, hash, frozen, facts, salt } = packet
    const content = JSON.stringify({ format: PACKET_FORMAT, hash, frozen, opened: { facts, salt } }, null, 2)
    return { name: `paket-${number}.json`, content: Buffer.from(`${content}\n`, 'utf8') }
  }
}
