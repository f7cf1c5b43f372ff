import { type NumberRefused, refused, withoutGrouping } from './refusal.js'

export const kpjRefusalCodes = ['KPJ_NOT_11_CHARACTERS'] as const

export type KpjRefusalCode = (typeof kpjRefusalCodes)[number]

export type KpjAnswer = { readonly ok: true; readonly kpj: string } | NumberRefused<KpjRefusalCode>

const KPJ = /^[0-9A-Z]{11}$/

/**
 * Reads a KPJ, the membership number printed on the card: 11 characters, digits and, on older cards, a letter.
 * Spaces, dots and dashes are dropped and letters raised.
 *
 * @basis Domain rule.
 */
export function parseKpj(text: string): KpjAnswer {
  const kpj = withoutGrouping(text).toUpperCase()
  return KPJ.test(kpj) ? { ok: true, kpj } : refused('KPJ_NOT_11_CHARACTERS')
}
