import { once } from 'node:events'
import { createServer } from 'node:net'
import { lifecycleSteps } from './lifecycle-steps.js'
import { type ManagedProcess, startProcess } from './child-process.js'
import { stopped, stopSignal } from './stop-signal.js'
import { dateOfInstant, formatDateId, parseInstant } from '#libs/local-date'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { assertDeploymentSettings, portOf } from '../deployment-settings.js'
import { runStory } from './story/run-story.js'
import { personas } from './story/personas.js'
import { familiesToMeet } from './story/today-families.js'
import { openDatabase } from '../platform/database/database-settings.js'
import { migrate } from '../platform/database/migrate.js'
import { environmentFor } from '../platform/database/runtime-database.js'

/** Runs the whole product on this machine until SIGINT or SIGTERM. */
export async function startProduct(): Promise<void> {
  const stop = stopSignal()
  assertDeploymentSettings()
  // Said now, and not after a story of a minute.
  await assertPortFree()
  const database = await openDatabase()
  const processes: ManagedProcess[] = []
  database.embedded?.onUnexpectedExit((lines) => {
    process.stderr.write(
      `Basis data berhenti sendiri. Jalankan lagi "npm start"; data tetap utuh.\n${lines}\n`,
    )
    process.exit(1)
  })
  try {
    await migrate(database, lifecycleSteps)
    // The story brings people whose passwords are public: never into a database that somebody else runs.
    const demonstration = database.embedded !== undefined
    if (demonstration) await runStory({ database, audience: 'newcomer', stop })
    if (stop.aborted) return
    // A newcomer's screen shows what went wrong, not every request; LOG_LEVEL=info shows all.
    const environment = {
      LOG_LEVEL: 'warn',
      ...environmentFor(database),
      SANTUN_DEMONSTRATION: demonstration ? 'yes' : 'no',
    }
    // Side by side, and each to its end, so that what one says is not mixed with how the other is cut off.
    const entries = ['main.worker', 'main.web'] as const
    const started = await Promise.allSettled(entries.map((entry) => startProcess(entry, environment)))
    processes.push(...started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))
    for (const each of started) if (each.status === 'rejected') throw each.reason
    process.stdout.write(welcome(process.env.PORT ?? '3000', demonstration) + calendarNote())
    await stopped(stop)
  } finally {
    if (stop.aborted) process.stdout.write('\nBerhenti…\n')
    await Promise.all(processes.map((each) => each.stop()))
    await database.embedded?.stop()
  }
}

/** Opens the port that the pages will have, and closes it again. */
async function assertPortFree(): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(portOf(process.env), process.env.HOST ?? '127.0.0.1')
    await once(probe, 'listening')
  } finally {
    probe.close()
  }
}

/** Said in time, because a decree that nobody loads is missed only when deadlines are wrong. */
function calendarNote(): string {
  const today = dateOfInstant(parseInstant(new Date().toISOString()), 'WIB')
  const end = new LawInForce().calendarEndsSoon(today)
  return end === undefined
    ? ''
    : `  Catatan: hari libur resmi dimuat sampai ${formatDateId(end)}. Muat keputusan tahun berikutnya ke config/calendar.\n\n`
}

function welcome(port: string, demonstration: boolean): string {
  const staff = personas.map(
    (each) => `    ${each.username.padEnd(10)} ${each.password.padEnd(26)} ${each.task}`,
  )
  const families = familiesToMeet().map(
    ({ phone, name, situation }) => `    ${phone}   ${name}: ${situation}`,
  )
  return [
    '',
    `  Santun berjalan di http://localhost:${port}`,
    '',
    `    http://localhost:${port}/                   keluarga: ajukan klaim, lihat sampai mana klaimnya`,
    `    http://localhost:${port}/petugas            petugas dan pimpinan: antrean, keputusan, pembayaran, dasbor`,
    `    http://localhost:${port}/api/docs           mesin: API yang dapat dijelajahi`,
    '',
    ...(demonstration
      ? [
          '  Masuk sebagai petugas (tokoh rekaan, hanya untuk peragaan):',
          ...staff,
          '',
          `  Atau sebagai keluarga di http://localhost:${port}/lanjutkan, dengan nomor HP ini:`,
          ...families,
          '',
        ]
      : []),
    `  Ctrl-C menghentikan semuanya; data tetap tinggal${demonstration ? ` di ${process.env.SANTUN_DATA ?? '.data'}` : ''} dan dipakai lagi.`,
    '',
  ].join('\n')
}
