import { Injectable } from '@nestjs/common'
import { Sql } from '../database/sql.js'

/** Whether this is a demonstration: fictional people on a database that the product brought along. */
export class Demonstration {
  constructor(readonly on: boolean) {}
}

/** The phone in the box: in a demonstration nobody gets a message, so the page shows the code itself, and says so. */
@Injectable()
export class SimulatedPhone {
  constructor(
    private readonly sql: Sql,
    private readonly demonstration: Demonstration,
  ) {}

  /** Does nothing outside a demonstration: there a code is written down nowhere. */
  async receive(handleDigest: Buffer, code: string): Promise<void> {
    if (!this.demonstration.on) return
    await this.sql.rows('delete from simulated_code where handle_digest = $1', [handleDigest])
    await this.sql.rows('insert into simulated_code (handle_digest, code) values ($1, $2)', [
      handleDigest,
      code,
    ])
  }

  async show(handleDigest: Buffer): Promise<string | null> {
    if (!this.demonstration.on) return null
    const row = await this.sql.first<{ code: string }>(
      'select code from simulated_code where handle_digest = $1',
      [handleDigest],
    )
    return row?.code ?? null
  }
}
