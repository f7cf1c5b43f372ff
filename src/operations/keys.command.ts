import type { Command } from 'commander'

export function registerKeysCommands(program: Command): void {
  const keys = program
    .command('keys')
    .description('Kunci utama yang membungkus kunci setiap klaim, kunci kepesertaan, dan kunci indeks')
  keys
    .command('rotate')
    .description(
      'Bungkus ulang semua kunci data dengan kunci pertama di SANTUN_MASTER_KEYS; kunci lama boleh dicabut sesudahnya. Berkas dan data tidak disentuh; boleh dihentikan dan dijalankan lagi',
    )
    .action(async () => {
      const { withProduct } = await import('./with-product.js')
      const { KeyRotation } = await import('../platform/personal-data/key-rotation.service.js')
      const done = await withProduct((product) =>
        product
          .get(KeyRotation, { strict: false })
          .rotate((claims) => process.stderr.write(`${claims} kunci klaim …\r`)),
      )
      process.stdout.write(
        `${done.claims} kunci klaim dan ${done.named} kunci lain dibungkus ulang dengan kunci utama "${done.current}".\n`,
      )
    })
}
