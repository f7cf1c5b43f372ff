import { Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readHeader, readPiece, type StatedLine, type UnreadableEntry } from './statement-entries.js'
import { statementXml, type WrittenEntry } from './statement-file.js'
import { NoStatement, statementPieces } from './statement-pieces.js'

const CREATED = '2026-03-02T02:00:00.000Z'
const HEAD = { statementId: 'RK-1', createdAt: CREATED, account: '0012345678' }

function entry(number: number, more: Partial<WrittenEntry> = {}): WrittenEntry {
  const common = { direction: 'debit', amount: '42000000', valueDate: '2026-03-02' } as const
  return { bankReference: `B${number}`, reference: `REF${number}`, ...common, ...more }
}

const file = (entries: readonly WrittenEntry[]): string => [...statementXml(HEAD, entries)].join('')

async function readAll(text: string, chunk = 64 * 1024) {
  const bytes = Buffer.from(text)
  const count = Math.ceil(bytes.length / chunk)
  const chunks = Array.from({ length: count }, (_, n) => bytes.subarray(n * chunk, (n + 1) * chunk))
  const pieces = statementPieces(Readable.from(chunks))
  const lines: StatedLine[] = []
  const unreadable: UnreadableEntry[] = []
  const headers: string[] = []
  for (;;) {
    const next = await pieces.next()
    if (next.done) return { lines, unreadable, headers, ...next.value }
    headers.push(readHeader(next.value).statementId)
    const read = readPiece(next.value)
    lines.push(...read.lines)
    unreadable.push(...read.unreadable)
  }
}

describe('a statement', () => {
  it('is read line by line, however it is cut on its way', async () => {
    const entries = [entry(1), entry(2, { direction: 'credit', returnReason: 'AC04' })]
    const text = file(entries)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (chunk) => {
        const { lines, truncatedAt } = await readAll(text, chunk)
        expect(truncatedAt).toBeNull()
        expect(lines).toMatchObject([
          { bankReference: 'B1', direction: 'debit', reference: 'REF1', returned: null },
          { bankReference: 'B2', direction: 'credit', reference: 'REF2', returned: { reason: 'AC04' } },
        ])
      }),
      { numRuns: 30 },
    )
  })

  it('of many entries comes in pieces, each of which is a whole message', async () => {
    const entries = Array.from({ length: 701 }, (_, index) => entry(index))
    const { lines, headers } = await readAll(file(entries))
    expect(lines).toHaveLength(701)
    expect(headers.length).toBeGreaterThan(2)
    expect(lines[700]).toMatchObject({ bankReference: 'B700', transactionCode: 'PMNT-ICDT-DMCT' })
  })

  it('that breaks off is read up to there, and the line is named', async () => {
    const text = file([entry(1), entry(2), entry(3)])
    const cut = text.slice(0, text.indexOf('B3'))
    const { lines, truncatedAt } = await readAll(cut)
    expect(lines.map(({ bankReference }) => bankReference)).toEqual(['B1', 'B2'])
    expect(truncatedAt).toBe(cut.split('\n').length)
  })

  it('that stops making sense is read up to there as well', async () => {
    const text = file([entry(1), entry(2), entry(3)])
    for (const broken of [text.replace('</Stmt>', ''), text.replace(/<AcctSvcrRef>B3.*?>/, '</Salah>')]) {
      const { lines, truncatedAt } = await readAll(broken)
      expect(lines.map(({ bankReference }) => bankReference).slice(0, 2)).toEqual(['B1', 'B2'])
      expect(truncatedAt).toBeGreaterThan(8)
    }
  })

  it('with an entry that breaks the schema gives all others, and names the line without a value', async () => {
    const text = file([entry(1), entry(2), entry(3)]).replace('>42000000<', '>RAHASIA<')
    const { lines, unreadable } = await readAll(text)
    expect(lines.map(({ bankReference }) => bankReference)).toEqual(['B2', 'B3'])
    expect(unreadable).toHaveLength(1)
    expect(text.split('\n')[(unreadable[0]?.line ?? 0) - 1]).toContain('B1')
    expect(unreadable[0]?.what).toMatch(/Amt/)
    expect(unreadable[0]?.what).not.toContain('RAHASIA')
  })

  it('may hold several accounts, prefixes, comments and entries that book several transfers', async () => {
    const details = (reference: string, amount: string) =>
      `<TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs><Amt Ccy="IDR">${amount}</Amt></TxDtls>`
    const many = file([entry(1)]).replace(
      /<NtryDtls>.*<\/NtryDtls>/,
      `<!-- </Ntry> --><NtryDtls>${details('A', '1')}${details('B', '2')}</NtryDtls>`,
    )
    const second = many.slice(many.indexOf('<Stmt>'), many.indexOf('</BkToCstmrStmt>'))
    const two = many.replace('</BkToCstmrStmt>', `${second.replace('RK-1', 'RK-2')}</BkToCstmrStmt>`)
    const prefixed = two
      .replaceAll(/<(\/?)([A-Z])/g, '<$1n:$2')
      .replace('xmlns=', 'xmlns:n=')
      .replace('<!-- </n:Ntry> -->', '<!-- </Ntry> -->')
    for (const text of [two, prefixed]) {
      const { lines, headers } = await readAll(text, 97)
      expect(headers).toEqual(['RK-1', 'RK-2'])
      expect(lines.map((line) => [line.bankReference, line.reference, line.amount])).toEqual([
        ['B1/1', 'A', '1'],
        ['B1/2', 'B', '2'],
        ['B1/1', 'A', '1'],
        ['B1/2', 'B', '2'],
      ])
    }
  })

  it('that is none, or brings a document type, is refused as a whole', async () => {
    for (const text of [
      'Tanggal;Jumlah\n1;2\n',
      '',
      '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
      '<a><b></a>',
    ])
      await expect(readAll(text)).rejects.toThrow(NoStatement)
  })
})
