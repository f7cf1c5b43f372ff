/** Whether those who are to be paid are those whom the law names: nobody more, nobody less. */
import type { HeirPayee } from '#libs/heirs'
import type { FieldError } from '../platform/problem/problems.js'

export interface NamedPayee {
  readonly name: string
  readonly relation: string
}

interface NamedByLaw {
  readonly payees: readonly HeirPayee[]
  /** Paid the burial cost where nobody is entitled. */
  readonly burialArranger?: string | undefined
}

export interface EntitledPayee<Payee extends NamedPayee> {
  readonly payee: Payee
  readonly heir: HeirPayee
}

type Matched<Payee extends NamedPayee> =
  { ok: true; entitled: EntitledPayee<Payee>[] } | { ok: false; problems: FieldError[] }

export const WILL = 'named_in_will'
export const ARRANGER = 'burial_arranger'

interface Named {
  readonly heir: HeirPayee
  readonly relation: string
}

/** The payees in the order of the law, each with what it says of him; or what is wrong, each with its cure. */
export function matchEntitled<Payee extends NamedPayee>(
  payees: readonly Payee[],
  settlement: NamedByLaw,
): Matched<Payee> {
  const left = new Set(payees)
  const arranger = settlement.burialArranger
  const named: readonly Named[] = arranger
    ? [{ heir: { name: arranger, minor: false, receivedBy: 'self' }, relation: ARRANGER }]
    : settlement.payees.map((heir) => ({ heir, relation: heir.relation ?? WILL }))
  const entitled = named.flatMap(({ heir, relation }) => {
    const payee = [...left].find(
      (each) => each.relation === relation && plain(each.name) === plain(heir.name),
    )
    if (!payee) return []
    left.delete(payee)
    return [{ payee, heir }]
  })
  const problems = [
    ...[...left].map((payee) => notEntitled(payees.indexOf(payee), payee, named)),
    ...missing(named, entitled),
    ...entitled.flatMap((each) => withoutReceiver(payees.indexOf(each.payee), each.heir)),
  ]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, entitled }
}

const plain = (name: string): string => name.trim().toLowerCase().replaceAll(/\s+/g, ' ')

function notEntitled(index: number, { name }: NamedPayee, named: readonly Named[]): FieldError {
  const who = named.map(({ heir }) => heir.name).join(', ')
  const detail =
    named.length > 0
      ? `${name} tidak berhak selama masih ada ${who}. Hapus penerima ini, atau perbaiki susunan keluarganya.`
      : `${name} bukan ahli waris menurut susunan keluarga ini. Perbaiki susunan keluarganya.`
  return { pointer: `/payees/${index}/name`, code: 'NOT_ENTITLED', detail }
}

function missing(named: readonly Named[], entitled: readonly EntitledPayee<NamedPayee>[]): FieldError[] {
  const absent = named.filter(({ heir }) => !entitled.some((each) => each.heir === heir))
  return absent.map(({ heir: { name } }) => ({
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
