import { createHash, randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../clock/clock.js'
import { Sql } from '../database/sql.js'
import { PhoneIndex } from './phone-index.js'

const TOKEN_BYTES = 32

/**
 * Browsers in which the code of a phone was right before. Knowing one opens nothing; it only keeps the codes that the
 * family asks for apart from those that others ask for in its place.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly phones: PhoneIndex,
  ) {}

  /** What this browser keeps; always drawn anew, so that none that it brought along becomes known. */
  async remember(phone: string): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    await this.sql.rows('insert into known_device (token_digest, phone_index, seen_at) values ($1, $2, $3)', [
      digestOf(token),
      await this.phones.of(phone),
      this.clock.now(),
    ])
    return token
  }

  /** Whether the code of this phone was right in this browser before. The same work where there is nothing to find. */
  async isOf(token: string | undefined, phone: string): Promise<boolean> {
    const found = await this.sql.first(
      'select 1 from known_device where token_digest = $1 and phone_index = $2',
      [digestOf(token ?? ''), await this.phones.of(phone)],
    )
    return found !== undefined
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
