import { type LawBook, type Parameter, type Period, isVersion } from '#libs/law'
import { periodInWords, valueAsJson, valueInWords } from '../../platform/law-loader/law-in-words.js'
import { parametersWith } from '../../platform/law-loader/law-reading.js'

/** Every parameter with its latest value, grouped as the folders are; `words` narrows it to names and labels. */
export function listText(law: LawBook, words?: string): string {
  const parameters = parametersWith(law, words)
  const width = Math.max(...parameters.map(({ name }) => name.length), 0)
  const lines = parameters.map((parameter) => {
    const latest = latestOf(parameter)
    const value = isVersion(latest)
      ? `${valueInWords(latest.value, parameter.unit)}, ${periodInWords(latest)} (${latest.basis.confidence})`
      : `tidak ada nilai ${periodInWords(latest)}`
    return `${parameter.name.padEnd(width)}  ${parameter.label}: ${value}`
  })
  return `${lines.join('\n')}\n\n${parameters.length} parameter. Sidik data hukum: ${law.digest}\n`
}

export function listJson(law: LawBook, words?: string): object {
  const parameters = parametersWith(law, words).map((parameter) => {
    const latest = latestOf(parameter)
    const { name, label, unit } = parameter
    if (!isVersion(latest)) return { name, label, unit, from: latest.from, none: latest.none }
    const { from, basis, value } = latest
    return { name, label, unit, from, value: unit === 'table' ? undefined : valueAsJson(value), basis }
  })
  return { digest: law.digest, parameters }
}

/** The last period is open, so there is always one. */
function latestOf({ name, periods }: Parameter): Period {
  const latest = periods.at(-1)
  if (!latest) throw new Error(`${name} has no period`)
  return latest
}
