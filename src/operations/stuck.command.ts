import type { Command } from 'commander'
import { withSql } from './with-sql.js'

export function registerStuckCommand(program: Command): void {
  program
    .command('stuck')
    .description('Tunjukkan apa yang berhenti dan apa yang harus dilakukan; keluar dengan 1 bila ada')
    .option('--json', 'hasil untuk mesin')
    .action(async (options: { json?: boolean }) => {
      const { findStuck } = await import('../reporting/stuck.query.js')
      const stuck = await withSql((sql) => findStuck(sql, new Date().toISOString()))
      if (options.json) process.stdout.write(`${JSON.stringify(stuck)}\n`)
      else if (stuck.length === 0) process.stdout.write('Tidak ada yang berhenti.\n')
      else
        for (const row of stuck)
          process.stdout.write(`${row.number ?? '-'}  ${row.what}\n    → ${row.todo}\n`)
      if (stuck.length > 0) process.exitCode = 1
    })
}
