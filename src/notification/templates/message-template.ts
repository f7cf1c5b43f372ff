/** One message in its three forms, as `config/notifications` holds it, and what it must keep to so that it may be sent. */
import { claimClocks } from '#libs/lifecycle'
import { z } from 'zod'

/** What a template may be filled with, each with the longest value it can take in an SMS. */
export const longestValues = {
  number: 'JKM-PSR-2210-000001',
  documents: '12 dokumen',
  date: '30 September 2026',
  phone_branch: '(0543) 555-0164',
  bank: 'Bank Kaltimtara',
  last_digits: '1234',
  code: '123456',
  cohort: 'Pekerja rentan Kecamatan Paser Belengkong',
  members: '32.268',
  when: '30 hari lagi',
  school_year: '2026/2027',
  incident: 'KK-PSR-2210-000001',
} as const
/** `url` is the page of the claim, `door` that of incidents; their length depends on where the product is reached. */
export type Placeholder = keyof typeof longestValues | 'url' | 'door'
const placeholders: readonly string[] = [...Object.keys(longestValues), 'url', 'door']

const text = z.string().trim().min(1)

export const templateSchema = z.strictObject({
  /** Grows by one with every change of words; each message keeps the version it was made from. */
  version: z.int().positive(),
  sms: text,
  whatsapp: text,
  email: z.strictObject({ subject: text, text }),
  /** The clock of the claim whose last day is `{date}`. */
  date_of: z.enum(claimClocks).optional(),
  /** Sent as long as this clock runs, on the days that `config/procedure/clocks.yaml` names for it. */
  reminder: z.strictObject({ clock: z.enum(claimClocks) }).optional(),
})
export type MessageTemplate = z.infer<typeof templateSchema>

export interface WordRules {
  words_of_cause: readonly string[]
  banned_words: readonly string[]
}

const SMS_LENGTH = 160
const SENTENCE_WORDS = 15
/** The basic alphabet of GSM 03.38; one letter outside it halves the room of an SMS. */
const GSM = /^[A-Za-z0-9 \n\r@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*$/
const MONEY = /\brp\b|rupiah|\d{1,3}(?:[.,]\d{3})+|\d{5,}|\b\d+ (?:ribu|juta|miliar)\b/i

/** One sentence for each rule that a template breaks; none when it may be sent. */
export function faultsOf(template: MessageTemplate, rules: WordRules, baseUrl: string): string[] {
  return [
    ...faultsOfSms(template.sms, baseUrl),
    ...textsOf(template).flatMap((each) => faultsOfText(each, rules)),
  ]
}

function faultsOfSms(sms: string, baseUrl: string): string[] {
  const longest = fill(sms, {
    ...longestValues,
    url: urlOf(baseUrl, longestValues.number),
    door: doorOf(baseUrl),
  })
  const faults = []
  if (longest.length > SMS_LENGTH)
    faults.push(
      `sms: ${longest.length} huruf dengan isian terpanjang; paling banyak ${SMS_LENGTH}. "${longest}"`,
    )
  if (!GSM.test(longest)) faults.push('sms: ada huruf di luar abjad GSM')
  return faults
}

function faultsOfText([where, words]: readonly [string, string], rules: WordRules): string[] {
  const unknown = [...words.matchAll(/\{(\w*)\}/g)].flatMap(([, name = '']) =>
    placeholders.includes(name) ? [] : [`isian {${name}} tidak dikenal`],
  )
  const bare = words.replace(/\{\w*\}/g, '')
  const faults = [
    ...unknown,
    ...(MONEY.test(bare) ? ['jumlah uang tidak boleh disebut'] : []),
    ...wordsIn(bare, rules.words_of_cause).map((word) => `"${word}" menyebut apa yang terjadi`),
    ...wordsIn(bare, rules.banned_words).map((word) => `"${word}" bukan cara kami menyapa`),
    ...sentencesOf(words)
      .filter((sentence) => sentence.split(/\s+/).length > SENTENCE_WORDS)
      .map((sentence) => `kalimat lebih dari ${SENTENCE_WORDS} kata: "${sentence}"`),
  ]
  return faults.map((fault) => `${where}: ${fault}`)
}

/** Which of the words stand in a text, whole. */
export function wordsIn(text: string, words: readonly string[]): string[] {
  const spoken = ` ${text.toLowerCase().replace(/[^\p{L}\d]+/gu, ' ')} `
  return words.filter((word) => spoken.includes(` ${word} `))
}

/** Every text that a person sees, with the name of its place. */
export function textsOf({ sms, whatsapp, email }: MessageTemplate): [string, string][] {
  return [
    ['sms', sms],
    ['whatsapp', whatsapp],
    ['email.subject', email.subject],
    ['email.text', email.text],
  ]
}

/** @throws Error when the text asks for a value that is not given */
export function fill(text: string, values: Partial<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new MissingValue(name)
    return value
  })
}

export class MissingValue extends Error {
  constructor(readonly placeholder: string) {
    super(`{${placeholder}} has no value`)
  }
}

/** The page on which a family sees its claim. */
export function urlOf(baseUrl: string, number: string): string {
  return `${baseUrl}/k/${number}`
}

/** Where a worker, an employer or a facility opens an incident with its code. */
export function doorOf(baseUrl: string): string {
  return `${baseUrl}/lapor`
}

export function fitsInSms(text: string): boolean {
  return text.length <= SMS_LENGTH && GSM.test(text)
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?:])\s+|\n+/).filter((sentence) => sentence.trim() !== '')
}
