import type { Command } from 'commander'
import { machines, toPage } from '#libs/lifecycle'

export function registerLifecycleCommand(program: Command): void {
  const lifecycle = program.command('lifecycle').description('Siklus hidup klaim, pembayaran, dan beasiswa')
  lifecycle
    .command('print')
    .description('Cetak semua tabel sebagai Markdown dengan diagram Mermaid')
    .action(() => void process.stdout.write(toPage(machines)))
}
