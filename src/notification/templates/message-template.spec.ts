import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { templates } from '#libs/lifecycle'
import { channelNames } from '../channels/channel.port.js'
import { MessagePolicy } from '../message-policy.js'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { DocumentNames } from './document-names.js'
import { faultsOf, type MessageTemplate, wordsIn } from './message-template.js'
import { type Fill, NotificationTemplates } from './notification-templates.js'
import { PublicUrl } from '../../platform/public-url.js'

const policy = new MessagePolicy()
const names = new DocumentNames(policy)
/** As long as an address of an office may be. */
const LONG = new PublicUrl('https://santun.kab-paser.example.go.id')
const all = new NotificationTemplates(policy, LONG, names)

const whole: Fill = {
  number: 'JKM-PSR-2210-000001',
  documents: ['KK', 'AKTA_KEMATIAN', 'KTP_PESERTA'],
  date: '30 September 2026',
  when: '21 hari lagi',
  phone_branch: '(0543) 555-0164',
  code: '123456',
  cohort: 'Pekerja rentan Kecamatan Paser Belengkong',
  members: '32.268',
  school_year: '2026/2027',
  incident: 'KK-PSR-2210-000001',
}

describe('the messages on disk', () => {
  it('have words for every template of the lifecycle, and a file for nothing else than a message', () => {
    const files = readdirSync(join(findConfigDirectory(), 'notifications'))
    expect(all.names).toEqual(files.map((file) => file.replace('.yaml', '')).sort())
    expect(all.names).toEqual(expect.arrayContaining([...templates]))
  })

  it.each(all.names)('fit in one SMS and say nothing of money or of what happened: %s', (name) => {
    for (const channel of channelNames) {
      const { subject, text } = all.render(name, channel, whole)
      const seen = `${subject ?? ''} ${text}`.replaceAll(/\S*JKM-PSR-2210-000001/g, '')
      expect(wordsIn(seen, policy.rules.words_of_cause)).toEqual([])
      expect(seen.replace('32.268', '')).not.toMatch(/\brp\b|rupiah|\d{1,3}(\.\d{3})+/i)
      if (channel === 'sms') expect(text.length).toBeLessThanOrEqual(160)
    }
  })

  it.each(all.names)('leave nothing unfilled: %s', (name) => {
    for (const channel of channelNames) expect(all.render(name, channel, whole).text).not.toMatch(/[{}]/)
  })

  it('name documents where there is room, and count them where a name tells too much', () => {
    const ask = (documents: string[]) =>
      all.render('documents-requested', 'whatsapp', { ...whole, documents }).text
    expect(ask(['KK', 'BUKU_NIKAH'])).toContain(
      'kami perlu: Kartu Keluarga dan Buku nikah atau akta perkawinan.',
    )
    expect(ask(['KK', 'AKTA_KEMATIAN'])).toContain('kami perlu: 2 dokumen.')
    expect(all.render('documents-requested', 'sms', { ...whole, documents: ['KK'] }).text).toContain(
      'Kami perlu Kartu Keluarga.',
    )
  })

  it('refuse to be made without what they ask for', () => {
    expect(() => all.render('documents-requested', 'sms', { number: 'JKM-PSR-2210-000001' })).toThrow(
      '{documents}',
    )
  })
})

describe('a template', () => {
  const good: MessageTemplate = {
    version: 1,
    sms: 'Klaim {number} kami terima. Cek: {url}',
    whatsapp: 'Klaim {number} kami terima.',
    email: { subject: 'Klaim {number}', text: 'Klaim {number} kami terima.' },
  }
  const faults = (change: Partial<MessageTemplate>) =>
    faultsOf({ ...good, ...change }, policy.rules, LONG.base)

  it('in order has no faults', () => expect(faults({})).toEqual([]))

  it.each([
    ['too long once it is filled', { sms: `Klaim {number} {url} ${'kami terima. '.repeat(8)}` }, 'sms: 1'],
    ['outside the letters of an SMS', { sms: 'Rekening •••• {last_digits}' }, 'abjad GSM'],
    ['with an amount', { sms: 'Kami kirim Rp 42.000.000 ke rekening Anda.' }, 'jumlah uang'],
    ['with an amount in words', { whatsapp: 'Kami kirim 42 juta ke rekening Anda.' }, 'jumlah uang'],
    ['with an identity number', { whatsapp: 'NIK 6401041203750001' }, 'jumlah uang'],
    ['that says what happened', { whatsapp: 'Peserta meninggal karena kecelakaan.' }, '"kecelakaan"'],
    [
      'that says it in the subject',
      { email: { ...good.email, subject: 'Akta kematian' } },
      'email.subject: "kematian"',
    ],
    ['with a word we do not use', { whatsapp: 'Silahkan klik di sini.' }, '"klik"'],
    ['with an unknown placeholder', { whatsapp: 'Nama peserta {name}.' }, '{name}'],
    ['with an amount to fill in', { whatsapp: 'Santunan {amount} kami kirim.' }, '{amount}'],
    [
      'with a long sentence',
      {
        whatsapp:
          'Kami ingin memberi tahu Anda bahwa klaim yang Anda kirim kemarin pagi sudah kami terima dengan baik.',
      },
      'lebih dari 15 kata',
    ],
  ])('%s is refused', (_, change, fault) => {
    expect(faults(change).join('\n')).toContain(fault)
  })

  it('that would not fit with a longer address of the site is refused at the start', () => {
    const long = new PublicUrl(`https://${'santun-'.repeat(12)}.example.go.id`)
    expect(() => new NotificationTemplates(policy, long, names)).toThrow(/notifications.*paling banyak 160/s)
  })
})

describe('the address of the site', () => {
  it('is this machine unless it is set', () => {
    expect(PublicUrl.from({}).base).toBe('http://localhost:3000')
    expect(PublicUrl.from({ PORT: '8080' }).base).toBe('http://localhost:8080')
    expect(PublicUrl.from({ SANTUN_PUBLIC_URL: 'https://santun.example.go.id/' }).base).toBe(
      'https://santun.example.go.id',
    )
  })

  it.each(['santun.example.go.id', 'ftp://santun.example.go.id', 'https://', ''])('is not %s', (url) => {
    expect(() => new PublicUrl(url)).toThrow('SANTUN_PUBLIC_URL')
  })
})
