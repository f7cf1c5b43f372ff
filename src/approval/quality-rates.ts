import { z } from 'zod'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const percent = z.int('harus bilangan bulat').min(0, 'paling sedikit 0').max(100, 'paling banyak 100')

const schema = z.strictObject({
  sampling: z
    .array(
      z.strictObject({
        from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'tulis tanggal sebagai TTTT-BB-HH'),
        approvals_percent: percent,
        refusals_percent: percent,
        signalled_percent: percent,
      }),
    )
    .min(1, 'perlu paling sedikit satu tarif'),
})

/** From a day on, how many of a hundred decisions of each kind are decided a second time. */
export type QualityRates = z.output<typeof schema>['sampling']

/**
 * Reads `config/procedure/quality-sampling.yaml`.
 * @throws Error that names the file, the field and the cure
 */
export function loadQualityRates(config?: string): QualityRates {
  return readRuleFile('procedure/quality-sampling.yaml', schema, config).sampling
}
