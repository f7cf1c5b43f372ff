import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

export interface ListedMember {
  id: string
  username: string
  display_name: string
  branch: string
  active: boolean
  roles: { role: string; limit: string | null }[]
  last_signed_in: string | null
}

/** The accounts of a branch, or of all. */
@Injectable()
export class MembersInBranch {
  constructor(private readonly sql: Sql) {}

  /** @param branchId null for every branch */
  async list(branchId: string | null): Promise<ListedMember[]> {
    return this.sql.rows<ListedMember>(
      `select m.id, m.username, m.display_name, b.name as branch, m.active,
         coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'limit', r.approval_limit::text) order by r.role)
           from staff_role r where r.staff_id = m.id), '[]') as roles,
         (select max(s.created_at) from staff_session s where s.staff_id = m.id) as last_signed_in
       from staff_member m join branch b on b.id = m.branch_id
       where $1::uuid is null or m.branch_id = $1 order by b.name, m.active desc, m.display_name`,
      [branchId],
    )
  }
}
