import { dateOfInstant, parseInstant } from '#libs/local-date'
import type { InstantText } from '../platform/clock/clock.js'
import {
  approvalLimitsFile,
  type ApprovalLimitsFile,
  type EvidenceLevel,
  evidenceLevels,
  type Program,
  programs,
  readApprovalLimits,
} from '../platform/law-loader/approval-limits-file.js'

/** What is allowed for one program and one level of evidence: whole rupiah as text. */
export interface LevelLimit {
  readonly program: Program
  readonly evidence: EvidenceLevel
  readonly upTo: string
  readonly secondAbove: string
}

/** What the gate must know of a day. */
export interface RulesOfTheDay {
  readonly limits: readonly LevelLimit[]
  /** Last day of a freeze that holds today; null = none. */
  readonly frozenUntil: string | null
}

const zones = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' } as const

/** Who may approve what, dated, and when nothing is decided (config/approval/limits.yaml). */
export class ApprovalLimits {
  private constructor(private readonly file: ApprovalLimitsFile) {}

  static fromConfig(): ApprovalLimits {
    return new ApprovalLimits(readApprovalLimits())
  }

  /** @throws Error that names each field and what is wrong with it */
  static of(content: unknown): ApprovalLimits {
    return new ApprovalLimits(approvalLimitsFile.parse(content))
  }

  /** @param day `YYYY-MM-DD`. A program and evidence without a row in force that day may not be approved at all. */
  on(day: string): RulesOfTheDay {
    const limits = programs.flatMap((program) =>
      evidenceLevels.flatMap((evidence) => this.limitOf(program, evidence, day)),
    )
    const freeze = this.file.freezes.find(({ from, to }) => from <= day && day <= to)
    return { limits, frozenUntil: freeze?.to ?? null }
  }

  /** By the zone of a branch: at midnight in Jayapura it is still yesterday in Jakarta. */
  inZones(now: InstantText): Record<keyof typeof zones, RulesOfTheDay> {
    const on = (zone: keyof typeof zones): RulesOfTheDay =>
      this.on(dateOfInstant(parseInstant(now), zones[zone]))
    return {
      'Asia/Jakarta': on('Asia/Jakarta'),
      'Asia/Makassar': on('Asia/Makassar'),
      'Asia/Jayapura': on('Asia/Jayapura'),
    }
  }

  private limitOf(program: Program, evidence: EvidenceLevel, day: string): LevelLimit[] {
    const row = this.file.limits
      .filter((each) => each.program === program && each.evidence === evidence && each.from <= day)
      .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
    if (!row) return []
    return [{ program, evidence, upTo: String(row.up_to), secondAbove: String(row.second_above) }]
  }
}
