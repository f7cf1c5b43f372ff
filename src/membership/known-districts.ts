import { getDistricts } from 'idn-area-data'

let districts: Promise<ReadonlyMap<string, string>> | undefined

/** Names of all districts of Indonesia that exist today, by six-digit code; read once, at the first need. */
export function districtNames(): Promise<ReadonlyMap<string, string>> {
  districts ??= getDistricts().then(
    (all) => new Map(all.map(({ code, name }) => [code.replaceAll('.', ''), name])),
  )
  return districts
}
