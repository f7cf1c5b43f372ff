/**
 * Puts a new key in the place of the registry's: every value that an older one sealed is sealed anew, some pages of a table
 * at a time. Stopped at any moment it goes on where it was, because each value says which key it needs. It writes as the
 * owner, because also the past is sealed anew, and the past is closed to the application.
 */
import { Injectable } from '@nestjs/common'
import { blocksOf } from '../database/blocks-of-table.js'
import { OwnerSql } from '../database/owner-sql.js'
import { NamedKeys } from './named-keys.js'
import type { RegistryColumn } from './personal-columns.js'
import { keyIdOf, SealingKey } from './sealing-key.js'

export interface Resealing {
  /** Name of the key that now seals what is new. */
  readonly key: string
  /** Whether this run made it, or went on with what an earlier one had begun. */
  readonly made: boolean
  readonly values: number
}

/** Where values of the registry lie; a copy keeps the place of its origin. */
interface Place {
  readonly table: string
  /** The sealed text of a row, and how another is put in its place; both in SQL. */
  readonly read: string
  readonly write: string
}

const text = (table: string, column: string): Place => {
  return { table, read: column, write: `${column} = x.fresh` }
}
/** A value that is JSON, and sealed whole is a JSON text. */
const json = (table: string, column: string): Place => {
  const read = `case jsonb_typeof(${column}) when 'string' then ${column} #>> '{}' end`
  return { table, read, write: `${column} = to_jsonb(x.fresh)` }
}

/** A column of the registry without a place here does not compile. */
const places: Readonly<Record<RegistryColumn, readonly Place[]>> = {
  'participant.identity': [
    text('participant', 'identity'),
    text('participant_past', 'identity'),
    {
      table: 'import_finding',
      read: `cells ->> 'identity'`,
      write: `cells = jsonb_set(cells, '{identity}', to_jsonb(x.fresh))`,
    },
  ],
  'import_finding.cells': [json('import_finding', 'cells')],
  'import_batch.accepted_reason': [text('import_batch', 'accepted_reason')],
  'pre_draft.answers': [text('pre_draft', 'answers')],
  'incident_course.participant_nik': [text('incident_course', 'participant_nik')],
  'incident_course.particulars': [text('incident_course', 'particulars')],
  'incident_party.phone': [text('incident_party', 'phone')],
  'incident_transition.words': [text('incident_transition', 'words')],
  'care_note.body': [text('care_note', 'body')],
  'disability_finding.parts': [text('disability_finding', 'parts')],
  'letter_file.content': [text('letter_file', 'content')],
  'notification.recipient': [text('notification', 'recipient')],
  'notification.body': [text('notification', 'body')],
  'notification.fill': [json('notification', 'fill')],
  'counter_task.note': [text('counter_task', 'note')],
  'scholarship_run.reason': [text('scholarship_run', 'reason')],
  'claim_search.reason': [text('claim_search', 'reason')],
}

@Injectable()
export class RegistryResealing {
  constructor(
    private readonly owner: OwnerSql,
    private readonly namedKeys: NamedKeys,
  ) {}

  /** Goes on with what was begun; where nothing was, a new key is made and takes every value. */
  async renew(onProgress?: (values: number) => void): Promise<Resealing> {
    const newest = await this.namedKeys.registryKey()
    const leftBehind = await this.sealAnew(newest, onProgress)
    if (leftBehind > 0) return { key: newest, made: false, values: leftBehind }
    const key = await this.namedKeys.makeRegistryKey()
    return { key, made: true, values: await this.sealAnew(key, onProgress) }
  }

  private async sealAnew(keyName: string, onProgress?: (values: number) => void): Promise<number> {
    const key = new SealingKey(keyName, await this.namedKeys.secretOf(keyName))
    let values = 0
    for (const [column, found] of Object.entries(places) as [RegistryColumn, readonly Place[]][]) {
      for (const place of found) {
        for await (const range of blocksOf(this.owner, place.table)) {
          values += await this.sealBlocks(column, place, range, key)
          onProgress?.(values)
        }
      }
    }
    return values
  }

  /** What another wrote meanwhile is not touched: a value goes only in the place of the one it was read from. */
  private async sealBlocks(
    column: RegistryColumn,
    { table, read, write }: Place,
    range: readonly [from: string, to: string],
    key: SealingKey,
  ): Promise<number> {
    const found = await this.owner.rows<{ sealed: string }>(
      `select distinct ${read} as sealed from ${table}
       where ctid >= $1::tid and ctid < $2::tid and ${read} ~ '^v1\\.r\\d+\\.' and ${read} not like $3`,
      [...range, `v1.${key.id}.%`],
    )
    if (found.length === 0) return 0
    const fresh: string[] = []
    for (const { sealed } of found) fresh.push(key.seal(column, await this.open(column, sealed)))
    const changed = await this.owner.rows(
      `update ${table} t set ${write} from unnest($3::text[], $4::text[]) as x(old, fresh)
       where t.ctid >= $1::tid and t.ctid < $2::tid and ${read} = x.old returning 1`,
      [...range, found.map(({ sealed }) => sealed), fresh],
    )
    return changed.length
  }

  private readonly keys = new Map<string, SealingKey>()

  private async open(column: RegistryColumn, sealed: string): Promise<string> {
    const name = keyIdOf(sealed) ?? ''
    let key = this.keys.get(name)
    if (!key) {
      key = new SealingKey(name, await this.namedKeys.secretOf(name))
      this.keys.set(name, key)
    }
    return key.open(column, sealed)
  }
}
