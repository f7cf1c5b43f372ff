import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { describeWith } from '../support/parts.js'
import { DocumentsDesk, type OpenDraft } from './documents-desk.js'

/** A drawn paper: a card with a portrait and lines whose lengths follow from the seed. */
function drawing(seed: number): ReturnType<typeof sharp> {
  const lines = Array.from({ length: 10 }, (_, row) => {
    const length = 40 + (((seed + 1) * (row + 3) * 7919) % 557)
    return `<rect x="60" y="${130 + row * 44}" width="${length}" height="18" fill="#222"/>`
  })
  const portrait = `<rect x="700" y="${40 + ((seed * 101) % 300)}" width="220" height="300" fill="#c33"/>`
  const paper = '<rect width="1000" height="640" fill="#bfe3f5"/>'
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="640">${paper}${portrait}${lines.join('')}</svg>`,
    ),
  )
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}

/** A PNG that is tiny on the wire and says it is `side` times `side` pixels. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const rows = deflateSync(Buffer.alloc(1024 * 1024))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function pdf(pages: number): Buffer {
  const kids = Array.from({ length: pages }, (_, page) => `${page + 3} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    ...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>'),
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
  )
}

describe('looking at documents', () => {
  let desk: DocumentsDesk
  let draft: OpenDraft
  beforeAll(async () => {
    desk = await DocumentsDesk.open()
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    draft = await desk.draft()
  })

  const checked = async (content: Buffer, from = draft) => {
    const { fileId } = await desk.give(from, 'KK', content)
    await desk.work()
    const checks = await desk.sql.rows<{ kind: string; outcome: string; detail: Record<string, unknown> }>(
      'select kind, outcome, detail from document_check where file_id = $1',
      [fileId],
    )
    const check = (kind: string) => checks.find((one) => one.kind === kind)
    return { fileId, check, item: await desk.item(from.claimId, 'KK') }
  }

  it('shows a photo upright and without where and with what it was taken', async () => {
    const exif = { IFD0: { Make: 'Ponsel Uji' }, IFD3: { GPSLatitude: '1/1 54/1 0/1' } }
    const photo = await drawing(1).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer()
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    const { fileId } = await checked(photo)
    const page = await desk.documents.openPage(fileId, 1, desk.staff('verifier'))
    const shown = await sharp(page.content).metadata()
    expect(page.mediaType).toBe('image/jpeg')
    expect(shown).toMatchObject({ width: 640, height: 1000 })
    expect([shown.exif, shown.orientation, shown.xmp, shown.icc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('keeps the original as it was', async () => {
    const photo = await drawing(2)
      .jpeg()
      .withExif({ IFD0: { Make: 'Ponsel Uji' } })
      .toBuffer()
    const { fileId } = await checked(photo)
    const original = await desk.documents.open(fileId, desk.staff('verifier'))
    expect(original.content.equals(photo)).toBe(true)
  })

  it('makes a large photo small enough to look at', async () => {
    const photo = await drawing(3).resize(4000, 2560).jpeg().toBuffer()
    const { check } = await checked(photo)
    expect(check('opens')).toMatchObject({ outcome: 'pass', detail: { width: 2000, height: 1280 } })
  })

  it('refuses a picture of 40,000 times 40,000 pixels without opening it', async () => {
    const { check, item } = await checked(bomb(40_000))
    expect(check('opens')).toMatchObject({ outcome: 'fail', detail: { because: 'too_many_pixels' } })
    expect(item).toMatchObject({ state: 'unreadable', defect_code: 'CANNOT_BE_OPENED' })
  })

  it('asks for a photo again that was cut off on its way', async () => {
    const photo = await drawing(4).jpeg().toBuffer()
    const { check, item } = await checked(photo.subarray(0, photo.length / 2))
    expect(check('opens')).toMatchObject({ outcome: 'fail', detail: { because: 'broken' } })
    expect(item).toMatchObject({ state: 'unreadable' })
  })

  it('says that nobody looked for viruses where no scanner is configured', async () => {
    const { check, item } = await checked(await drawing(5).png().toBuffer())
    expect(check('virus')).toMatchObject({ outcome: 'unavailable', detail: { because: 'not_configured' } })
    expect(item).toMatchObject({ state: 'to_review' })
  })

  it('makes the same pictures when the work is done twice', async () => {
    const photo = await drawing(6).png().toBuffer()
    const { fileId } = await desk.give(draft, 'KK', photo)
    await desk.work(2)
    const pages = await desk.sql.rows('select page from document_preview where file_id = $1', [fileId])
    expect(pages).toEqual([{ page: 1 }])
  })

  describe('that were used before', () => {
    const numberOf = async ({ claimId }: OpenDraft) =>
      (await desk.sql.rows<{ number: string }>('select number from claim where id = $1', [claimId]))[0]
        ?.number

    it('points at the claim of another participant with the same file', async () => {
      const photo = await drawing(7).jpeg().toBuffer()
      await checked(photo, await desk.draft())
      const first = await desk.draft()
      await checked(await drawing(8).jpeg().toBuffer(), first)
      const { check, item } = await checked(await drawing(8).jpeg().toBuffer())
      expect(check('copy')).toMatchObject({
        outcome: 'unsure',
        detail: { sameContent: [await numberOf(first)] },
      })
      expect(item).toMatchObject({ state: 'to_review' })
    })

    it('points at the same picture saved anew, smaller and as another type', async () => {
      const first = await desk.draft()
      await checked(await drawing(9).jpeg({ quality: 95 }).toBuffer(), first)
      const { check } = await checked(await drawing(9).resize(500).webp({ quality: 60 }).toBuffer())
      expect(check('copy')).toMatchObject({
        outcome: 'unsure',
        detail: { sameContent: [], sameLook: [await numberOf(first)] },
      })
    })

    it('does not point at another picture', async () => {
      await checked(await drawing(10).jpeg().toBuffer(), await desk.draft())
      const { check } = await checked(await drawing(23).jpeg().toBuffer())
      expect(check('copy')).toMatchObject({ outcome: 'pass' })
    })

    it('does not point at another claim for the same participant', async () => {
      const first = await desk.draft()
      await desk.sql.rows(
        'update claim set participant_nik_index = (select participant_nik_index from claim where id = $2) where id = $1',
        [first.claimId, draft.claimId],
      )
      const photo = await drawing(11).jpeg().toBuffer()
      await checked(photo, first)
      expect((await checked(photo)).check('copy')).toMatchObject({ outcome: 'pass' })
    })

    it('does not tell a family about other claims', async () => {
      const photo = await drawing(12).jpeg().toBuffer()
      await checked(photo, await desk.draft())
      await checked(photo)
      const shown = (await desk.documents.listFor(draft.claimId, draft.heir)).find(
        ({ code }) => code === 'KK',
      )
      expect(shown?.files[0]?.checks).toEqual([])
    })
  })

  it('goes to a person as a PDF, opened or not', async () => {
    const { check, item } = await checked(pdf(1))
    expect(['pass', 'unavailable']).toContain(check('opens')?.outcome)
    expect(item).toMatchObject({ state: 'to_review' })
  })

  describeWith(['poppler'])('that are PDF', () => {
    it('shows every page as a picture', async () => {
      const { fileId, check } = await checked(pdf(3))
      expect(check('opens')).toMatchObject({ outcome: 'pass', detail: { pages: 3 } })
      const page = await desk.documents.openPage(fileId, 3, desk.staff('verifier'))
      expect((await sharp(page.content).metadata()).width).toBe(2000)
    })

    it('refuses more pages than we take', async () => {
      const { check, item } = await checked(pdf(31))
      expect(check('opens')).toMatchObject({ outcome: 'fail', detail: { because: 'too_many_pages' } })
      expect(item).toMatchObject({ state: 'unreadable' })
    })

    it('asks again for one that is broken', async () => {
      const { item } = await checked(Buffer.from('%PDF-1.4\nnothing that a reader could use\n'))
      expect(item).toMatchObject({ state: 'unreadable', defect_code: 'CANNOT_BE_OPENED' })
    })
  })
})
