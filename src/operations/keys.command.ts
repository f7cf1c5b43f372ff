import { type Command, InvalidArgumentError } from 'commander'
import { type RenewableIndex, renewableIndexes } from '../platform/personal-data/index-columns.js'
import type { IndexRenewal } from '../platform/personal-data/index-renewal.service.js'

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
  keys
    .command('renew-index')
    .argument('<indeks>', `yang kuncinya bocor: ${renewableIndexes.join(', ')}`, indexOf)
    .description(
      'Siapkan kunci baru untuk indeks NIK, telepon, atau rekening selagi layanan berjalan; boleh dihentikan dan dijalankan lagi. Sesudah itu hentikan layanan dan jalankan dengan --switch',
    )
    .option('--switch', 'pakai kunci barunya dalam satu transaksi; kunci lama dan indeks lama hilang')
    .option(
      '--give-up <jumlah>',
      'bersama --switch: lepaskan sekian indeks yang kunci datanya sudah dimusnahkan',
      countOf,
    )
    .action(renewIndex)
}

interface RenewIndexOptions {
  switch?: boolean
  giveUp?: number
}

async function renewIndex(kind: RenewableIndex, options: RenewIndexOptions): Promise<void> {
  if (options.giveUp && !options.switch) throw new Error('Opsi --give-up hanya dipakai bersama --switch.')
  const { runtimeDatabase } = await import('../platform/database/runtime-database.js')
  const { OwnerSql } = await import('../platform/database/owner-sql.js')
  const { SystemClock } = await import('../platform/clock/clock.js')
  const { KeyRing } = await import('../platform/personal-data/key-ring.js')
  const { IndexRenewal } = await import('../platform/personal-data/index-renewal.service.js')
  const database = await runtimeDatabase()
  const owner = new OwnerSql(database.owner)
  try {
    const renewal = new IndexRenewal(owner, new SystemClock(), KeyRing.from())
    await (options.switch ? changeIndex(renewal, kind, options.giveUp) : prepareIndex(renewal, kind))
  } finally {
    await owner.onApplicationShutdown()
    await database.embedded?.stop()
  }
}

const filled = (count: number): void => void process.stderr.write(`${count} indeks disiapkan …\r`)

async function prepareIndex(renewal: IndexRenewal, kind: RenewableIndex): Promise<void> {
  const done = await renewal.prepare(kind, { filled })
  const left = done.left.map(
    ({ place, count }) => `- ${place}: ${count} belum, karena nilainya tidak dapat dibuka`,
  )
  const lines = [
    `${done.filled} indeks baru disiapkan.`,
    ...left,
    `Belum ada yang berubah. Hentikan layanan, lalu: npm run santun -- keys renew-index ${kind} --switch`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function changeIndex(renewal: IndexRenewal, kind: RenewableIndex, giveUp?: number): Promise<void> {
  const changed = (table: string): void => void process.stderr.write(`${table} …\n`)
  const done = await renewal.change(kind, { giveUp, filled, changed })
  process.stdout.write(
    `${done.changed} indeks memakai kunci baru, ${done.givenUp} dilepaskan; kunci lama sudah dihapus.\n` +
      'Jalankan "npm run santun -- audit verify", lalu mulai layanan. Cadangan dari sebelumnya memuat indeks lama: musnahkan bila kunci itu bocor.\n',
  )
}

function indexOf(text: string): RenewableIndex {
  const found = renewableIndexes.find((kind) => kind === text)
  if (!found) throw new InvalidArgumentError(`Pilih salah satu: ${renewableIndexes.join(', ')}.`)
  return found
}

function countOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new InvalidArgumentError('Tulis jumlah yang disebut penolakan, misalnya 12.')
  return Number(text)
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
