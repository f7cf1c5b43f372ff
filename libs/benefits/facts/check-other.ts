import { settleHeirs } from '#libs/heirs'
import type { LawBook } from '#libs/law'
import { findPaymentLimit } from '../lateness/payment-limit.js'
import type { ContributionFacts, HeirsFacts, LatenessFacts } from './other-facts.js'
import type { Refusal } from './refusal.js'
import type { LocalDate } from '#libs/local-date'

export function checkLateness(facts: LatenessFacts, law: LawBook): Refusal[] {
  const { requirements_complete: complete, paid_on: paidOn } = facts
  const refusals: Refusal[] = []
  if (paidOn < complete) {
    const message = `lebih awal dari tanggal berkas lengkap ${complete}; periksa kedua tanggal`
    refusals.push({ path: 'paid_on', message })
  }
  if (facts.working_day_limit === undefined && findPaymentLimit(facts, law) === undefined) {
    const message = 'wajib diisi; beasiswa mengikuti batas hari kerja program orang tuanya'
    refusals.push({ path: 'working_day_limit', message })
  }
  return refusals
}

/** Who arranged the burial must be known when nobody inherits, and nobody is born after the event. */
export function checkHeirs(facts: HeirsFacts, law: LawBook): Refusal[] {
  const on = facts.event_date ?? ('9999-12-31' as LocalDate)
  const names = (facts.relatives ?? []).map(({ name }) => name)
  const refusals = names.flatMap((name, index): Refusal[] =>
    names.indexOf(name) < index
      ? [
          {
            path: `relatives[${index}].name`,
            message: 'sudah tercantum; bedakan kedua orang itu dengan nama lengkap',
          },
        ]
      : [],
  )
  if (refusals.length > 0 || !law.findText('rule_set', on) || facts.burial_arranger) return refusals
  const { heirClass } = settleHeirs(
    { relatives: facts.relatives ?? [], will: facts.will ?? undefined, on },
    law,
  )
  if (heirClass !== 'NONE') return []
  return [
    {
      path: 'burial_arranger',
      message: 'wajib diisi bila tidak ada ahli waris; tulis siapa yang mengurus pemakaman',
    },
  ]
}

type Field = keyof ContributionFacts

const needed: Record<ContributionFacts['segment'], readonly Field[]> = {
  PU: ['monthly_wage', 'risk_group'],
  BPU: ['reported_income'],
  KONSTRUKSI: ['contract_value'],
}
const bases: readonly Field[] = ['monthly_wage', 'risk_group', 'reported_income', 'contract_value']

export function checkContribution(facts: ContributionFacts): Refusal[] {
  const fields = needed[facts.segment]
  return [
    ...fields
      .filter((field) => facts[field] === undefined)
      .map((path) => ({ path, message: `wajib diisi untuk segmen ${facts.segment}` })),
    ...bases
      .filter((field) => !fields.includes(field) && facts[field] !== undefined)
      .map((path) => ({ path, message: `tidak berlaku untuk segmen ${facts.segment}; hapus isian ini` })),
    ...checkMonths(facts),
  ]
}

function checkMonths({ month, first_month: firstMonth, months }: ContributionFacts): Refusal[] {
  if (month !== undefined && (firstMonth !== undefined || (months ?? 1) !== 1)) {
    return [
      {
        path: 'month',
        message: 'isi month untuk satu bulan, atau first_month dan months untuk beberapa bulan',
      },
    ]
  }
  if (month === undefined && firstMonth === undefined) {
    return [{ path: 'month', message: 'wajib diisi, atau isi first_month dan months untuk beberapa bulan' }]
  }
  if (firstMonth !== undefined && months === undefined) {
    return [{ path: 'months', message: 'wajib diisi bersama first_month; tulis jumlah bulannya' }]
  }
  return []
}
