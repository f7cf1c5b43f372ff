/**
 * One import in a process of its own, so that its memory can be told: the built product, a file, a database. A dry run
 * of a small file goes before it, because the product is a server that runs, not one that starts. Prints milliseconds
 * and the peak of resident memory in MB as JSON.
 */
import { createReadStream } from 'node:fs'

const [small = '', file = '', host = '', database = ''] = process.argv.slice(2)
const built = (path: string): string => new URL(`../../dist/src/${path}`, import.meta.url).href

type SqlModule = typeof import('../../src/platform/database/sql.js')
type ImportModule = typeof import('../../src/membership/participant-import.service.js')
type WordsModule = typeof import('../../src/membership/import-words.js')
type ClockModule = typeof import('../../src/platform/clock/clock.js')
type RingModule = typeof import('../../src/platform/personal-data/key-ring.js')
type PersonalModule = typeof import('../../src/platform/personal-data/personal-data.service.js')

const { Sql } = (await import(built('platform/database/sql.js'))) as SqlModule
const { ParticipantImport } = (await import(
  built('membership/participant-import.service.js')
)) as ImportModule
const { ImportWords } = (await import(built('membership/import-words.js'))) as WordsModule
const { SystemClock } = (await import(built('platform/clock/clock.js'))) as ClockModule

const sql = new Sql({ host, user: 'santun_app', database }, 2)
const clock = new SystemClock()
const sealing = 'platform/personal-data'
const { KeyRing } = (await import(built(`${sealing}/key-ring.js`))) as RingModule
const { PersonalData } = (await import(built(`${sealing}/personal-data.service.js`))) as PersonalModule
const ring = KeyRing.parse(`bench:${Buffer.alloc(32, 7).toString('base64')}`)
const personal = PersonalData.on(sql, clock, ring)
const participants = new ParticipantImport(sql, clock, new ImportWords(), personal)
const importFile = (path: string, dryRun: boolean) =>
  participants.run({
    source: createReadStream(path, { highWaterMark: 256 * 1024 }),
    fileName: 'bench.csv',
    cohortId: null,
    dryRun,
    by: 'bench',
  })

await importFile(small, true)
const started = performance.now()
const report = await importFile(file, false)
const milliseconds = performance.now() - started
await sql.onApplicationShutdown()
if (report.refused > 0) throw new Error(`${report.refused} rows of the benchmark were refused`)
console.log(JSON.stringify({ milliseconds, peak: process.resourceUsage().maxRSS / 1024 }))
