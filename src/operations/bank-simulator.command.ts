import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setInterval as every } from 'node:timers/promises'
import type { INestApplicationContext } from '@nestjs/common'
import { type Command, InvalidArgumentError } from 'commander'
import { type Behaviour, behaviours } from '../payment/bank-simulator.adapter.js'
import { withProduct } from './with-product.js'

interface ServeOptions {
  port: number
  keys: string
  notify?: string
}

export function registerBankSimulator(bank: Command): void {
  const simulate = bank
    .command('simulate')
    .description('Bank tiruan untuk latihan dan peragaan; tidak pernah menyentuh bank sungguhan')
  simulate
    .command('behave')
    .argument('<bank>', 'kode bank, misalnya 002')
    .argument('<rekening>')
    .argument('<perilaku>', behaviours.join(', '), behaviour)
    .description(
      'Suruh satu rekening berperilaku: telat, diam, menolak, mengembalikan, berselisih, dan lain-lain',
    )
    .option('--days <hari>', 'telat atau dikembalikan sekian hari kemudian', days, 0)
    .option('--holder <nama>', 'nama pemilik untuk cek rekening; kosong: rekening tidak dikenal')
    .action(
      async (
        bankCode: string,
        accountNumber: string,
        kind: Behaviour,
        options: { days: number; holder?: string },
      ) => {
        await withBox(({ box }) => box.behave({ bankCode, accountNumber, behaviour: kind, ...options }))
        process.stdout.write(`Rekening ${bankCode} •••• ${accountNumber.slice(-4)}: ${kind}\n`)
      },
    )
  simulate
    .command('temper')
    .argument('<persen>', 'berapa dari seratus transfer bermasalah', percent)
    .option('--seed <benih>', 'benih yang sama, masalah yang sama', '1')
    .description('Buat sebagian transfer bermasalah, dapat diulang persis')
    .action(async (share: number, { seed }: { seed: string }) => {
      await withBox(({ box }) => box.temper(seed, share))
      process.stdout.write(`${share} dari 100 transfer bermasalah, benih ${seed}\n`)
    })
  registerFiles(simulate)
  simulate
    .command('serve')
    .description('Layani SNAP BI di komputer ini; kunci dibuat bila belum ada, dan cara memakainya dicetak')
    .option('--port <port>', 'port', Number, 4010)
    .option('--keys <folder>', 'tempat kunci', '.data/bank-tiruan')
    .option(
      '--notify <url>',
      'alamat pemberitahuan, misalnya http://127.0.0.1:3000/api/v1/callbacks/bank/transfers',
    )
    .action(serve)
}

function registerFiles(simulate: Command): void {
  simulate
    .command('report')
    .argument('<pain.001>', 'berkas perintah bayar')
    .argument('<pain.002>', 'laporan yang ditulis')
    .description('Laksanakan berkas perintah bayar dan tulis laporan bank')
    .action(async (order: string, report: string) => {
      const xml = await withBox(async ({ files, now }) => files.report(await readFile(order, 'utf8'), now))
      await writeFile(report, xml)
      process.stdout.write(
        `Perintah bayar dilaksanakan. Laporan bank: ${report}; baca dengan "santun bank report".\n`,
      )
    })
  simulate
    .command('statement')
    .argument('<camt.053>', 'rekening koran yang ditulis')
    .description('Tulis semua gerakan yang sudah dibukukan bank tiruan sebagai rekening koran')
    .action(async (file: string) => {
      await withBox(({ files, account, now }) =>
        pipeline(Readable.from(files.statement(account, now)), createWriteStream(file)),
      )
      process.stdout.write(`Rekening koran: ${file}; impor dengan "santun bank statement".\n`)
    })
}

function percent(text: string): number {
  if (!/^\d{1,2}$|^100$/.test(text)) throw new InvalidArgumentError('Tulis angka 0 sampai 100.')
  return Number(text)
}

function days(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('Tulis jumlah hari, misalnya 2.')
  return Number(text)
}

function behaviour(text: string): Behaviour {
  const found = behaviours.find((one) => one === text)
  if (!found) throw new InvalidArgumentError(`Pilih salah satu: ${behaviours.join(', ')}.`)
  return found
}

async function box(product: INestApplicationContext) {
  const { BankSimulator } = await import('../payment/bank-simulator.adapter.js')
  const { BankAgreement } = await import('../payment/bank-agreement.service.js')
  const { SimulatorFiles } = await import('../payment/simulator/simulator-files.service.js')
  const { Clock } = await import('../platform/clock/clock.js')
  const { Sql } = await import('../platform/database/sql.js')
  const sql = product.get(Sql, { strict: false })
  const simulator = product.get(BankSimulator, { strict: false })
  return {
    sql,
    box: simulator,
    files: new SimulatorFiles(simulator, sql),
    account: product.get(BankAgreement, { strict: false }).debtor.account,
    now: product.get(Clock, { strict: false }).now(),
  }
}

function withBox<Result>(work: (parts: Awaited<ReturnType<typeof box>>) => Promise<Result>): Promise<Result> {
  return withProduct(async (product) => work(await box(product)))
}

async function serve({ port, keys, notify }: ServeOptions): Promise<void> {
  const { SnapSimulator } = await import('../payment/simulator/snap-simulator.service.js')
  const pair = await keysIn(keys)
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort())
  process.once('SIGTERM', () => stopped.abort())
  await withBox(async ({ box: simulator, sql }) => {
    const server = new SnapSimulator(simulator, sql, {
      clientId: 'santun',
      clientSecret: pair.secret,
      clientKey: createPublicKey(createPrivateKey(pair.ours)),
      bankKey: createPrivateKey(pair.theirs),
    })
    process.stdout.write(settingsFor(await server.listen(port), keys, pair.secret))
    try {
      for await (const _ of every(1_000, null, { signal: stopped.signal }))
        if (notify) await server.sendNotices(notify)
    } catch (error) {
      if (!stopped.signal.aborted) throw error
    } finally {
      await server.close()
    }
  })
}

function settingsFor(url: string, folder: string, secret: string): string {
  return `Bank tiruan melayani SNAP BI di ${url}. Ctrl-C menghentikan.

Pasang pengaturan ini, lalu jalankan Santun di jendela lain:
  export SANTUN_BANK=snap SANTUN_SNAP_URL=${url}
  export SANTUN_SNAP_CLIENT_ID=santun SANTUN_SNAP_PARTNER_ID=santun SANTUN_SNAP_CHANNEL_ID=95221
  export SANTUN_SNAP_CLIENT_SECRET=${secret}
  export SANTUN_SNAP_PRIVATE_KEY_FILE=${join(folder, 'santun.pem')}
  export SANTUN_SNAP_BANK_KEY_FILE=${join(folder, 'bank.pub')}

Bank hanya tahu pemilik rekening yang diberitahukan:
  santun bank simulate behave 002 <rekening> normal --holder '<nama>'
`
}

/** The keys of both sides in one folder: for a demonstration, never for a bank. */
async function keysIn(folder: string): Promise<{ ours: string; theirs: string; secret: string }> {
  const [ours, theirs, secret] = ['santun.pem', 'bank.pem', 'secret'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const made = await readFile(secret, 'utf8').catch(() => null)
  if (made === null) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const path of [ours, theirs]) {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
      await writeFile(path.replace('.pem', '.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
    }
    await writeFile(secret, randomBytes(32).toString('hex'), { mode: 0o600 })
  }
  return {
    ours: await readFile(ours, 'utf8'),
    theirs: await readFile(theirs, 'utf8'),
    secret: await readFile(secret, 'utf8'),
  }
}
