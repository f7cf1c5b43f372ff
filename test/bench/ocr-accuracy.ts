/**
 * How many fields of identity cards, family cards and death certificates are read right, on clean, photographed and bad
 * pictures of synthetic papers, and how long a page takes. A measurement, never a test.
 */
import { canReadText, readText } from '../../src/documents/reading/read-text.js'
import {
  readDeathCertificate,
  readFamilyCard,
  readIdentityCard,
} from '../../src/documents/reading/read-papers.js'
import { renderPicture } from '../../src/documents/rendering/render-picture.js'
import { drawDeathCertificate, drawFamilyCard, drawIdentityCard } from '../fixtures/documents/draw-papers.js'
import { families, type PaperFamily } from '../fixtures/documents/people.js'
import { type Condition, conditions, photograph } from '../fixtures/documents/photograph.js'

type Field = [name: string, expected: string | null | undefined, read: string | null | undefined]
type Read = (lines: readonly string[]) => Field[]

interface Paper {
  kind: string
  draw: () => Promise<Buffer>
  read: Read
}

const bare = (text: string | null | undefined): string => (text ?? '').toUpperCase().trim()

function papersOf(family: PaperFamily): Paper[] {
  const { members, death } = family
  const cards = members.slice(0, 2).map((person) => ({
    kind: 'KTP',
    draw: () => drawIdentityCard(person),
    read: (lines: readonly string[]): Field[] => {
      const card = readIdentityCard(lines)
      return (['nik', 'name', 'birthDate'] as const).map((name) => [name, person[name], card[name]])
    },
  }))
  const familyCard: Read = (lines) => {
    const card = readFamilyCard(lines)
    const rows = members.flatMap((one, index): Field[] => [
      ['member nik', one.nik, card.members[index]?.nik],
      ['member name', one.name, card.members[index]?.name],
      ['member role', roles[one.role], card.members[index]?.role],
    ])
    return [['number', family.number, card.number], ...rows]
  }
  const certificate: Read = (lines) => {
    const read = readDeathCertificate(lines)
    return [
      ['number', death.number, read.number],
      ['nik', members[0]?.nik, read.nik],
      ['name', members[0]?.name, read.name],
      ['deathDate', death.date, read.deathDate],
    ]
  }
  return [
    ...cards,
    { kind: 'KK', draw: () => drawFamilyCard(family), read: familyCard },
    { kind: 'Akta kematian', draw: () => drawDeathCertificate(family), read: certificate },
  ]
}

const roles: Readonly<Record<string, string>> = { 'KEPALA KELUARGA': 'head', ISTRI: 'wife', ANAK: 'child' }

interface Tally {
  right: number
  all: number
  milliseconds: number
  pages: number
  wrong: string[]
}

async function measure(condition: Condition): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>()
  for (const paper of families.flatMap(papersOf)) {
    const tally = tallies.get(paper.kind) ?? { right: 0, all: 0, milliseconds: 0, pages: 0, wrong: [] }
    tallies.set(paper.kind, tally)
    // As the product does it: the picture that people look at is the picture that is read.
    const page = await renderPicture(await photograph(await paper.draw(), condition))
    const started = performance.now()
    const text = await readText(page.content)
    tally.milliseconds += performance.now() - started
    tally.pages++
    for (const [name, expected, read] of paper.read(text.lines)) {
      tally.all++
      if (bare(expected) === bare(read)) tally.right++
      else tally.wrong.push(`${name}: ${expected} <> ${read}`)
    }
    if (process.env.SHOW_TEXT === '1') console.log(condition, paper.kind, text.confidence, text.lines)
  }
  return tallies
}

if (!(await canReadText())) {
  console.log('Tesseract with Indonesian is not installed here; nothing was measured.')
} else {
  for (const condition of conditions) {
    console.log(`\n${condition}`)
    for (const [kind, { right, all, milliseconds, pages, wrong }] of await measure(condition)) {
      console.log(
        `  ${kind.padEnd(14)} ${right}/${all} fields right, ${Math.round(milliseconds / pages)} ms a page`,
      )
      if (process.env.SHOW_WRONG === '1') for (const line of wrong) console.log(`    ${line}`)
    }
  }
}
