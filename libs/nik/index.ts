/**
 * Numbers that identify a person or a way to reach one: NIK, KK, KPJ, mobile phone. Each is read into its parts or
 * refused with codes; nothing here knows whether such a person exists.
 */
export { type Kk, type KkAnswer, type KkRefusalCode, parseKk } from './kk.js'
export { type KpjAnswer, type KpjRefusalCode, kpjRefusalCodes, parseKpj } from './kpj.js'
export {
  type Nik,
  type NikAnswer,
  type NikParts,
  type NikRefusalCode,
  type Sex,
  composeNik,
  maskNik,
  nikRefusalCodes,
  parseNik,
} from './nik.js'
export { type PhoneAnswer, type PhoneRefusalCode, normalizePhone, phoneRefusalCodes } from './phone.js'
export type { NumberRefusal, NumberRefused } from './refusal.js'
