/**
 * The examination of a claim that leaves questions: a named officer answers each with evidence, and the verifier goes on
 * with what was found. Answers are kept as they were given; a correction is one more answer.
 */
import { Injectable } from '@nestjs/common'
import type { HeldDuty } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import type { InvestigationAnswerDto } from './investigation.dto.js'

export interface InvestigationAnswer {
  answer: string
  source: string | null
  fileName: string | null
  by: string
  at: string
}

export interface Investigation {
  reason: string
  investigator: string
  openedBy: string
  openedAt: string
  dueOn: string
  /** Each question with what was answered, the latest last. */
  questions: { question: string; answers: InvestigationAnswer[] }[]
}

interface OpenInvestigation {
  /** A separated duty that the person holds on this round. */
  duty: HeldDuty | null
  seq: number
  question_count: number
}

interface InvestigationRow {
  seq: number
  investigator: string
  opened_by: string
  at: string
  input: { reason: string; questions: string[]; dueOn: string }
}

interface AnswerRow extends Omit<InvestigationAnswer, 'fileName'> {
  seq: number
  position: number
  file_name: string | null
}

const refusals = {
  EVIDENCE_MISSING: 'Tulis dari siapa Anda mengetahuinya, atau pilih berkas yang membuktikannya.',
  QUESTION_UNKNOWN: 'Pertanyaan ini tidak ada pada pemeriksaan yang sedang berjalan.',
  FILE_UNKNOWN: 'Pilih berkas dari klaim ini.',
} as const

function refused(field: keyof InvestigationAnswerDto, code: keyof typeof refusals): InvalidInput {
  const detail = refusals[code]
  return new InvalidInput(detail, [{ pointer: `/${field}`, code, detail }])
}

@Injectable()
export class InvestigationService {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /**
   * Keeps an answer to one question of the running investigation.
   * @throws NotFound, NotAllowed, InvalidInput, TransitionRefused when none is running
   */
  async answer(claimId: string, dto: InvestigationAnswerDto, actor: Actor): Promise<void> {
    if (actor.role !== 'investigator')
      throw new NotAllowed('Hanya pemeriksa kasus yang menjawab pertanyaan pemeriksaan.')
    if (!dto.source && !dto.fileId) throw refused('source', 'EVIDENCE_MISSING')
    const seals = await this.personal.ofClaim(claimId)
    await this.sql.transaction(async (sql) => {
      const running = await this.running(sql, claimId, actor)
      if (dto.position > running.question_count) throw refused('position', 'QUESTION_UNKNOWN')
      if (dto.fileId) await this.assertOwnFile(sql, claimId, dto.fileId)
      await sql.rows(
        `insert into investigation_answer (claim_id, seq, position, answer, source, file_id, answered_by, answered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          claimId,
          running.seq,
          dto.position,
          seals.text('investigation_answer.answer', dto.answer),
          dto.source ? seals.text('investigation_answer.source', dto.source) : null,
          dto.fileId ?? null,
          actor.id,
          this.clock.now(),
        ],
      )
    })
  }

  /** Every investigation of a claim, the latest first, with its questions and what was found. */
  async of(claimId: string): Promise<Investigation[]> {
    const opened = await this.sql.rows<InvestigationRow>(
      `select i.seq, m.display_name as investigator, coalesce(o.display_name, t.actor_id) as opened_by, t.at, t.input
       from investigation i join claim_transition t on t.claim_id = i.claim_id and t.seq = i.seq
       join staff_member m on m.id = i.investigator_id left join staff_member o on o.id::text = t.actor_id
       where i.claim_id = $1 order by i.seq desc`,
      [claimId],
    )
    if (opened.length === 0) return []
    const rows = await this.personal.reveal(opened, { input: 'claim_transition.input' })
    const answers = await this.answersOf(claimId)
    return rows.map((row) => ({
      reason: row.input.reason,
      investigator: row.investigator,
      openedBy: row.opened_by,
      openedAt: row.at,
      dueOn: row.input.dueOn,
      questions: row.input.questions.map((question, index) => ({
        question,
        answers: answers
          .filter(({ seq, position }) => seq === row.seq && position === index + 1)
          .map(({ answer, source, file_name: fileName, by, at }) => ({ answer, source, fileName, by, at })),
      })),
    }))
  }

  private async answersOf(claimId: string): Promise<AnswerRow[]> {
    const rows = await this.sql.rows<AnswerRow>(
      `select a.seq, a.position, a.answer, a.source, f.name as file_name, m.display_name as by, a.answered_at as at
       from investigation_answer a join staff_member m on m.id = a.answered_by
       left join document_file f on f.id = a.file_id where a.claim_id = $1 order by a.id`,
      [claimId],
    )
    return this.personal.reveal(rows, {
      answer: 'investigation_answer.answer',
      source: 'investigation_answer.source',
    })
  }

  private async running(sql: SqlRunner, claimId: string, actor: Actor): Promise<OpenInvestigation> {
    const [claim] = await sql.rows<{ state: string; branch_id: string }>(
      'select state, branch_id from claim where id = $1 for no key update',
      [claimId],
    )
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
    if (actor.branchId !== null && claim.branch_id !== actor.branchId)
      throw new NotAllowed('Klaim ini milik kantor cabang lain.')
    const [latest] = await sql.rows<OpenInvestigation>(
      `select i.seq, i.question_count, (duties_of(c.id, c.round, $2))[1] as duty
       from investigation i join claim c on c.id = i.claim_id where i.claim_id = $1 order by i.seq desc limit 1`,
      [claimId, actor.id],
    )
    if (claim.state !== 'under_investigation' || !latest)
      throw new TransitionRefused('answer_question', 'no-such-step', [], [])
    if (latest.duty !== null) {
      const refusal = { code: 'DUTY_ALREADY_HELD' as const, params: { duty: latest.duty } }
      throw new TransitionRefused('answer_question', 'not-yet', [refusal], [])
    }
    return latest
  }

  private async assertOwnFile(sql: SqlRunner, claimId: string, fileId: string): Promise<void> {
    const [file] = await sql.rows('select 1 from document_file where id = $1 and claim_id = $2', [
      fileId,
      claimId,
    ])
    if (!file) throw refused('fileId', 'FILE_UNKNOWN')
  }
}
