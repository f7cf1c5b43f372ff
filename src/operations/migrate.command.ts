import type { Command } from 'commander'

export function registerMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('Bawa skema basis data ke versi ini, sebagai pemiliknya; aman dijalankan lagi')
    .action(async () => {
      const { runtimeDatabase } = await import('../platform/database/runtime-database.js')
      const { migrate } = await import('../platform/database/migrate.js')
      const { lifecycleSteps } = await import('./lifecycle-steps.js')
      const database = await runtimeDatabase()
      try {
        await migrate(database, lifecycleSteps)
        process.stdout.write('Skema basis data sudah terbaru.\n')
      } finally {
        await database.embedded?.stop()
      }
    })
}
