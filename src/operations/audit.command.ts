import type { Command } from 'commander'
import { withSql } from './with-sql.js'

export function registerAuditCommand(program: Command): void {
  const audit = program.command('audit').description('Jejak audit')
  audit
    .command('verify')
    .description('Periksa rantai hash riwayat semua klaim; keluar dengan 1 bila ada yang tidak cocok')
    .option('--json', 'hasil untuk mesin')
    .action(async (options: { json?: boolean }) => {
      const { verifyHistory } = await import('../claims/verify-history.query.js')
      const report = await withSql((sql) => verifyHistory(sql))
      if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`)
      else {
        process.stdout.write(`${report.claims} klaim, ${report.transitions} langkah diperiksa.\n`)
        for (const fault of report.faults)
          process.stdout.write(`- ${fault.number} langkah ${fault.seq}: ${fault.what}\n`)
        process.stdout.write(
          report.faults.length === 0
            ? 'Rantai riwayat utuh.\n'
            : `${report.faults.length} kesalahan ditemukan.\n`,
        )
      }
      if (report.faults.length > 0) process.exitCode = 1
    })
}
