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
    .option(
      '--registry',
      'buat juga kunci kepesertaan baru dan segel ulang semua data peserta dengannya; bila terhenti, jalankan lagi dan pekerjaan dilanjutkan',
    )
    .action(async ({ registry }: { registry?: boolean }) => {
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
      if (registry) await renewRegistry()
    })
}

async function renewRegistry(): Promise<void> {
  const { withProduct } = await import('./with-product.js')
  const { RegistryResealing } = await import('../platform/personal-data/registry-resealing.service.js')
  const { key, made, values } = await withProduct((product) =>
    product
      .get(RegistryResealing, { strict: false })
      .renew((done) => process.stderr.write(`${done} nilai disegel ulang …\r`)),
  )
  process.stdout.write(
    made
      ? `${values} nilai peserta disegel dengan kunci baru "${key}". Mulai ulang layanan, lalu jalankan lagi untuk yang ditulis sementara itu.\n`
      : `${values} nilai peserta yang tertinggal disegel dengan kunci "${key}".\n`,
  )
}
