import { getDistricts } from 'idn-area-data'

let districts: Promise<ReadonlySet<string>> | undefined

/** Six-digit codes of all districts of Indonesia that exist today; read once, at the first import. */
export function knownDistricts(): Promise<ReadonlySet<string>> {
  districts ??= getDistricts().then((all) => new Set(all.map(({ code }) => code.replaceAll('.', ''))))
  return districts
}
