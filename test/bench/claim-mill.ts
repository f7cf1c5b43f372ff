import { randomUUID } from 'node:crypto'
import type { ClaimEvent, Role } from '#libs/lifecycle'
import type { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import type { Actor } from '../../src/claims/claim-command.port.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { sealedForm } from '../support/personal-data.js'

/** Makes claims and takes them through seven transitions of the real gate, guards, hash chain, clocks and outbox included. */
export class ClaimMill {
  private constructor(
    private readonly sql: Sql,
    private readonly gate: ClaimLifecycle,
    private readonly branchId: string,
    private readonly verifierId: string,
  ) {}

  static async open(sql: Sql, gate: ClaimLifecycle, owner: Sql): Promise<ClaimMill> {
    await owner.rows(
      "insert into branch (code, name, zone, phone) values ('BNC', 'Bench', 'Asia/Makassar', '0') on conflict do nothing",
    )
    await owner.rows(
      `with m as (insert into staff_member (username, display_name, password_hash, branch_id)
         select 'bench', 'Bench', 'none', id from branch where code = 'BNC' on conflict do nothing returning id)
       insert into staff_role (staff_id, role) select id, 'verifier' from m`,
    )
    const desk = await sql.first<{ branch: string; verifier: string }>(
      "select b.id as branch, m.id as verifier from branch b join staff_member m on m.branch_id = b.id where b.code = 'BNC'",
    )
    return new ClaimMill(sql, gate, desk?.branch ?? '', desk?.verifier ?? '')
  }

  /** submit, checks_done, then five steps between branch and third parties. */
  async lifecycle(system: Actor): Promise<void> {
    const { id, heir } = await this.create()
    await this.step(id, 'submit', heir)
    await this.step(id, 'checks_done', system)
    await this.fiveSteps(id)
  }

  /** The same, where a worker checks the documents, and a worker tells the family of the last step. Nobody waits for letters. */
  async lifecycleWithWorkers(): Promise<void> {
    const { id, heir } = await this.create()
    await this.step(id, 'submit', heir)
    await this.until(id, "select 1 from claim where id = $1 and state = 'in_verification'")
    await this.fiveSteps(id)
    await this.until(
      id,
      `select 1 where not exists (select from outbox where claim_id = $1 and handled_at is null and topic <> 'letter.write')`,
    )
  }

  private async fiveSteps(id: string): Promise<void> {
    const verifier = this.staff('verifier')
    for (let turn = 0; turn < 3; turn++) {
      await this.step(id, 'refer', verifier, {
        party: 'Puskesmas',
        question: 'Surat dokter?',
        dueOn: '2026-12-01',
      })
      if (turn < 2) await this.step(id, 'answer_received', verifier, { answerDocumentId: randomUUID() })
    }
  }

  private async create(): Promise<{ id: string; heir: Actor }> {
    const nik = randomUUID()
    const [row] = await this.sql.rows<{ id: string; party: string }>(
      `with i as (insert into incident (kind, participant_nik_index, event_date, created_at) values ('death', decode(md5($1), 'hex'), '2026-11-02', now()) returning id),
       c as (insert into claim (number, type, branch_id, incident_id, participant_nik, participant_nik_index, participant_name, event_date, answers, coverage, created_by, created_at, moved_at)
         select 'B-' || $1, 'jkm_death', $2, i.id, $5, decode(md5($1), 'hex'), 'Bench', '2026-11-02', $3::jsonb, $4::jsonb, 'bench', now(), now() from i returning id),
       p as (insert into claim_party (claim_id, kind, name, relation, phone, joined_at)
         select id, 'heir', 'Bench', 'spouse', $5, now() from c returning id, claim_id)
       select claim_id as id, id as party from p`,
      [
        nik,
        this.branchId,
        JSON.stringify({ event: { type: 'non_work_death', eventDate: '2026-11-02' } }),
        JSON.stringify(coverage),
        sealedForm(nik),
      ],
    )
    if (!row) throw new Error('no claim was made')
    return { id: row.id, heir: { id: `party:${row.party}`, role: 'heir', branchId: null } }
  }

  private async step(claimId: string, event: ClaimEvent, actor: Actor, input?: object): Promise<void> {
    await this.gate.fire(claimId, event, actor, { idempotencyKey: randomUUID(), input })
  }

  private staff(role: Role): Actor {
    return { id: this.verifierId, role, branchId: this.branchId }
  }

  private async until(claimId: string, query: string): Promise<void> {
    while ((await this.sql.rows(query, [claimId])).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const coverage = {
  participant: {
    segment: 'BPU',
    benefit_wage_base: 1_000_000,
    contribution_months: 14,
    membership_start: '2025-09-01',
  },
}
