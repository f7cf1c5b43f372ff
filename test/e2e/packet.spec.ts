import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { PacketFiles } from '../../src/approval/packet-files.service.js'
import type { FamilyDto } from '../../src/verification/family.dto.js'
import { HeirSets } from '../../src/verification/heir-sets.service.js'
import { Openings } from '../../src/documents/openings.service.js'
import { verifyPacket } from '../../src/operations/packet/verify-packet.js'
import { loadRules } from '../../src/operations/rules.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

describe('a decision packet', () => {
  let product: Product
  let claim: TestClaim
  let text: string
  let hash: string
  let name: string
  const folder = mkdtempSync(join(tmpdir(), 'santun-packet-'))
  const rules = loadRules()
  beforeAll(async () => {
    product = await Product.start()
    claim = await aClaim(product).approved()
    const file = await product.get(PacketFiles).open(claim.id, product.staff.approver)
    text = file.content.toString('utf8')
    name = file.name
    const row = await product.sql.first<{ hash: string }>(
      'select hash from decision_packet where claim_id = $1',
      [claim.id],
    )
    hash = row?.hash ?? ''
  })
  afterAll(async () => {
    await product.close()
    rmSync(folder, { recursive: true })
  })

  const differencesOf = (content: string, expected?: string) =>
    verifyPacket(Buffer.from(content), expected, rules).checks.filter(({ difference }) => difference !== null)
  /** The file after somebody changed what is frozen in it, and took care that it names its own new hash. */
  const changed = (from: RegExp, to: (text: string, before: string) => string): string => {
    const file = JSON.parse(text) as { hash: string; frozen: string }
    const frozen = file.frozen.replace(from, to)
    expect(frozen).not.toBe(file.frozen)
    return JSON.stringify({ ...file, hash: createHash('sha256').update(frozen).digest('hex'), frozen })
  }

  it('is a file with the text whose SHA-256 was approved', () => {
    const file = JSON.parse(text) as { hash: string; frozen: string }
    expect(file.hash).toBe(hash)
    expect(createHash('sha256').update(file.frozen).digest('hex')).toBe(hash)
  })

  it('holds no account number and no NIK that can be read', () => {
    expect(text).not.toContain(claim.payee.accountNumber)
    expect(text).not.toMatch(/\b\d{16}\b/)
  })

  it('is on record as taken before it is given', async () => {
    const openings = await product.get(Openings).of(claim.id)
    expect(openings).toContainEqual(
      expect.objectContaining({ field: `packet ${hash}`, actorId: product.staff.approver.id }),
    )
  })

  it('is not given to who verifies, nor to another branch', async () => {
    const files = product.get(PacketFiles)
    await expect(files.open(claim.id, product.staff.verifier)).rejects.toThrow('tidak mengunduh')
    const stranger = { ...product.staff.approver, branchId: '00000000-0000-4000-8000-000000000000' }
    await expect(files.open(claim.id, stranger)).rejects.toThrow('cabang lain')
  })

  it('comes out the same when everything is computed again', () => {
    const report = verifyPacket(Buffer.from(text), hash, rules)
    expect(report).toMatchObject({ hash, claim: claim.number, total: 42_000_000n })
    expect(report.checks.map(({ difference }) => difference)).toEqual(Array(7).fill(null))
  })

  it.each<[string, FamilyDto, string[]]>([
    [
      'three heirs, to the last rupiah',
      {
        relatives: ['Ani', 'Budi', 'Cici'].map((name) => ({
          name,
          relation: 'child',
          birthDate: '1999-01-01',
        })),
      },
      ['Ani', 'Budi', 'Cici'],
    ],
    [
      'a burial and a share that waits',
      { relatives: [], burialArranger: 'Ketua RT Samsul' },
      ['Ketua RT Samsul'],
    ],
  ])('of %s comes out the same', async (_, family, names) => {
    const shared = await aClaim(product).lodged()
    await shared.accept()
    await product.get(HeirSets).keep(shared.id, family, product.staff.verifier)
    const payees = names.map((name, index) => ({
      ...{
        name,
        relation: family.burialArranger ? ('burial_arranger' as const) : ('child' as const),
        accountHolder: name,
      },
      ...{ bankCode: '002', accountNumber: `88001100${shared.number.slice(-3)}${index}` },
    }))
    await product.verification.settleHeirs(shared.id, { payees }, product.staff.verifier)
    await shared.propose()
    const { content } = await product.get(PacketFiles).open(shared.id, product.staff.approver)
    expect(differencesOf(content.toString('utf8'))).toEqual([])
  })

  it('with a document exchanged differs in its hash', () => {
    const other = changed(/"sha256": "[0-9a-f]{8}/, () => '"sha256": "00000000')
    expect(differencesOf(other, hash)).toEqual([{ name: 'hash', difference: expect.stringContaining(hash) }])
  })

  it('with one amount raised differs in the calculation, at that line', () => {
    const other = changed(
      /("payee": "heirs", "amount": )20000000/,
      (_, before) => `${String(before)}20000001`,
    )
    expect(differencesOf(other).map(({ name: what }) => what)).toContain('calculation')
    expect(differencesOf(other)[0]?.difference).toMatch(
      /^calculation\.lines\[\d\]\.amount: .*20000001.*20000000$/,
    )
  })

  it('with a fact changed differs in its facts, and in what follows from them', () => {
    const file = JSON.parse(text) as { opened: { facts: { participant: { contribution_months: number } } } }
    file.opened.facts.participant.contribution_months = 0
    expect(differencesOf(JSON.stringify(file), hash).map(({ name: what }) => what)).toEqual(['facts'])
  })

  it('with a share moved to another payee differs in the shares', () => {
    const other = changed(/\{[^{}]*"code": "JKM_BURIAL"[^{}]*\}/, (payment) => {
      const { amount, ...rest } = JSON.parse(payment) as { amount: number }
      return `${JSON.stringify({ ...rest, amount: amount - 1 })}, ${JSON.stringify({ ...rest, payee: 'Orang Lain', amount: 1 })}`
    })
    expect(differencesOf(other)).toMatchObject([
      { name: 'shares', difference: expect.stringMatching(/bagiannya/) },
    ])
  })

  it('that was cut off is refused as a whole', () => {
    expect(differencesOf(text.slice(0, -10))[0]?.name).toBe('form')
  })

  it('is verified on the command line without a server, and its first difference is named', () => {
    const file = join(folder, name)
    writeFileSync(file, text)
    const run = (path: string) =>
      spawnSync(
        process.execPath,
        ['--import', './test/support/run-typescript.js', 'src/main.cli.ts', 'packet', 'verify', path],
        { encoding: 'utf8' },
      )
    const good = run(file)
    expect(good.stderr).toBe('')
    expect(good.stdout).toContain('Paket ini utuh')
    expect(good.status).toBe(0)
    writeFileSync(
      file,
      changed(/("payee": "heirs", "amount": )20000000/, (_, before) => `${String(before)}20000001`),
    )
    const bad = run(file)
    expect(bad.stdout).toContain('Perbedaan pertama, pada perhitungan: calculation.lines[0].amount')
    expect(bad.status).toBe(1)
  })
})
