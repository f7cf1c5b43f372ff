import type { Role } from '#libs/lifecycle'
import type { Actor } from '../../src/claims/claim-command.port.js'
import type { Database } from '../../src/platform/database/database-settings.js'
import { Sql, type SqlRunner } from '../../src/platform/database/sql.js'

/** Whole rupiah as text, as an actor carries it. */
const LIMIT = '150000000'
const SENIOR_LIMIT = '500000000'

const posts = {
  officer: { role: 'officer' },
  verifier: { role: 'verifier' },
  secondVerifier: { role: 'verifier' },
  investigator: { role: 'investigator' },
  approver: { role: 'approver', limit: LIMIT },
  seniorApprover: { role: 'approver', limit: SENIOR_LIMIT },
  releaser: { role: 'releaser' },
  secondReleaser: { role: 'releaser' },
  reconciler: { role: 'reconciler' },
  reviewer: { role: 'objection_reviewer' },
  manager: { role: 'manager' },
  adviser: { role: 'medical_adviser' },
  auditor: { role: 'auditor' },
} as const satisfies Record<string, { role: Role; limit?: string }>

/** The people of a branch, each an actor in the one role he holds. */
export type Staff = Record<keyof typeof posts, Actor>

const everyRole = [...new Set(Object.values(posts).map(({ role }) => role))]

/**
 * Hires one person for every post of a branch. On paper each of them holds every role, so that what keeps duties apart is
 * what they did and not what they are. Nobody can sign in: these people act through services.
 */
export async function hire(sql: SqlRunner, branchId: string): Promise<Staff> {
  const people = await Promise.all(
    Object.entries(posts).map(async ([post, { role, ...more }]) => {
      const approvalLimit = 'limit' in more ? more.limit : null
      const [member] = await sql.rows<{ id: string }>(
        `with hired as (
           insert into staff_member (username, display_name, password_hash, branch_id) values ($1, $1, 'none', $2) returning id)
         insert into staff_role (staff_id, role, approval_limit)
         select id, r.role, case r.role when 'approver' then coalesce($4::bigint, $5::bigint) end
         from hired cross join unnest($3::text[]) as r(role) returning staff_id as id`,
        [post.toLowerCase(), branchId, everyRole, approvalLimit, SENIOR_LIMIT],
      )
      return [post, { id: member?.id ?? '', role, branchId, approvalLimit }] as const
    }),
  )
  return Object.fromEntries(people) as Staff
}

/** The same person in another role, as someone who holds several. */
export function as(person: Actor, role: Role): Actor {
  return { ...person, role, approvalLimit: role === 'approver' ? SENIOR_LIMIT : null }
}

/** Puts actors that a desk made up on the staff of their branch, as the owner of the database does. */
export async function enlist(database: Database, actors: readonly Actor[]): Promise<void> {
  const owner = new Sql(database.owner, 1)
  try {
    for (const { id, role, branchId, approvalLimit } of actors) {
      await owner.rows(
        `insert into staff_member (id, username, display_name, password_hash, branch_id) values ($1, $2, $2, 'none', $3)
         on conflict (id) do nothing`,
        [id, `${role}-${id}`, branchId],
      )
      await owner.rows(
        'insert into staff_role (staff_id, role, approval_limit) values ($1, $2, $3) on conflict do nothing',
        [id, role, approvalLimit ?? null],
      )
    }
  } finally {
    await owner.onApplicationShutdown()
  }
}

/** Opens a branch as the owner of the database does; its id. */
export async function openBranch(database: Database): Promise<string> {
  const owner = new Sql(database.owner, 1)
  try {
    const branch = await owner.first<{ id: string }>(
      "insert into branch (code, name, zone, phone) values ('PSR', 'Paser', 'Asia/Makassar', '0543-21000') returning id",
    )
    return branch?.id ?? ''
  } finally {
    await owner.onApplicationShutdown()
  }
}
