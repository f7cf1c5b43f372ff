import type { Command } from 'commander'

export function registerKeysCommands(program: Command): void {
  const keys = program.command('keys').description('Kunci utama yang membungkus kunci data setiap klaim')
  keys
    .command('rotate')
    .description(
      'Bungkus ulang semua kunci data dengan kunci pertama di SANTUN_MASTER_KEYS; kunci lama boleh dicabut sesudahnya. Berkas tidak disentuh; aman dijalankan lagi',
    )
    .action(async () => {
      const { withProduct } = await import('./with-product.js')
      const { KeyRotation } = await import('../documents/key-rotation.service.js')
      const done = await withProduct((product) => product.get(KeyRotation, { strict: false }).rotate())
      process.stdout.write(
        `${done.claims} kunci klaim dan ${done.indexes} kunci indeks dibungkus ulang dengan kunci utama "${done.current}".\n`,
      )
    })
}
