/** Every word that people read, wherever it is kept: calm, short, in their own language, and explained to colleagues. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'

const here = import.meta.dirname
const config = join(here, '..', '..', '..', 'config')

/** A text with the place where it stands, `claimant.ts claimantWords.free`. */
type Text = readonly [place: string, text: string]

function textsIn(words: unknown, place: string): Text[] {
  if (typeof words === 'string') return [[place, words]]
  if (typeof words !== 'object' || words === null) return []
  return Object.entries(words).flatMap(([name, value]) => textsIn(value, `${place}.${name}`))
}

const areas = new Map<string, Record<string, unknown>>()
for (const file of readdirSync(here).filter((name) => /(?<!\.spec)\.ts$/.test(name)))
  areas.set(file, (await import(join(here, file))) as Record<string, unknown>)

/** Texts in Indonesian and in English, pairwise by what they are called. */
const pairs = [...areas].flatMap(([file, exports]): [string, unknown, unknown][] =>
  Object.entries(exports).flatMap(([name, words]): [string, unknown, unknown][] => {
    if (isBoth(words)) return [[`${file} ${name}`, words.id, words.en]]
    const gloss = name.endsWith('Gloss') ? sourceOf(file, name) : undefined
    return gloss ? [[`${file} ${name}`, gloss, words]] : []
  }),
)

function isBoth(words: unknown): words is { id: object; en: object } {
  return typeof words === 'object' && words !== null && 'id' in words && 'en' in words
}

/** `draftGloss` in `claimant-draft.en.ts` explains `draftWords` in `claimant-draft.ts`. */
function sourceOf(file: string, gloss: string): unknown {
  return areas.get(file.replace('.en.ts', '.ts'))?.[gloss.replace('Gloss', 'Words')]
}

const isEnglish = (place: string): boolean => /\.en\.ts |\.en\.|Gloss/.test(place)
const written = [...areas].flatMap(([file, exports]) =>
  Object.entries(exports).flatMap(([name, words]) => textsIn(words, `${file} ${name}`)),
)
const forFamilies = /^(claimant|check)/
const folders = ['letters', 'notifications', 'messages', 'checklists']
const configured = folders.flatMap((folder) =>
  readdirSync(join(config, folder))
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) =>
      textsIn(parse(readFileSync(join(config, folder, file), 'utf8')), `${folder}/${file} `),
    ),
)
const indonesian = [...written, ...configured].filter(([place]) => !isEnglish(place) && !/\.en$/.test(place))

/** How we never speak. "Segera" is said to nobody as a promise; "segera telepon" is advice. */
const BANNED =
  /\b(error|submit|upload|login|klik|user|password|invalid|tidak valid|gagal|kesalahan|wajib diisi|silahkan|mati|wafat|tewas|berpulang|secepatnya|segera(?! (?:telepon|hubungi)))\b/i

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!:;])\s+|\n+/).filter((sentence) => sentence.trim() !== '')
}

const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([all]) => all).toSorted()

describe('the words', () => {
  it('are many, and every area is looked at', () => {
    expect(areas.size).toBeGreaterThan(25)
    expect(indonesian.length).toBeGreaterThan(2000)
    expect(pairs.length).toBeGreaterThan(15)
  })

  it('are none that we do not say', () => {
    expect(indonesian.filter(([, text]) => BANNED.test(text))).toEqual([])
  })

  it('stand in sentences of twenty words at most, for families of fifteen', () => {
    const long = indonesian.flatMap(([place, text]) => {
      const most = forFamilies.test(place) || /^(letters|notifications)/.test(place) ? 15 : 20
      return sentencesOf(text).filter((sentence) => sentence.split(/\s+/).length > most)
    })
    expect(long).toEqual([])
  })

  it.each(pairs)('%s: the same keys in both languages, with the same gaps to fill', (_, source, gloss) => {
    const gaps = (words: unknown) =>
      textsIn(words, '').map(([place, text]) => [place, placeholdersOf(text)] as const)
    expect(Object.fromEntries(gaps(gloss))).toEqual(Object.fromEntries(gaps(source)))
  })

  it('are all used: what no page says is taken out', () => {
    // Codes that stand as keys, of documents, relations or states, are spelled where they are decided.
    const pages = ['src', 'libs'].map((folder) => sourcesIn(join(config, '..', folder))).join('\n')
    const spelled = new Set([...pages.matchAll(/\w+/g)].map(([word]) => word))
    const built = [...pages.matchAll(/`(\w+)\$\{/g)].map(([, start = '']) => start)
    const unused = written.filter(([place]) => {
      const key = place.split('.').at(-1) ?? ''
      return isSource(place) && !spelled.has(key) && !built.some((start) => key.startsWith(start))
    })
    expect(unused.map(([place]) => place)).toEqual([])
  })
})

/** A key that a page names; lists and words by code are named by their data. */
const isSource = (place: string): boolean => /^[\w-]+\.ts \w+(Words|Id)\.\w+$/.test(place)

function sourcesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('web/words/') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
}
