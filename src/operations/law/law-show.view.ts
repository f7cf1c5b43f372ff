import { type LawBook, type Parameter, type Period, type TimeLimit, isVersion } from '#libs/law'
import { type LocalDate, formatDateId, parseLocalDate } from '#libs/local-date'
import { rupiahInWords } from '#libs/rupiah'
import {
  articleInWords,
  choiceInWords,
  confidenceWords,
  periodInWords,
  rowInWords,
  selectorWords,
  valueAsJson,
  valueInWords,
} from '../../platform/law-loader/law-in-words.js'
import { absenceOn } from '../../platform/law-loader/law-reading.js'

/** One parameter: what applies on a day and why, and everything that ever applied. */
export function showText(law: LawBook, name: string, on?: LocalDate): string {
  const parameter = law.describe(name)
  return [
    `${parameter.name}: ${parameter.label}`,
    '',
    ...(on === undefined ? [] : [...onThatDay(law, parameter, on), '']),
    'Riwayat',
    ...parameter.periods.flatMap((period) => historyLines(parameter, period)),
    '',
    ...about(parameter),
    '',
  ].join('\n')
}

export function showJson(law: LawBook, name: string, on?: LocalDate): object {
  const { periods, file: _file, ...description } = law.describe(name)
  const inForce = on === undefined ? undefined : law.find(name, on)
  return {
    ...description,
    ...(on === undefined ? {} : { on, inForce: inForce ? periodAsJson(inForce) : null }),
    history: periods.map(periodAsJson),
  }
}

function onThatDay(law: LawBook, parameter: Parameter, on: LocalDate): string[] {
  const version = law.find(parameter.name, on)
  if (!version) {
    const reason = absenceOn(parameter, on) ?? 'tanggal ini sebelum aturan yang dimuat'
    return [`Pada ${formatDateId(on)} tidak ada nilai yang berlaku: ${reason}.`]
  }
  const { value, unit, basis } = version
  const words = typeof value === 'bigint' ? ` (${rupiahInWords(value)})` : ''
  return [
    `Nilai pada ${formatDateId(on)}: ${valueInWords(value, unit)}${words}`,
    `Berlaku: ${periodInWords(version)}`,
    `Dasar hukum: ${articleInWords(basis)}`,
    `Kepastian: ${basis.confidence}, ${confidenceWords[basis.confidence]}`,
    ...(basis.note ? [`Catatan: ${basis.note}`] : []),
    ...(basis.href ? [`Naskah: ${basis.href}`] : []),
    ...(Array.isArray(value)
      ? value.map((row: object) => `  ${rowInWords(row)}${limitOf(law, row, on)}`)
      : []),
  ]
}

/** A row of the time limits points at the parameter that holds its number; here it is shown as the row's days had it. */
function limitOf(law: LawBook, row: object, on: LocalDate): string {
  if (!('parameter' in row)) return ''
  const { parameter, from, to } = row as TimeLimit
  const day = on < from ? from : to !== undefined && on > to ? to : on
  const limit = law.find(parameter, day)
  return limit ? ` · batasnya ${valueInWords(limit.value, limit.unit)}` : ''
}

function historyLines(parameter: Parameter, period: Period): string[] {
  if (!isVersion(period)) return [`  ${periodInWords(period)}: tidak ada nilai. ${period.none}`]
  const { value, basis } = period
  const article = `${articleInWords(basis)} (${basis.confidence})`
  return [`  ${periodInWords(period)}: ${valueInWords(value, parameter.unit)}. ${article}`]
}

function about(parameter: Parameter): string[] {
  const { aliases, alternatives, appliesOn, rules, verified } = parameter
  return [
    `Dipilih menurut ${selectorWords[appliesOn]}.`,
    ...(rules.length > 0 ? [`Dipakai oleh aturan ${rules.join(', ')}.`] : []),
    ...(aliases.length > 0 ? [`Nama lain: ${aliases.join(', ')}.`] : []),
    ...(alternatives.length > 0
      ? [`Tafsir lain yang mungkin: ${alternatives.map((one) => choiceInWords(String(one))).join(', ')}.`]
      : []),
    `Diperiksa ${formatDateId(parseLocalDate(verified.on))}: ${verified.how}.`,
  ]
}

function periodAsJson(period: Period): object {
  const { from, to } = period
  if (!isVersion(period)) return { from, to, none: period.none }
  return { from, to, value: valueAsJson(period.value), basis: period.basis }
}
