import { z } from 'zod'
import { readRuleFile } from './read-rule-file.js'

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'tulis tanggal sebagai TTTT-BB-HH')
const rupiah = z.int().positive()

export const programs = ['jkm', 'jkk'] as const
export const evidenceLevels = ['complete', 'substituted', 'waived'] as const
export type Program = (typeof programs)[number]
export type EvidenceLevel = (typeof evidenceLevels)[number]

const limit = z
  .strictObject({
    from: day,
    role: z.literal('approver'),
    program: z.enum(programs),
    evidence: z.enum(evidenceLevels),
    up_to: rupiah,
    second_above: rupiah,
  })
  .refine(({ up_to, second_above }) => second_above <= up_to, {
    error: 'second_above tidak boleh di atas up_to',
    path: ['second_above'],
  })

const freeze = z
  .strictObject({ from: day, to: day, reason: z.string().min(10) })
  .refine(({ from, to }) => from <= to, { error: 'to tidak boleh sebelum from', path: ['to'] })

/** The whole of `config/approval/limits.yaml`. */
export const approvalLimitsFile = z
  .strictObject({ limits: z.array(limit).min(1), freezes: z.array(freeze) })
  .superRefine(({ limits }, context) => {
    const said = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    for (const program of programs)
      for (const evidence of evidenceLevels)
        if (!limits.some((row) => row.program === program && row.evidence === evidence))
          said(['limits'], `tidak ada batas untuk ${program} dengan bukti ${evidence}`)
    const keys = limits.map((row) => `${row.from} ${row.program} ${row.evidence}`)
    for (const [index, key] of keys.entries())
      if (keys.indexOf(key) !== index) said(['limits', index], `batas ${key} tertulis dua kali`)
  })
export type ApprovalLimitsFile = z.infer<typeof approvalLimitsFile>

/** @throws Error that names each field and what is wrong with it */
export function readApprovalLimits(): ApprovalLimitsFile {
  return readRuleFile('approval/limits.yaml', approvalLimitsFile)
}
