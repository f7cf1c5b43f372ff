import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

export interface BranchOffice {
  id: string
  code: string
  name: string
  phone: string
  zone: string
}

/** Every office that takes claims, by name. */
@Injectable()
export class Branches {
  constructor(private readonly sql: Sql) {}

  list(): Promise<BranchOffice[]> {
    return this.sql.rows<BranchOffice>('select id, code, name, phone, zone from branch order by name')
  }

  async ofClaim(claimId: string): Promise<BranchOffice | undefined> {
    return this.sql.first<BranchOffice>(
      'select b.id, b.code, b.name, b.phone, b.zone from claim c join branch b on b.id = c.branch_id where c.id = $1',
      [claimId],
    )
  }
}
