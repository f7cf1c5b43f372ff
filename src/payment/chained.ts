/**
 * Several statements that make up one record. PostgreSQL takes data-modifying statements only at the top level of WITH,
 * so the later ones become further members of the statement that the record is part of. The first bears the name that
 * this statement gives it.
 */
export function chained(first: string, ...others: readonly (readonly [name: string, sql: string])[]): string {
  return [first, ...others.map(([name, sql]) => `${name} as (${sql}`)].join('),\n')
}
