/** Whether those who are to be paid are those whom the law names: nobody more, nobody less. */
import type { HeirPayee } from '#libs/heirs'
import type { FieldError } from '../platform/problem/problems.js'

export interface NamedPayee {
  readonly name: string
  readonly relation: string
}

interface NamedByLaw {
  readonly payees: readonly HeirPayee[]
}

export interface EntitledPayee<Payee extends NamedPayee> {
  readonly payee: Payee
  readonly heir: HeirPayee
}

type Matched<Payee extends NamedPayee> =
  { ok: true; entitled: EntitledPayee<Payee>[] } | { ok: false; problems: FieldError[] }

export const WILL = 'named_in_will'

/** The payees in the order of the law, each with what it says of him; or what is wrong, each with its cure. */
export function matchEntitled<Payee extends NamedPayee>(
  payees: readonly Payee[],
  settlement: NamedByLaw,
): Matched<Payee> {
  const left = new Set(payees)
  const entitled = settlement.payees.flatMap((heir) => {
    const payee = [...left].find((each) => isSame(each, heir))
    if (!payee) return []
    left.delete(payee)
    return [{ payee, heir }]
  })
  const problems = [
    ...[...left].map((payee) => notEntitled(payees.indexOf(payee), payee, settlement)),
    ...missing(settlement, entitled),
    ...entitled.flatMap((each) => withoutReceiver(payees.indexOf(each.payee), each.heir)),
  ]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, entitled }
}

const plain = (name: string): string => name.trim().toLowerCase().replaceAll(/\s+/g, ' ')

function isSame(payee: NamedPayee, heir: HeirPayee): boolean {
  return plain(payee.name) === plain(heir.name) && payee.relation === (heir.relation ?? WILL)
}

function notEntitled(index: number, { name }: NamedPayee, { payees }: NamedByLaw): FieldError {
  const who = payees.map((heir) => heir.name).join(', ')
  const detail =
    payees.length > 0
      ? `${name} tidak berhak selama masih ada ${who}. Hapus penerima ini, atau perbaiki susunan keluarganya.`
      : `${name} bukan ahli waris menurut susunan keluarga ini. Perbaiki susunan keluarganya.`
  return { pointer: `/payees/${index}/name`, code: 'NOT_ENTITLED', detail }
}

function missing({ payees }: NamedByLaw, entitled: readonly EntitledPayee<NamedPayee>[]): FieldError[] {
  const absent = payees.filter((heir) => !entitled.some((each) => each.heir === heir))
  return absent.map(({ name }) => ({
    pointer: '/payees',
    code: 'PAYEE_MISSING',
    detail: `${name} juga berhak. Tambahkan sebagai penerima dengan rekeningnya.`,
  }))
}

function withoutReceiver(index: number, { name, receivedBy, receiver }: HeirPayee): FieldError[] {
  if (receivedBy === 'self' || receiver !== undefined) return []
  const detail = `${name} belum dewasa. Tulis walinya menurut penetapan pengadilan di susunan keluarga.`
  return [{ pointer: `/payees/${index}/name`, code: 'GUARDIAN_MISSING', detail }]
}
