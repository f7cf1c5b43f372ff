import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import sharp from 'sharp'
import { renderPicture } from '../../src/documents/rendering/render-picture.js'
import { greyPageOf, isSamePhotograph } from '../../src/documents/rendering/same-photograph.js'
import { drawDeathCertificate, drawIdentityCard } from '../fixtures/documents/draw-papers.js'
import { inventedFamilies, type PaperFamily, type PaperPerson } from '../fixtures/documents/people.js'
import { photograph, savings } from '../fixtures/documents/photograph.js'
import { describeWith } from '../support/parts.js'
import { DocumentsDesk, type OpenDraft } from './documents-desk.js'

jest.setTimeout(120_000)

const families = inventedFamilies(12)
const [first, second] = families as [PaperFamily, PaperFamily]
const heads = families.flatMap(({ members: [head] }) => (head ? [head] : []))
const same = async (one: Buffer, other: Buffer) =>
  isSamePhotograph(await greyPageOf(one), await greyPageOf(other))
const flat = async (person: PaperPerson) => photograph(await drawIdentityCard(person), 'clean')

describeWith(['fonts'])('the same photograph', () => {
  let pages: Buffer[]
  beforeAll(async () => {
    const photos = await Promise.all(heads.map(flat))
    pages = await Promise.all(photos.map(async (photo) => (await renderPicture(photo)).content))
  })

  it.each(Object.keys(savings))('is known again when it was saved %s', async (name) => {
    const save = savings[name]
    const [page] = pages
    if (!save || !page) throw new Error('There is nothing to save.')
    const copy = await renderPicture(await save(page))
    expect(await same(page, copy.content)).toBe(true)
  })

  it('is never seen in the same card of another person', async () => {
    const called: string[] = []
    for (const [one, page] of pages.entries())
      for (const [other, another] of pages.slice(0, one).entries())
        if (await same(page, another)) called.push(`${heads[one]?.name} ${heads[other]?.name}`)
    expect(called).toEqual([])
  })

  it('is not seen where one name was written over', async () => {
    const [head] = heads
    if (!head) throw new Error('There is nobody.')
    const [own, forged] = await Promise.all([flat(head), flat({ ...head, name: 'BAMBANG WIJAYA' })])
    expect(await same(own, forged)).toBe(false)
  })

  it('is not seen in pages that show nothing', async () => {
    const [page] = pages
    if (!page) throw new Error('There is no page.')
    const blank = await photograph(await drawBlank(), 'clean')
    expect(await same(blank, blank)).toBe(false)
    expect(await same(page, blank)).toBe(false)
  })
})

describeWith(['fonts'])('a paper on two claims', () => {
  let desk: DocumentsDesk
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())

  const give = async (draft: OpenDraft, paper: Buffer) => {
    const { fileId } = await desk.give(draft, 'AKTA_KEMATIAN', paper, 'foto.jpg')
    await desk.work()
    const [check] = await desk.sql.rows<{ outcome: string; detail: { sameLook?: string[] } }>(
      "select outcome, detail from document_check where file_id = $1 and kind = 'copy'",
      [fileId],
    )
    return check
  }
  const certificateOf = async (family: PaperFamily, condition: 'clean' | 'photographed' | 'bad') =>
    photograph(await drawDeathCertificate(family), condition)

  it('is a hint when it is the same photograph saved anew', async () => {
    const photo = await certificateOf(first, 'photographed')
    await give(await desk.draft(), photo)
    const save = savings['half as large']
    if (!save) throw new Error('There is no such saving.')
    const check = await give(await desk.draft(), await save(photo))
    expect(check?.outcome).toBe('unsure')
    expect(check?.detail.sameLook).toHaveLength(1)
  })

  it('is none when it is the same form of another person', async () => {
    expect(await give(await desk.draft(), await certificateOf(second, 'photographed'))).toMatchObject({
      outcome: 'pass',
    })
  })

  it('is no copy when it was photographed anew; its number tells', async () => {
    const draft = await desk.draft()
    expect(await give(draft, await certificateOf(first, 'clean'))).toMatchObject({ outcome: 'pass' })
  })
})

function drawBlank(): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 600, channels: 3, background: '#fbfaf2' } })
    .png()
    .toBuffer()
}
