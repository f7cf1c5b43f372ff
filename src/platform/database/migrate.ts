import { MikroORM } from '@mikro-orm/postgresql'
import { runMigrations } from 'bullmq'
import pg from 'pg'
import { readApprovalLimits } from '../law-loader/approval-limits-file.js'
import { APPLICATION_ROLE, type Database, poolOptions } from './database-settings.js'
import { adoptEarlierSchema } from './earlier-schema.js'
import { migrations } from './migrations/index.js'
import { ormOptions } from './orm-options.js'

/** One row of a lifecycle table as the database's own guard reads it. */
export interface LifecycleStep {
  machine: string
  from: string
  event: string
  to: string
  roles: readonly string[]
  duty: string | null
  /** The step opens the claim's next round. */
  nextRound?: boolean
}

const MIGRATION_LOCK = 6401

/**
 * Brings a database to the present schema, as its owner. Safe to run again and from several processes at once.
 * The lifecycle's steps and the limits of approval are written anew each time, because the tables in `libs/lifecycle` and
 * `config/approval` are their source.
 */
export async function migrate(database: Database, steps: readonly LifecycleStep[]): Promise<void> {
  const client = new pg.Client(poolOptions(database.owner))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await adoptEarlierSchema(
      client,
      migrations.map(({ name }) => name),
    )
    const orm = await MikroORM.init(ormOptions(database.owner))
    try {
      await orm.migrator.up()
    } finally {
      await orm.close()
    }
    await writeSteps(client, steps)
    await writeApprovalLimits(client)
    await pinSearchPaths(client)
    await runMigrations(client)
    // BullMQ makes one sequence a queue when the queue is first used. Nothing in this schema is the truth about anything.
    await client.query(`
      grant usage, create on schema bullmq to ${APPLICATION_ROLE};
      grant select, insert, update, delete on all tables in schema bullmq to ${APPLICATION_ROLE};
      grant usage, select on all sequences in schema bullmq to ${APPLICATION_ROLE}`)
  } finally {
    await client.end()
  }
}

async function writeSteps(client: pg.Client, steps: readonly LifecycleStep[]): Promise<void> {
  await client.query('begin')
  await client.query('delete from lifecycle_step')
  await client.query(
    `insert into lifecycle_step (machine, from_state, event, to_state, roles, duty, next_round)
     select machine, "from", event, "to", roles, duty, coalesce("nextRound", false)
     from jsonb_to_recordset($1)
       as step(machine text, "from" text, event text, "to" text, roles text[], duty text, "nextRound" boolean)`,
    [JSON.stringify(steps)],
  )
  await client.query('commit')
}

async function writeApprovalLimits(client: pg.Client): Promise<void> {
  const { limits, freezes } = readApprovalLimits()
  await client.query('begin')
  await client.query('delete from approval_limit; delete from approval_freeze')
  await client.query(
    `insert into approval_limit (program, evidence, valid_from, up_to, second_above)
     select program, evidence, "from", up_to, second_above
     from jsonb_to_recordset($1) as x(program text, evidence text, "from" date, up_to bigint, second_above bigint)`,
    [JSON.stringify(limits)],
  )
  await client.query(
    `insert into approval_freeze (first_day, last_day)
     select "from", "to" from jsonb_to_recordset($1) as x("from" date, "to" date)`,
    [JSON.stringify(freezes)],
  )
  await client.query('commit')
}

/**
 * Guards must mean our tables by the names they use. Without a fixed path a temporary table of the same name would
 * stand in for the real one, since the temporary schema is searched first. A body of standard SQL was bound when it was made.
 */
async function pinSearchPaths(client: pg.Client): Promise<void> {
  await client.query(`
    do $$ declare f record; begin
      for f in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'bank_simulator') and p.prosqlbody is null and p.proowner = (select oid from pg_roles where rolname = current_user)
      loop
        execute format('alter function %s set search_path = pg_catalog, public, pg_temp', f.name);
      end loop;
    end $$`)
}
