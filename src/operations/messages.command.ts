import type { INestApplicationContext } from '@nestjs/common'
import type { Command } from 'commander'
import type { MessageListed } from '../notification/messages.query.js'
import { withProduct } from './with-product.js'

interface ListOptions {
  claim?: string
  outcome?: string
  json?: boolean
}

export function registerMessageCommands(program: Command): void {
  const messages = program.command('messages').description('Pesan kepada keluarga')
  messages
    .command('preview')
    .argument('<pesan>', 'nama pesan, misalnya documents-requested')
    .argument('<nomor>', 'nomor klaim, misalnya JKM-PSR-2210-000002')
    .description('Tunjukkan kata-kata SMS, WhatsApp, dan surel sebelum dikirim')
    .option('--json', 'hasil untuk mesin')
    .action(runPreview)
  messages
    .command('list')
    .description('Pesan terakhir dengan hasilnya; tanpa isi dan tanpa nomor telepon')
    .option('--claim <nomor>', 'satu klaim saja')
    .option('--outcome <hasil>', 'queued, sent, delivered, failed, atau suppressed')
    .option('--json', 'hasil untuk mesin')
    .action(runList)
  messages
    .command('failed')
    .description('Pesan yang tidak sampai, dan siapa yang menindaklanjuti')
    .option('--json', 'hasil untuk mesin')
    .action((options: ListOptions) => runList({ ...options, outcome: 'failed' }))
  messages
    .command('retry')
    .argument('<id>', 'nomor pesan dari daftar')
    .description('Kirim ulang pesan yang gagal, ke nomor yang tercatat hari ini')
    .action(runRetry)
}

async function runPreview(template: string, number: string, { json }: ListOptions): Promise<void> {
  await withProduct(async (product) => {
    const { ClaimByNumber } = await import('../claims/claim-by-number.query.js')
    const { MessagePreviews } = await import('../notification/message-preview.service.js')
    const { Sql } = await import('../platform/database/sql.js')
    const { PersonalData } = await import('../platform/personal-data/personal-data.service.js')
    const personal = product.get(PersonalData, { strict: false })
    const claim = await new ClaimByNumber(product.get(Sql, { strict: false }), personal).get(number, null)
    const preview = await product.get(MessagePreviews, { strict: false }).previewMessage(template, claim.id)
    if (json) return void process.stdout.write(`${JSON.stringify(preview)}\n`)
    const { sms, whatsapp, email, version } = preview
    process.stdout.write(
      `${template}, versi ${version}\n\nSMS (${sms.characters} huruf)\n${sms.text}\n\nWhatsApp\n${whatsapp.text}\n\n` +
        `Surel: ${email.subject}\n${email.text}\n`,
    )
  })
}

async function runList({ claim, outcome, json }: ListOptions): Promise<void> {
  const rows = await withProduct((product) => listed(product, { claim, outcome }))
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`)
  else if (rows.length === 0) process.stdout.write('Tidak ada pesan.\n')
  else for (const row of rows) process.stdout.write(`${inWords(row)}\n`)
}

async function listed(product: INestApplicationContext, filter: ListOptions): Promise<MessageListed[]> {
  const { MessagesQuery } = await import('../notification/messages.query.js')
  return product.get(MessagesQuery, { strict: false }).list(filter)
}

async function runRetry(id: string): Promise<void> {
  await withProduct(async (product) => {
    const { MessageRetry } = await import('../notification/message-retry.service.js')
    await product.get(MessageRetry, { strict: false }).retry(id, 'operator')
  })
  process.stdout.write('Pesan masuk antrean lagi dan dikirim pekerja pada putaran berikutnya.\n')
}

function inWords({
  id,
  claim,
  template,
  channel,
  outcome,
  reason,
  owner_role: owner,
  changed_at: at,
}: MessageListed) {
  const why = reason ? ` (${reason}${owner ? `, ditindaklanjuti ${owner}` : ''})` : ''
  return `${at}  ${claim ?? '-'}  ${template}  ${channel}  ${outcome}${why}\n    ${id}`
}
