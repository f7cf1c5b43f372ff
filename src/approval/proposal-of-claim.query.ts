import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { type GroundInWords, RefusalGrounds } from '../platform/law-loader/refusal-grounds.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import type { Signal } from './signals-of-claim.query.js'

export interface ProposalOnFile {
  kind: 'pay' | 'refuse'
  total: bigint
  hash: string
  /** What the packet froze is still what stands on file. */
  unchanged: boolean
  proposer: string
  proposer_id: string
  proposed_at: string
  grounds: GroundInWords[]
  counterfactual: string | null
  /** It takes the place of an earlier decision: what each payee has from before, and what of it is not granted any more. */
  correction: { held: { payee: string; paid: number; overpaid: number }[] } | null
  endorsers: { name: string; at: string }[]
  /** Documents that somebody waived, or for which a substitute was taken. */
  exceptions: { code: string; state: string; note: string | null }[]
  /** What stood out when it was proposed. */
  signals: Signal[]
}

/** The frozen proposal of the present round, with what a decision on it must look at. */
@Injectable()
export class ProposalOfClaim {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
    private readonly grounds: RefusalGrounds,
  ) {}

  async find(claimId: string): Promise<ProposalOnFile | undefined> {
    const found = await this.sql.rows<ProposalOnFile>(
      `select d.kind, d.total, d.hash, d.hash = packet_hash(packet_basis(c.id)) as unchanged,
         coalesce(m.display_name, d.frozen_by) as proposer, d.frozen_by as proposer_id, d.frozen_at as proposed_at,
         coalesce(t.input -> 'grounds', '[]') as grounds, t.input ->> 'counterfactual' as counterfactual, d.basis -> 'correction' as correction,
         coalesce((select jsonb_agg(jsonb_build_object('name', coalesce(s.display_name, e.actor_id),
             'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by e.seq)
           from claim_transition e left join staff_member s on s.id::text = e.actor_id
           where e.claim_id = c.id and e.event = 'endorse' and e.seq > d.seq), '[]') as endorsers,
         coalesce((select jsonb_agg(jsonb_build_object('code', i.code, 'state', i.state, 'note', i.note) order by i.code)
           from document_item i where i.claim_id = c.id and (i.state = 'waived' or i.alternative is not null)), '[]') as exceptions,
         coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'number', o.number, 'days', s.days) order by s.kind, o.number)
           from claim_signal s left join claim o on o.id = s.other_claim_id
           where s.claim_id = d.claim_id and s.seq = d.seq), '[]') as signals
       from claim c join decision_packet d on d.claim_id = c.id and d.round = c.round
       join claim_transition t on t.claim_id = d.claim_id and t.seq = d.seq
       left join staff_member m on m.id::text = d.frozen_by
       where c.id = $1 order by d.seq desc limit 1`,
      [claimId],
    )
    const [proposal] = await this.personal.reveal(found, {
      grounds: 'claim_transition.input',
      counterfactual: 'claim_transition.input',
      exceptions: 'document_item.note',
    })
    return proposal && { ...proposal, grounds: this.grounds.worded(proposal.grounds) }
  }
}
