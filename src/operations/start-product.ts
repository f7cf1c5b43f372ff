import { once } from 'node:events'
import { lifecycleSteps } from './lifecycle-steps.js'
import { type ManagedProcess, startProcess } from './child-process.js'
import { runStory } from './story/run-story.js'
import { personas } from './story/personas.js'
import { familiesToMeet } from './story/today-families.js'
import { openDatabase } from '../platform/database/database-settings.js'
import { migrate } from '../platform/database/migrate.js'
import { environmentFor } from '../platform/database/runtime-database.js'

/** Runs the whole product on this machine until SIGINT or SIGTERM. */
export async function startProduct(): Promise<void> {
  const stopped = stopSignal()
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
    if (demonstration) {
      const told = runStory({ database, audience: 'newcomer' }).then(() => true)
      if (!(await Promise.race([told, stopped]))) return
    }
    // A newcomer's screen shows what went wrong, not every request; LOG_LEVEL=info shows all.
    const environment = {
      LOG_LEVEL: 'warn',
      ...environmentFor(database),
      SANTUN_DEMONSTRATION: demonstration ? 'yes' : 'no',
    }
    processes.push(
      await startProcess('main.worker', environment),
      await startProcess('main.web', environment),
    )
    process.stdout.write(welcome(process.env.PORT ?? '3000', demonstration))
    await stopped
    process.stdout.write('\nBerhenti…\n')
  } finally {
    await Promise.all(processes.map((each) => each.stop()))
    await database.embedded?.stop()
  }
}

async function stopSignal(): Promise<false> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  return false
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
    `  Ctrl-C menghentikan semuanya; data tetap tinggal${demonstration ? ' di .data' : ''} dan dipakai lagi.`,
    '',
  ].join('\n')
}
