import type pg from 'pg'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const IN_FLIGHT = [1, 16, 64]

export interface Contender {
  name: string
  /** One lifecycle; notes how long each step took that somebody waited for, in milliseconds. */
  run: (waits: number[]) => Promise<void>
}

interface Lap {
  rate: number
  p95: number
  walBytes: number
  transactions: number
}

/** Runs contenders side by side, again and again, and prints medians and their ratios. */
export class Race {
  constructor(private readonly pool: pg.Pool) {}

  /** Each contender with so many lifecycles in flight; tells of the last one how long a step took, p95. */
  async run(title: string, base: string, contenders: readonly Contender[]): Promise<Map<number, number>> {
    console.log(`\n${title} (÷ ${base})`)
    const steps = new Map<number, number>()
    for (const inFlight of IN_FLIGHT) {
      const laps = new Map<string, Lap[]>(contenders.map(({ name }) => [name, []]))
      for (let round = 0; round < ROUNDS; round++) {
        for (const { name, run } of contenders) laps.get(name)?.push(await this.lap(run, inFlight))
      }
      const middle = contenders.map(({ name }) => ({ name, lap: median(laps.get(name) ?? []) }))
      const first = middle.find(({ name }) => name === base)?.lap
      console.log(`  ${inFlight} in flight`)
      for (const { name, lap } of middle) console.log(`    ${name}: ${inWords(lap, first ?? lap)}`)
      steps.set(inFlight, middle.at(-1)?.lap.p95 ?? 0)
    }
    return steps
  }

  /** Lifecycles a second. */
  async rate(run: () => Promise<void>, inFlight: number, seconds: number): Promise<number> {
    const started = performance.now()
    const end = started + seconds * 1000
    let done = 0
    const lane = async (): Promise<void> => {
      while (performance.now() < end) {
        await run()
        done++
      }
    }
    await Promise.all(Array.from({ length: inFlight }, lane))
    return done / ((performance.now() - started) / 1000)
  }

  private async lap(run: Contender['run'], inFlight: number): Promise<Lap> {
    const waits: number[] = []
    const before = await this.written()
    const started = performance.now()
    const rate = await this.rate(() => run(waits), inFlight, SECONDS)
    const done = (rate * (performance.now() - started)) / 1000
    const after = await this.written()
    return {
      rate,
      p95: waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.95)] ?? 0,
      walBytes: (after.wal - before.wal) / done,
      transactions: (after.transactions - before.transactions) / done,
    }
  }

  /** Bytes of the write-ahead log, and transactions of any kind, since the server began. */
  private async written(): Promise<{ wal: number; transactions: number }> {
    const { rows } = await this.pool.query<{ wal: string; transactions: string }>(
      `select pg_current_wal_insert_lsn() - '0/0' as wal,
         (select xact_commit from pg_stat_database where datname = current_database()) as transactions`,
    )
    return { wal: Number(rows[0]?.wal), transactions: Number(rows[0]?.transactions) }
  }
}

function median(laps: readonly Lap[]): Lap {
  const inOrder = laps.toSorted((a, b) => a.rate - b.rate)
  return inOrder[Math.floor(laps.length / 2)] ?? { rate: 0, p95: 0, walBytes: 0, transactions: 0 }
}

function inWords(lap: Lap, base: Lap): string {
  const ratio = (value: number, of: number): string => (of > 0 ? (value / of).toFixed(2) : '-')
  const wal = `${(lap.walBytes / 1024).toFixed(1)} KB of WAL (${ratio(lap.walBytes, base.walBytes)})`
  const step = lap.p95 > 0 ? ` · a step, p95, ${lap.p95.toFixed(1)} ms (${ratio(lap.p95, base.p95)})` : ''
  return `${lap.rate.toFixed(0)}/s (${ratio(lap.rate, base.rate)}) · ${wal} · ${lap.transactions.toFixed(0)} transactions${step}`
}
