import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'

export function registerStoryCommand(program: Command): void {
  program
    .command('story')
    .description(
      'Jalankan kisah Paser: 32.268 peserta, satu tagihan, dua keluarga dari pengajuan sampai dibayar',
    )
    .option('--json', 'cetak hasil untuk mesin')
    .option('--data <folder>', 'simpan basis data di folder ini; kisah yang terputus dilanjutkan')
    .action(async (options: { json?: boolean; data?: string }) => {
      const folder = options.data ?? (await mkdtemp(join(tmpdir(), 'santun-story-')))
      try {
        await tellIn(folder, options.json === true)
      } finally {
        if (!options.data) await rm(folder, { recursive: true, force: true })
      }
    })
}

async function tellIn(folder: string, json: boolean): Promise<void> {
  const { openDatabase } = await import('../../platform/database/database-settings.js')
  const { migrate } = await import('../../platform/database/migrate.js')
  const { lifecycleSteps } = await import('../lifecycle-steps.js')
  const { runStory } = await import('./run-story.js')
  const { storyInWords } = await import('./story-in-words.js')
  const { stopSignal } = await import('../stop-signal.js')
  const stop = stopSignal()
  // Always on a server of its own: invented people are never brought into a database that DATABASE_URL names.
  delete process.env.DATABASE_URL
  process.env.SANTUN_DATA = folder
  process.env.SANTUN_STORAGE ??= join(folder, 'documents')
  const database = await openDatabase()
  const ended = new Promise<never>((_, reject) => {
    database.embedded?.onUnexpectedExit((lines) =>
      reject(new Error(`Basis data berhenti sendiri; jalankan lagi untuk melanjutkan.\n${lines}`)),
    )
  })
  try {
    await migrate(database, lifecycleSteps)
    const told = await Promise.race([runStory({ database, audience: 'reader', stop }), ended])
    if (!told) throw new Error('Kisah dihentikan sebelum selesai.')
    process.stdout.write(json ? `${JSON.stringify(told.report)}\n` : storyInWords(told))
  } finally {
    await database.embedded?.stop()
  }
}
