/**
 * The floors of the benchmark: the least that eight durable writes of a lifecycle can cost on this machine. Both keep a
 * claim row with a version check, a history row and an outbox row a transition, and nothing else.
 */
import pg from 'pg'

export const STATES = [
  'checked',
  'verified',
  'calculated',
  'approved',
  'ordered',
  'paid',
  'notified',
] as const

export async function createFloorTables(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create table floor_claim (id bigint generated always as identity primary key, state text not null, version int not null);
    create table floor_history (claim_id bigint, seq int, from_state text, to_state text, actor text, at timestamptz, primary key (claim_id, seq));
    create table floor_outbox (id bigint generated always as identity primary key, claim_id bigint, topic text, at timestamptz)`)
}

/** FLOOR-A: one round trip a transition, everything in one statement. */
export async function floorA(pool: pg.Pool): Promise<void> {
  const created = await pool.query<{ id: string }>({
    name: 'a-create',
    text: `with c as (insert into floor_claim (state, version) values ('new', 0) returning id),
      h as (insert into floor_history select id, 0, '', 'new', 'actor', now() from c),
      o as (insert into floor_outbox (claim_id, topic, at) select id, 'created', now() from c)
      select id from c`,
  })
  const id = created.rows[0]?.id
  for (const [index, state] of STATES.entries()) {
    const moved = await pool.query({
      name: 'a-move',
      text: `with c as (update floor_claim set state = $2, version = version + 1 where id = $1 and version = $3 returning id),
        h as (insert into floor_history select id, $3 + 1, '', $2, 'actor', now() from c),
        o as (insert into floor_outbox (claim_id, topic, at) select id, $2, now() from c)
        select id from c`,
      values: [id, state, index],
    })
    if (moved.rowCount !== 1) throw new Error('lost a version on the floor')
  }
}

/** FLOOR-B: BEGIN, UPDATE, INSERT, INSERT, COMMIT by hand. Notes how long each transition took, in milliseconds. */
export async function floorB(pool: pg.Pool, waits: number[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const created = await client.query<{ id: string }>({
      name: 'b-create',
      text: "insert into floor_claim (state, version) values ('new', 0) returning id",
    })
    const id = created.rows[0]?.id
    await record(client, id, 0, 'new')
    await client.query('commit')
    for (const [index, state] of STATES.entries()) {
      const started = performance.now()
      await client.query('begin')
      const values = [id, state, index]
      const text = 'update floor_claim set state = $2, version = version + 1 where id = $1 and version = $3'
      const moved = await client.query({ name: 'b-move', text, values })
      if (moved.rowCount !== 1) throw new Error('lost a version on the floor')
      await record(client, id, index + 1, state)
      await client.query('commit')
      waits.push(performance.now() - started)
    }
  } finally {
    client.release()
  }
}

async function record(
  client: pg.PoolClient,
  id: string | undefined,
  seq: number,
  state: string,
): Promise<void> {
  const history = "insert into floor_history values ($1, $2, '', $3, 'actor', now())"
  await client.query({ name: 'b-history', text: history, values: [id, seq, state] })
  const outbox = 'insert into floor_outbox (claim_id, topic, at) values ($1, $2, now())'
  await client.query({ name: 'b-outbox', text: outbox, values: [id, state] })
}
