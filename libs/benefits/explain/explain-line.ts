import { formatDateId } from '#libs/local-date'
import {
  compare,
  formatDecimal,
  formatPercent,
  formatRupiah,
  multiply,
  roundHalfUp,
  type Ratio,
  type Rupiah,
} from '#libs/rupiah'
import type { LineData } from '../line-data.js'
import type {
  BilledMonths,
  CappedReceipt,
  Contribution,
  DerivedWage,
  DisabledPart,
  LateCompensation,
  PartialDisability,
  PartOfWage,
  SchoolYearPaid,
  Shortfall,
  StmbBlock,
} from '../working.js'
import { lineLabels } from './labels.js'
import { placeAtSchool } from './place-at-school.js'
import { source } from './source.js'

/** A line as one sentence: what it is, the arithmetic, the amount, the article and since when it is in force. */
export function explainLine(line: LineData): string {
  const label =
    line.child === undefined ? lineLabels[line.code] : `${lineLabels[line.code]} untuk ${line.child}`
  return `${label}: ${arithmetic(line)}${citation(line)}.`
}

function citation({ parameters: [first] }: LineData): string {
  if (!first) return ''
  return ` (${source(first.basis)}, berlaku sejak ${formatDateId(first.from)})`
}

function arithmetic({ working, amount }: LineData): string {
  switch (working.rule) {
    case 'fixed_amount':
      return `ditetapkan sebesar ${formatRupiah(amount)}`
    case 'part_of_wage':
      return partOfWage(working, amount)
    case 'stmb_block':
      return stmbBlock(working, amount)
    case 'partial_disability':
      return partialDisability(working, amount)
    case 'capped_receipt':
      return cappedReceipt(working, amount)
    case 'marked_up_price': {
      const [price, markup] = [formatRupiah(working.price), formatPercent(working.markup)]
      return `harga acuan ${price} ditambah ${markup} = ${formatRupiah(amount)}`
    }
    case 'school_year':
      return schoolYear(working, amount)
    case 'late_compensation':
      return lateCompensation(working, amount)
    case 'contribution':
      return `${contributionBase(working)}, ${billedMonths(working.months)} = ${formatRupiah(amount)}`
    case 'cohort_contribution': {
      const parts = working.parts.map((part) => `${contributionBase(part)}, ${billedMonths(part.months)}`)
      return `${working.workers} pekerja × (${parts.join('; ')}) = ${formatRupiah(amount)}`
    }
    case 'shortfall':
      return shortfall(working, amount)
  }
}

function partOfWage({ percent, multiplier, wage, minimum }: PartOfWage, amount: Rupiah): string {
  const product = `${formatPercent(percent)} × ${multiplier} × upah sebulan ${formatRupiah(wage)}`
  if (minimum === undefined || compare(multiply(percent, BigInt(multiplier), wage), minimum) >= 0) {
    return `${product} = ${formatRupiah(amount)}`
  }
  const computed = formatRupiah(roundHalfUp(multiply(percent, BigInt(multiplier), wage)))
  return `${product} = ${computed}, kurang dari jumlah paling sedikit, sehingga dibayar ${formatRupiah(amount)}`
}

function stmbBlock(
  { block, days, wage, daysPerMonth, calendar, percent }: StmbBlock,
  amount: Rupiah,
): string {
  const result = `${formatPercent(percent)} = ${formatRupiah(amount)}`
  if (!calendar) return `bagian ${block}, ${days} hari × ${formatRupiah(wage)} ÷ ${daysPerMonth} × ${result}`
  const { from, whole, rest, restOf } = calendar
  const months = [...(whole > 0 ? [`${whole} bulan`] : []), ...(rest > 0 ? [`${rest}/${restOf} bulan`] : [])]
  const counted = months.length > 1 ? `(${months.join(' + ')})` : months.join()
  return `bagian ${block}, ${days} hari sejak ${formatDateId(from)}: ${counted} × ${formatRupiah(wage)} × ${result}`
}

function partialDisability(
  { parts, sum, percent, multiplier, wage }: PartialDisability,
  amount: Rupiah,
): string {
  const capped = compare(sum, percent) > 0 ? `, dibatasi menjadi ${formatPercent(percent)}` : ''
  const counted = parts.filter(({ coveredBy }) => coveredBy === undefined)
  const listed = [counted.map(disabledPart).join(' + '), ...notCounted(parts)].join('; ')
  const total = counted.length > 1 || capped !== '' ? ` = ${formatPercent(sum)}${capped}` : ''
  const product = `${formatPercent(percent)} × ${multiplier} × upah sebulan ${formatRupiah(wage)}`
  return `${listed}${total}; ${product} = ${formatRupiah(amount)}`
}

function disabledPart(part: DisabledPart): string {
  const name = inSentence(part.name)
  const readAs = part.readAs === part.code ? '' : ' (memakai angka sisi sebelahnya karena peserta kidal)'
  const factors = [
    formatPercent(part.tablePercent),
    ...(part.units && compare(part.units, 1n) !== 0 ? [formatDecimal(part.units)] : []),
    ...(part.functionLoss ? [`kehilangan fungsi ${formatPercent(part.functionLoss)}`] : []),
  ]
  const limited = part.limitedTo && compare(part.percent, exactPercent(part)) < 0
  const limit = limited ? `, paling banyak ${formatPercent(part.limitedTo)}` : ''
  const result = factors.length > 1 ? ` = ${formatPercent(part.percent)}` : ''
  return `${name}${readAs} ${factors.join(' × ')}${limit}${result}`
}

/** Parts that another listed part covers, so that they are not added. */
function notCounted(parts: readonly DisabledPart[]): string[] {
  return parts.flatMap(({ name, coveredBy }) => {
    if (coveredBy === undefined) return []
    const cover = parts.find(({ code }) => code === coveredBy)?.name ?? coveredBy
    return [`${inSentence(name)} tidak ditambahkan karena sudah termasuk ${inSentence(cover)}`]
  })
}

function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function exactPercent({ tablePercent, units }: DisabledPart): Ratio {
  return units ? multiply(tablePercent, units) : tablePercent
}

function cappedReceipt({ receipt, cap }: CappedReceipt, amount: Rupiah): string {
  if (cap === undefined) return `kuitansi ${formatRupiah(receipt)} diganti seluruhnya`
  if (receipt <= cap) return `kuitansi ${formatRupiah(amount)} tidak melampaui batas ${formatRupiah(cap)}`
  return `kuitansi ${formatRupiah(receipt)} diganti sampai batas ${formatRupiah(amount)}`
}

function schoolYear(working: SchoolYearPaid, amount: Rupiah): string {
  const age = `usia ${working.ageOnTestDate} tahun pada ${formatDateId(working.testedOn)}`
  const year = `tahun ke-${working.paidYear} dari paling banyak ${working.maxPaidYears} tahun`
  return `${placeAtSchool(working.level, working.grade)}, tahun ajaran ${working.schoolYear}, ${age}, ${year}, sebesar ${formatRupiah(amount)}`
}

function lateCompensation(
  { base, percent, days, deadline, paidOn }: LateCompensation,
  amount: Rupiah,
): string {
  const dates = `batas ${formatDateId(deadline)}, dibayar ${formatDateId(paidOn)}`
  return `${formatRupiah(base)} × ${formatPercent(percent)} × ${days} hari = ${formatRupiah(amount)}; ${dates}`
}

function contributionBase({ base, band, rate, fixed, slices }: Contribution): string {
  if (slices) {
    const parts = slices.map(({ value, rate: part }) => `${formatPercent(part)} × ${formatRupiah(value)}`)
    return `nilai kontrak ${formatRupiah(base ?? 0n)}: ${parts.join(' + ')}`
  }
  if (fixed !== undefined) return formatRupiah(fixed)
  const of = band === undefined ? 'upah sebulan' : `penghasilan dasar kelompok ${band}`
  return `${rate ? formatPercent(rate) : ''} × ${of} ${formatRupiah(base ?? 0n)}`
}

function billedMonths(months: readonly BilledMonths[]): string {
  return months
    .map(({ count, payable, monthly }) => {
      const relief = payable ? `, keringanan sehingga dibayar ${formatPercent(payable)}` : ''
      return `${count} bulan × ${formatRupiah(monthly)}${relief}`
    })
    .join(' + ')
}

function shortfall(working: Shortfall, amount: Rupiah): string {
  const due = `${formatRupiah(working.onTrueWage)} menurut upah sebenarnya ${formatRupiah(working.trueWage)}`
  const paid = `${formatRupiah(working.onReportedWage)} menurut upah yang dilaporkan ${formatRupiah(working.reportedWage)}`
  return `${lineLabels[working.of]}: ${due}, dikurangi ${paid} = ${formatRupiah(amount)}`
}

/** How the monthly wage came about, for the head of a calculation. */
export function explainWage(amount: Rupiah, derived: DerivedWage): string {
  switch (derived.from) {
    case 'daily':
      return `${formatRupiah(derived.daily_wage)} sehari × ${derived.days} hari = ${formatRupiah(amount)}`
    case 'piece_rate':
      return `${formatRupiah(derived.sum)} dalam ${derived.months} bulan ÷ ${derived.months} = ${formatRupiah(amount)}`
    case 'band':
      return `penghasilan ${formatRupiah(derived.income)} termasuk kelompok ${derived.band} = ${formatRupiah(amount)}`
  }
}
