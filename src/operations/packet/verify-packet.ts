/**
 * Recomputes a decision packet from its file alone: the hash of what was frozen, the facts behind their digest, the
 * calculation from these facts, the totals, and who gets which share. Needs no server, no key and no database; the law
 * is read from config/law.
 */
import { createHash } from 'node:crypto'
import { evaluate, toJson } from '#libs/benefits'
import { allotLines } from '#libs/heirs'
import type { LawBook } from '#libs/law'
import type { z } from 'zod'
import { commitmentTo } from '../../claims/fact-commitment.port.js'
import type { Rules } from '../rules.js'
import { firstDifference } from './first-difference.js'
import { type Packet, type PacketFileContent, packetFileSchema, packetSchema } from './packet-form.js'

export interface PacketCheck {
  readonly name: 'form' | 'hash' | 'facts' | 'law' | 'calculation' | 'total' | 'shares'
  /** What differs first, in words; null when nothing does. */
  readonly difference: string | null
}

export interface PacketReport {
  /** Of the text that was frozen, computed anew. */
  readonly hash: string | null
  readonly claim: string | null
  readonly total: bigint | null
  /** In the order in which they build on each other. */
  readonly checks: readonly PacketCheck[]
}

/** @param printed the hash on the letter; without it the file is compared with the hash that it names itself */
export function verifyPacket(content: Buffer, printed: string | undefined, rules: Rules): PacketReport {
  const file = parsed(content.toString('utf8'), packetFileSchema)
  if (!file.ok) return unreadable(file.difference)
  const { frozen } = file.value
  const packet = parsed(frozen, packetSchema)
  if (!packet.ok) return unreadable(packet.difference)
  const hash = createHash('sha256').update(frozen).digest('hex')
  return {
    hash,
    claim: packet.value.claim.number,
    total: packet.value.calculation === null ? null : BigInt(packet.value.calculation.total),
    checks: [
      { name: 'form', difference: null },
      { name: 'hash', difference: hashDifference(hash, file.value.hash, printed) },
      { name: 'facts', difference: factsDifference(packet.value, file.value) },
      { name: 'law', difference: lawDifference(packet.value, rules.law) },
      { name: 'calculation', difference: calculationDifference(packet.value, file.value, rules) },
      { name: 'total', difference: totalDifference(packet.value) },
      { name: 'shares', difference: sharesDifference(packet.value) },
    ],
  }
}

function unreadable(difference: string): PacketReport {
  return { hash: null, claim: null, total: null, checks: [{ name: 'form', difference }] }
}

function parsed<Value>(
  text: string,
  schema: z.ZodType<Value>,
): { ok: true; value: Value } | { ok: false; difference: string } {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return { ok: false, difference: 'berkas ini bukan JSON yang utuh' }
  }
  const result = schema.safeParse(content)
  if (result.success) return { ok: true, value: result.data }
  const [issue] = result.error.issues
  return { ok: false, difference: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` }
}

function hashDifference(hash: string, named: string, printed: string | undefined): string | null {
  if (printed !== undefined && printed !== hash) return `dihitung ${hash}, tercetak pada surat ${printed}`
  return named === hash ? null : `dihitung ${hash}, disebut pada berkas ${named}`
}

/** The facts in the clear must be the ones whose digest was frozen. */
function factsDifference({ calculation }: Packet, { opened }: PacketFileContent): string | null {
  if (calculation === null) return null
  if (calculation.inputCommitment === undefined || opened.facts === null || opened.salt === null)
    return 'paket ini dibekukan tanpa sidik fakta; perhitungannya tidak dapat diulang dari berkas'
  const again = commitmentTo(opened.facts, opened.salt)
  return again === calculation.inputCommitment
    ? null
    : `sidik fakta yang dibuka ${again}, yang dibekukan ${calculation.inputCommitment}`
}

function lawDifference({ calculation }: Packet, law: LawBook): string | null {
  if (calculation === null || calculation.lawDigest === law.digest) return null
  return `sidik hukum pada paket ${calculation.lawDigest}, hukum di sini ${law.digest}; pilih hukum saat itu dengan --law`
}

function calculationDifference(
  { calculation }: Packet,
  { opened }: PacketFileContent,
  { law, calendar }: Rules,
): string | null {
  if (calculation === null || opened.facts === null) return null
  const again = evaluate(opened.facts, law, calendar)
  if (!again.ok) return again.refusals.map(({ path, message }) => `${path}: ${message}`).join('; ')
  const { decision, lines } = JSON.parse(toJson(again.answer)) as { decision: string; lines: unknown[] }
  return firstDifference(
    { decision: calculation.decision, lines: calculation.lines },
    { decision, lines },
    'calculation',
  )
}

function totalDifference({ calculation, payments }: Packet): string | null {
  if (calculation === null) return payments.length === 0 ? null : 'ada pembayaran tanpa perhitungan'
  const sum = sumOf(calculation.lines)
  if (sum !== BigInt(calculation.total)) return `tertulis ${calculation.total}, jumlah barisnya ${sum}`
  const paid = sumOf(payments)
  // A proposal to refuse pays nobody.
  return payments.length === 0 || paid === sum ? null : `dibayarkan ${paid}, dihitung ${sum}`
}

/** What each receives in all is an equal share; of unknown heirs it waits, without the burial. */
function sharesDifference({ calculation, payments }: Packet): string | null {
  if (calculation === null || payments.length === 0) return null
  const { lines } = calculation
  const payees = [...new Map(payments.map((payment) => [payeeOf(payment), payment])).values()]
  const fund = payees.find(({ relation }) => relation === 'fund')
  const shares = fund
    ? lines.map(({ code, amount }) =>
        payees.map((payee) => (isBurial(code) === (payee !== fund) ? BigInt(amount) : 0n)),
      )
    : allotLines(
        lines.map(({ amount }) => BigInt(amount)),
        payees.length,
      )
  for (const code of new Set(lines.map((line) => line.code))) {
    const wrong = payees.find((payee, place) => partOf(payments, code, payee) !== shareOf(code, place))
    if (wrong)
      return `${code}: ${wrong.payee} ${partOf(payments, code, wrong)}, bagiannya ${shareOf(code, payees.indexOf(wrong))}`
  }
  const stray = payments.find(({ code }) => !lines.some((line) => line.code === code))
  return stray ? `${stray.code}: dibayar kepada ${stray.payee} tanpa baris perhitungan` : null

  function shareOf(code: string, place: number): bigint {
    return shares.reduce((sum, row, line) => sum + (lines[line]?.code === code ? (row[place] ?? 0n) : 0n), 0n)
  }
}

type PaymentOfPacket = Packet['payments'][number]

/** Two payees may have one name. */
const payeeOf = ({ payee, relation, bank, account }: PaymentOfPacket): string =>
  JSON.stringify([payee, relation, bank, account])

const isBurial = (code: string): boolean => code === 'JKM_BURIAL' || code === 'JKK_BURIAL'

function partOf(payments: readonly PaymentOfPacket[], code: string, payee: PaymentOfPacket): bigint {
  return sumOf(payments.filter((payment) => payment.code === code && payeeOf(payment) === payeeOf(payee)))
}

function sumOf(lines: readonly { amount: number }[]): bigint {
  return lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
}
