import type { DisabilityPercentage, LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import { compare } from '#libs/rupiah'
import { type DisabilityTable, disabilityTable, setByDoctor, sideOf } from '../jkk/disabled-part.js'
import type { DisabilityFact } from './claim-facts.js'
import type { Refusal } from './refusal.js'

type Measure = 'function_loss_pct' | 'decibel' | 'units' | 'better_eye_efficiency' | 'worse_eye_efficiency'

/** Whether each disability is in the table of its date, on a side that exists, with the measure its entry needs. */
export function checkDisabilities(facts: readonly DisabilityFact[], law: LawBook, on: LocalDate): Refusal[] {
  if (facts.length === 0) return []
  const table = disabilityTable(law, on)
  const refusals = facts.flatMap((fact, index) => checkOne(fact, `disabilities[${index}]`, table))
  if (refusals.length > 0) return refusals
  return facts.flatMap((fact, index) => checkTogether(fact, index, facts, table))
}

function checkOne(fact: DisabilityFact, path: string, table: DisabilityTable): Refusal[] {
  const row = table.rows.get(fact.code)
  if (!row) return [{ path: `${path}.code`, message: `kode ${fact.code} tidak ada di tabel cacat` }]
  return [...checkSide(fact, row, path), ...checkMeasure(fact, row, path)]
}

function checkSide({ side }: DisabilityFact, row: DisabilityPercentage, path: string): Refusal[] {
  if (side === undefined || row.side === 'either' || row.side === side) return []
  const message =
    row.side === undefined
      ? `${row.code} tidak mempunyai sisi; hapus isian ini`
      : `tidak sesuai dengan kode ${row.code}; pakai kode untuk sisi ${side} atau isi ${row.side}`
  return [{ path: `${path}.side`, message }]
}

/** The measures an entry takes; `[]` in a set of alternatives means that none need be given. */
function measuresFor(row: DisabilityPercentage): readonly (readonly Measure[])[] {
  if (row.mode === 'range') return [['units'], ['function_loss_pct']]
  if (row.mode === 'fixed') return [[], ['function_loss_pct']]
  if (row.mode === 'per_unit') return [[], ['units'], ['function_loss_pct'], ['units', 'function_loss_pct']]
  if (row.code.startsWith('HEARING')) return [['decibel'], ['units']]
  const eyes: readonly Measure[] = ['better_eye_efficiency', 'worse_eye_efficiency']
  const byLoss: readonly (readonly Measure[])[] = [['units'], ['function_loss_pct']]
  return row.code === 'VISION_PARTIAL_10PCT' ? [eyes, ...byLoss] : byLoss
}

const measures: readonly Measure[] = [
  'function_loss_pct',
  'decibel',
  'units',
  'better_eye_efficiency',
  'worse_eye_efficiency',
]

function checkMeasure(fact: DisabilityFact, row: DisabilityPercentage, path: string): Refusal[] {
  const given = measures.filter((measure) => fact[measure] !== undefined)
  const allowed = measuresFor(row)
  if (
    !allowed.some((set) => set.length === given.length && set.every((measure) => given.includes(measure)))
  ) {
    const foreign = given.find((measure) => !allowed.some((set) => set.includes(measure)))
    const ways = allowed.map((set) => (set.length === 0 ? 'tanpa ukuran' : set.join(' dan '))).join('; atau ')
    return [
      {
        path: `${path}.${foreign ?? allowed.flat()[0] ?? 'code'}`,
        message: `${row.code} diisi dengan: ${ways}`,
      },
    ]
  }
  return [...checkRange(fact, row, path), ...checkEyes(fact, path)]
}

function checkRange(fact: DisabilityFact, row: DisabilityPercentage, path: string): Refusal[] {
  if (row.mode !== 'range' || !row.percentMin || !row.percentMax) return []
  const set = setByDoctor(fact)
  if (compare(set, row.percentMin) >= 0 && compare(set, row.percentMax) <= 0) return []
  const field = fact.units === undefined ? 'function_loss_pct' : 'units'
  return [
    { path: `${path}.${field}`, message: `di luar rentang yang boleh ditetapkan dokter untuk ${row.code}` },
  ]
}

function checkEyes(
  { better_eye_efficiency: better, worse_eye_efficiency: worse }: DisabilityFact,
  path: string,
): Refusal[] {
  if (!better || !worse || compare(better, worse) >= 0) return []
  return [
    {
      path: `${path}.better_eye_efficiency`,
      message: 'lebih kecil dari worse_eye_efficiency; tukar keduanya',
    },
  ]
}

/** The same part twice, or a part whose side must be known because another listed part may contain it. */
function checkTogether(
  fact: DisabilityFact,
  index: number,
  facts: readonly DisabilityFact[],
  table: DisabilityTable,
): Refusal[] {
  const row = table.rows.get(fact.code)
  if (!row) return []
  const others = facts.filter((other) => other !== fact)
  const path = `disabilities[${index}]`
  const sideMatters = row.side === 'either' && fact.side === undefined
  const kin = others.some(
    (other) => other.code === fact.code || isInside(fact, other, table) || isInside(other, fact, table),
  )
  if (sideMatters && kin) {
    return [
      {
        path: `${path}.side`,
        message: 'isi L atau R, karena ada bagian lain yang mungkin sama atau memuatnya',
      },
    ]
  }
  const twin = facts.findIndex(
    (other) => other.code === fact.code && sideOf(other, table) === sideOf(fact, table),
  )
  if (row.mode === 'per_unit' || twin === index) return []
  return [
    { path: `${path}.code`, message: `${fact.code} pada sisi yang sama sudah tercantum; hapus salah satu` },
  ]
}

/** Whether the table lets the first be contained in the second, sides aside; entries of both sides need no side. */
function isInside(inner: DisabilityFact, outer: DisabilityFact, table: DisabilityTable): boolean {
  if (table.rows.get(outer.code)?.side === undefined) return false
  let container = table.rows.get(inner.code)?.containedIn
  while (container !== undefined && container !== outer.code)
    container = table.rows.get(container)?.containedIn
  return container === outer.code
}
