import { createHash } from 'node:crypto'
import type { Clock } from '../../src/platform/clock/clock.js'
import { SystemClock } from '../../src/platform/clock/clock.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import type { PersonalColumn } from '../../src/platform/personal-data/personal-columns.js'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'

/** One master key for every test, so that a factory seals what the product opens. */
export const MASTER_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`

/** What the product's module wires, for tests that build their services by hand. */
export function personalDataOn(
  sql: Sql,
  clock: Clock = new SystemClock(),
  ring: KeyRing = KeyRing.parse(MASTER_KEYS),
): PersonalData {
  return PersonalData.on(sql, clock, ring)
}

/** A text in the form of a sealed one that nobody can open, another one for each label: for rows that no test reads. */
export function sealedForm(label: string): string {
  return `v1.nobody.${createHash('sha512').update(label).digest('base64url')}`
}

/** An account as the product keeps it on this claim. */
export async function sealedAccount(sql: Sql, claimId: string, accountNumber: string): Promise<string> {
  return (await personalDataOn(sql).ofClaim(claimId)).text('payee.account_number', accountNumber)
}

/** Rows of a query as the product reveals them. */
export async function revealedRows<Row extends object>(
  sql: Sql,
  columns: Partial<Record<keyof Row, PersonalColumn>>,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return personalDataOn(sql).reveal(await sql.rows<Row>(text, values), columns)
}

/** A phone as the product keeps it on a party of this claim. */
export async function sealedPhone(
  sql: Sql,
  claimId: string,
  phone: string,
): Promise<{ phone: string; index: Buffer }> {
  const personal = personalDataOn(sql)
  const seals = await personal.ofClaim(claimId)
  return { phone: seals.text('claim_party.phone', phone), index: await personal.indexOf('phone', phone) }
}
