/**
 * Seals what must not lie readable on a disk: NIK, KK, accounts, phones, facts of health, people's own words. Values of a
 * claim are sealed with the claim's key, those of the registry with the registry's. Whoever reveals a value masks it
 * before showing it, or records who looked.
 */
import { Injectable } from '@nestjs/common'
import type { Clock } from '../clock/clock.js'
import type { Sql, SqlRunner } from '../database/sql.js'
import { INDEX_BYTES, indexKeys } from './index-columns.js'
import { ClaimKeys, type DrawnKey } from './claim-keys.js'
import type { KeyRing } from './key-ring.js'
import { KeyedDigest } from './keyed-digest.js'
import { NamedKeys } from './named-keys.js'
import type { ClaimColumn, PersonalColumn, RegistryColumn } from './personal-columns.js'
import { hasPersonal, mapPersonal, stringsUnder } from './personal-fields.js'
import { keyIdOf, SealingKey } from './sealing-key.js'
import { SealBroken } from './sealing.js'

const CLAIM_ID = /^[0-9a-f]{8}-/

/** Writes sealed values of one kind of record; made once, used for any number of values. */
export class Seals<Column extends PersonalColumn> {
  constructor(private readonly key: SealingKey) {}

  text(column: Column, value: string): string {
    return this.key.seal(column, JSON.stringify(value))
  }

  /** A whole value that SQL need not look into. */
  json(column: Column, value: unknown): string {
    return this.key.seal(column, JSON.stringify(value))
  }

  /** The same value with its personal fields sealed in place. */
  within<Value>(column: Column, value: Value): Value {
    return mapPersonal(value, (field) => this.key.seal(column, JSON.stringify(field)))
  }
}

/** What `participant.identity` holds: NIK and, where it is known, phone. */
export type Identity = readonly [nik: string, phone?: string]

export type ClaimSeals = Seals<ClaimColumn>

/** What an import of many participants needs for each of them, without waiting. */
export class RegistrySeals extends Seals<RegistryColumn> {
  constructor(
    key: SealingKey,
    private readonly index: KeyedDigest,
  ) {
    super(key)
  }

  /** As `PersonalData.indexOf` gives it for a NIK, in hexadecimal digits. */
  indexInHex(nik: string): string {
    return this.index.hex(nik).slice(0, 2 * INDEX_BYTES)
  }
}

@Injectable()
export class PersonalData {
  private opened?: RegistrySeals

  constructor(
    private readonly claimKeys: ClaimKeys,
    private readonly namedKeys: NamedKeys,
  ) {}

  /** The same, for a command that has the database but not the product around it. */
  static on(sql: Sql, clock: Clock, ring: KeyRing): PersonalData {
    return new PersonalData(new ClaimKeys(sql, clock, ring), new NamedKeys(sql, clock, ring))
  }

  /** For a claim that is about to be opened; its key is written with it. */
  ofNewClaim(claimId: string): { seals: ClaimSeals; key: DrawnKey } {
    const key = this.claimKeys.draw(claimId)
    return { seals: new Seals(new SealingKey(claimId, key.secret)), key }
  }

  /** Within a transaction its own connection is given, so that nobody waits for a second one. */
  async ofClaim(claimId: string, sql?: SqlRunner): Promise<ClaimSeals> {
    return new Seals(new SealingKey(claimId, await this.claimKeys.keyOf(claimId, sql)))
  }

  /** An answer or input with its personal fields sealed; one without any costs nothing. */
  async sealWithin<Value>(claimId: string, column: ClaimColumn, value: Value): Promise<Value> {
    return hasPersonal(value) ? (await this.ofClaim(claimId)).within(column, value) : value
  }

  async ofRegistry(): Promise<RegistrySeals> {
    this.opened ??= await this.openRegistry()
    return this.opened
  }

  private async openRegistry(): Promise<RegistrySeals> {
    const name = await this.namedKeys.registryKey()
    return new RegistrySeals(
      new SealingKey(name, await this.namedKeys.secretOf(name)),
      new KeyedDigest(await this.namedKeys.secretOf(indexKeys.nik)),
    )
  }

  /** By this a number is found without being kept: an HMAC-SHA-256 under a key of its own, cut to 16 bytes. */
  async indexOf(kind: keyof typeof indexKeys, value: string): Promise<Buffer> {
    return (await this.namedKeys.digestOf(indexKeys[kind], value)).subarray(0, INDEX_BYTES)
  }

  /** Tells whether the same was said before, to who holds the key; to others nothing. */
  async digestOf(text: string): Promise<string> {
    return (await this.namedKeys.digestOf('repetition', text)).toString('hex')
  }

  /**
   * The rows with the named properties revealed: a sealed text as the value it was, an answer or input with its personal
   * fields. However many rows, their keys are read at once.
   * @throws SealBroken for a value that was changed, is another claim's place's, or was never sealed
   */
  async reveal<Row extends object>(
    rows: readonly Row[],
    columns: Partial<Record<keyof Row, PersonalColumn>>,
  ): Promise<Row[]> {
    const places = Object.entries(columns) as [keyof Row, PersonalColumn][]
    const keys = await this.keysFor(
      rows.flatMap((row) => places.flatMap(([name]) => stringsUnder(row[name]))),
    )
    return rows.map((row) => {
      const clear = { ...row }
      for (const [name, column] of places) clear[name] = revealed(row[name], column, keys)
      return clear
    })
  }

  private async keysFor(texts: readonly string[]): Promise<ReadonlyMap<string, SealingKey>> {
    const ids = [...new Set(texts.flatMap((text) => keyIdOf(text) ?? []))]
    const claimIds = ids.filter((id) => CLAIM_ID.test(id))
    const secrets = claimIds.length > 0 ? await this.claimKeys.keysOf(claimIds) : new Map<string, Buffer>()
    for (const name of ids.filter((id) => !CLAIM_ID.test(id))) {
      const secret = await this.namedKeys.findSecret(name)
      if (secret) secrets.set(name, secret)
    }
    return new Map([...secrets].map(([id, secret]) => [id, new SealingKey(id, secret)]))
  }
}

function revealed<Value>(value: Value, column: PersonalColumn, keys: ReadonlyMap<string, SealingKey>): Value {
  const open = (text: unknown): unknown => {
    const key = typeof text === 'string' ? keys.get(keyIdOf(text) ?? '') : undefined
    if (!key) throw new SealBroken()
    return JSON.parse(key.open(column, text as string))
  }
  if (typeof value === 'string') return open(value) as Value
  return mapPersonal(value, open)
}
