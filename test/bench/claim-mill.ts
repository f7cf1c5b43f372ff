import { randomUUID } from 'node:crypto'
import type { ClaimEvent, Role } from '#libs/lifecycle'
import type { ClaimLifecycle } from '../../src/claims/claim-lifecycle.service.js'
import type { Actor } from '../../src/claims/claim-command.port.js'
import type { Sql } from '../../src/platform/database/sql.js'
import type { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { Waits } from './waits.js'

/** Makes claims and takes them through seven transitions of the real gate, guards, hash chain, clocks and outbox included. */
export class ClaimMill {
  private readonly checked: Waits
  private readonly told: Waits

  private constructor(
    private readonly sql: Sql,
    private readonly gate: ClaimLifecycle,
    private readonly personal: PersonalData,
    private readonly branchId: string,
    private readonly verifierId: string,
  ) {
    this.checked = new Waits(sql, "select id from claim where id = any ($1) and state = 'in_verification'")
    this.told = new Waits(
      sql,
      `select id from unnest($1::uuid[]) as x(id) where not exists (
         select from outbox where claim_id = x.id and handled_at is null and topic <> 'letter.write')`,
    )
  }

  static async open(sql: Sql, gate: ClaimLifecycle, personal: PersonalData, owner: Sql): Promise<ClaimMill> {
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
    return new ClaimMill(sql, gate, personal, desk?.branch ?? '', desk?.verifier ?? '')
  }

  /** submit, checks_done, then five steps between branch and third parties. */
  async lifecycle(system: Actor): Promise<void> {
    const { id, heir } = await this.create()
    await this.step(id, 'submit', heir)
    await this.step(id, 'checks_done', system)
    await this.fiveSteps(id)
  }

  /** The same, where a worker checks the documents, and a worker tells the family of the last step. Nobody waits for letters. Notes how long the worker's step took. */
  async lifecycleWithWorkers(waits: number[]): Promise<void> {
    const { id, heir } = await this.create()
    await this.step(id, 'submit', heir)
    const submitted = performance.now()
    await this.checked.until(id)
    waits.push(performance.now() - submitted)
    await this.fiveSteps(id)
    await this.told.until(id)
  }

  private async fiveSteps(id: string): Promise<void> {
    const verifier = this.staff('verifier')
    for (let turn = 0; turn < 3; turn++) {
      await this.step(id, 'refer', verifier, {
        party: 'Puskesmas',
        question: 'Surat dokter?',
        dueOn: tomorrow,
      })
      if (turn < 2) await this.step(id, 'answer_received', verifier, { answerDocumentId: randomUUID() })
    }
  }

  private async create(): Promise<{ id: string; heir: Actor }> {
    const nik = randomUUID()
    const id = randomUUID()
    const { seals, key } = this.personal.ofNewClaim(id)
    const [row] = await this.sql.rows<{ party: string }>(
      `with i as (insert into incident (kind, participant_nik_index, event_date, created_at) values ('death', decode(md5($1), 'hex'), '2026-11-02', now()) returning id),
       c as (insert into claim (id, number, type, branch_id, incident_id, participant_nik, participant_nik_index, participant_name, event_date, answers, coverage, created_by, created_at, moved_at)
         select $2, 'B-' || $1, 'jkm_death', $3, i.id, $4, decode(md5($1), 'hex'), 'Bench', '2026-11-02', $5::jsonb, $6::jsonb, 'bench', now(), now() from i returning id),
       k as (insert into claim_data_key (claim_id, master_key, wrapped, created_at) select id, $7, $8, now() from c),
       p as (insert into claim_party (claim_id, kind, name, relation, phone, joined_at)
         select id, 'heir', 'Bench', 'spouse', $9, now() from c returning id)
       select id as party from p`,
      [
        ...[nik, id, this.branchId, seals.text('claim.participant_nik', nik)],
        JSON.stringify({ event: { type: 'non_work_death', eventDate: '2026-11-02' } }),
        JSON.stringify(coverage),
        ...[key.masterKey, key.wrapped, seals.text('claim_party.phone', '+6281255509999')],
      ],
    )
    if (!row) throw new Error('no claim was made')
    return { id, heir: { id: `party:${row.party}`, role: 'heir', branchId: null } }
  }

  private async step(claimId: string, event: ClaimEvent, actor: Actor, input?: object): Promise<void> {
    await this.gate.fire(claimId, event, actor, { idempotencyKey: randomUUID(), input })
  }

  private staff(role: Role): Actor {
    return { id: this.verifierId, role, branchId: this.branchId }
  }
}

/** A last day for an answer that is neither past nor too far ahead, whenever the bench runs. */
export const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

const coverage = {
  participant: {
    segment: 'BPU',
    benefit_wage_base: 1_000_000,
    contribution_months: 14,
    membership_start: '2025-09-01',
  },
}
