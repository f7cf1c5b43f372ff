/**
 * How often the copy check calls two pictures the same photograph that are not, and finds one that is: the same forms of
 * many invented people, flat and photographed, each against each, and each against itself saved anew. A measurement.
 */
import { pictureHash, renderPicture } from '../../src/documents/rendering/render-picture.js'
import type { RenderedPage } from '../../src/documents/rendering/rendered-page.js'
import { greyPageOf, isSamePhotograph } from '../../src/documents/rendering/same-photograph.js'
import { drawDeathCertificate, drawFamilyCard, drawIdentityCard } from '../fixtures/documents/draw-papers.js'
import { inventedFamilies, type PaperFamily } from '../fixtures/documents/people.js'
import { photograph, savings } from '../fixtures/documents/photograph.js'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 30)
/** As the check has it. */
const NEAR = 4

interface Shot {
  photo: Buffer
  page: RenderedPage
  hash: string
}

const papers: Readonly<Record<string, (family: PaperFamily) => Promise<Buffer>>> = {
  KTP: ({ members: [first] }) => (first ? drawIdentityCard(first) : Promise.reject(new Error('nobody'))),
  KK: drawFamilyCard,
  'Akta kematian': drawDeathCertificate,
}

async function shotOf(photo: Buffer): Promise<Shot> {
  const page = await renderPicture(photo)
  return { photo, page, hash: await pictureHash(page) }
}

function looksAlike(one: Shot, other: Shot): boolean {
  return [...one.hash].filter((bit, at) => bit !== other.hash[at]).length <= NEAR
}

async function called(pairs: readonly (readonly [Shot, Shot])[]): Promise<{ alike: number; same: number }> {
  const alike = pairs.filter(([one, other]) => looksAlike(one, other))
  let same = 0
  for (const [one, other] of alike)
    if (await isSamePhotograph(await greyPageOf(one.page.content), await greyPageOf(other.page.content)))
      same += 1
  return { alike: alike.length, same }
}

const share = (part: number, all: number): string => `${part}/${all} (${((100 * part) / all).toFixed(1)} %)`

for (const condition of ['clean', 'photographed'] as const) {
  for (const [kind, draw] of Object.entries(papers)) {
    const shots: Shot[] = []
    for (const family of inventedFamilies(PEOPLE))
      shots.push(await shotOf(await photograph(await draw(family), condition)))
    const strangers = shots.flatMap((one, index) =>
      shots.slice(0, index).map((other) => [one, other] as const),
    )
    const copies: [Shot, Shot][] = []
    for (const shot of shots)
      for (const save of Object.values(savings)) copies.push([shot, await shotOf(await save(shot.photo))])
    const [wrong, right] = [await called(strangers), await called(copies)]
    console.log(`${condition}, ${kind}`)
    console.log(
      `  other people's called the same photograph: ${share(wrong.same, strangers.length)}; by the hash alone ${share(wrong.alike, strangers.length)}`,
    )
    console.log(`  copies saved anew that were found: ${share(right.same, copies.length)}`)
  }
}
