/** The registry from the command line, as the people who run it type it and read it. */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { DATABASE_VARIABLE, environmentFor } from '../../src/platform/database/runtime-database.js'
import { MASTER_KEYS } from '../support/personal-data.js'
import { type Ended, startCommand } from '../support/processes.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { aRow, csv, kpjOf, nikOf } from './participants-registry.js'

/** Each command is a process of its own. */
jest.setTimeout(120_000)

describe('participants on the command line', () => {
  let database: TestDatabase
  let folder: string
  beforeAll(async () => {
    database = await createTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'santun-command-'))
    const rows = csv([aRow(0), aRow(1, { birthDate: '31-02-1980' }), aRow(2)])
    await writeFile(inFolder('peserta.csv'), rows.replace(',nama,', ',Nama Warga,'))
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const inFolder = (name: string) => join(folder, name)
  const run = async (...args: string[]): Promise<Ended> => {
    const { owner, application } = database
    const environment = {
      ...environmentFor(database),
      [DATABASE_VARIABLE]: JSON.stringify({ owner, application }),
      SANTUN_MASTER_KEYS: MASTER_KEYS,
    }
    return (await startCommand(args, environment)).ended
  }
  const importFile = (...more: string[]) =>
    run(
      ...['participants', 'import', inFolder('peserta.csv'), '--sponsor', 'APBD-6401', '--cohort', 'PR-2022'],
      ...more,
    )

  it('are tried out without a change, and refused rows come back as a file to mend', async () => {
    const { code, stdout } = await importFile(
      ...['--fund', 'APBD', '--map', 'Nama Warga=nama', '--dry-run', '--refused', inFolder('ditolak.csv')],
    )
    expect([code, stdout]).toEqual([
      1,
      'Terlalu banyak baris ditolak: berkas ini baru dapat diterapkan dengan --accept-refusals "alasan".\n' +
        'Uji coba: tidak ada yang diubah.\nimpor 1: baru 2, berubah 0, sama 0, ditolak 1, diragukan 0\n',
    ])
    const refused = await readFile(inFolder('ditolak.csv'), 'utf8')
    expect(refused).toContain('Tanggal ini tidak ada di kalender')
    expect(refused).toContain(nikOf(1))
  })

  it('are not imported from a file that is not there, which is said in words', async () => {
    const { code, stderr } = await run('participants', 'import', inFolder('lain.csv'))
    expect([code, stderr.trim()]).toEqual([1, expect.stringMatching(/^Berkas .* tidak dapat dibuka/)])
  })

  it('are not imported while too many rows are refused and nobody says why they should be', async () => {
    const { code, stdout, stderr } = await importFile()
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('1 dari 3 baris ditolak, lebih dari 5%. Tidak ada yang diterapkan.')
  })

  it('are not imported under a column that nobody knows', async () => {
    const { code, stderr } = await importFile('--map', 'Nama Warga=nama panggilan')
    expect([code, stderr]).toEqual([1, expect.stringContaining('Kolom: nik, kpj, name')])
  })

  it('are imported once, however often the file is sent', async () => {
    const accepted = ['--accept-refusals', 'Satu warga menyusul']
    expect((await importFile(...accepted)).stdout).toBe(
      'impor 3: baru 2, berubah 0, sama 0, ditolak 1, diragukan 0\n',
    )
    expect((await importFile()).stdout).toBe(
      'Berkas ini sudah pernah diimpor; tidak ada yang digandakan.\nimpor 3: baru 2, berubah 0, sama 0, ditolak 1, diragukan 0\n',
    )
  })

  it('are asked about by number', async () => {
    const asked = ['participants', 'coverage', '--nik', nikOf(0), '--on', '2022-10-11']
    const { code, stdout } = await run(...asked, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ kpj: kpjOf(0), reason: 'IN_GRACE', covered: true })
    expect(code).toBe(0)
    const unknown = await run('participants', 'coverage', '--kpj', kpjOf(9), '--on', '2022-10-11')
    expect([unknown.code, unknown.stdout]).toEqual([
      1,
      'Jawaban untuk 11 Oktober 2022\nPerlindungan: Tidak terlindungi\nSebab: Tidak terdaftar. Periksa kembali isian Anda dengan KTP atau kartu.\n',
    ])
  })

  it('are not asked about with half a question, which is told in words', async () => {
    const half = ['coverage', '--name', 'Siti', '--birth', '1980-02-30', '--on', '2022-10-11']
    const { code, stderr } = await run('participants', ...half)
    expect([code, stderr]).toEqual([
      1,
      'Tanggal ini tidak ada di kalender. Periksa tanggal, bulan, dan tahunnya.\n',
    ])
    const nobody = await run('participants', 'refused', '999999')
    expect([nobody.code, nobody.stdout]).toEqual([1, ''])
    expect(nobody.stderr).toContain('Impor dengan nomor ini tidak ada.')
  })

  it('get their cards, one or a whole cohort', async () => {
    const one = await run('participants', 'cards', inFolder('satu.pdf'), '--kpj', kpjOf(0))
    expect(one.stderr).toContain('1 kartu tertulis')
    const all = await run(
      ...['participants', 'cards', inFolder('semua.pdf'), '--sponsor', 'APBD-6401', '--cohort', 'PR-2022'],
    )
    expect(all.stderr).toContain('2 kartu tertulis')
    expect((await readFile(inFolder('semua.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
    const nobody = await run('participants', 'cards', inFolder('kosong.pdf'), '--kpj', kpjOf(9))
    expect([nobody.code, existsSync(inFolder('kosong.pdf'))]).toEqual([1, false])
    expect(nobody.stderr).toContain('Periksa KPJ')
  })

  it('are counted for their sponsor, who can be reached', async () => {
    const report = await run(
      ...['sponsors', 'report', 'APBD-6401', '--year', '2022', '--xlsx', inFolder('laporan.xlsx')],
      ...['--csv', inFolder('laporan.csv')],
    )
    expect([report.code, report.stdout]).toEqual([0, ''])
    expect(await readFile(inFolder('laporan.csv'), 'utf8')).toContain(
      'PR-2022,kecamatan,Tanah Grogot (640104)',
    )
    expect((await readFile(inFolder('laporan.xlsx'))).subarray(0, 2).toString()).toBe('PK')
    const contact = await run('sponsors', 'contact', 'APBD-6401', '--email', 'iuran@paser.example')
    expect(contact.stdout).toBe('Kontak APBD-6401 disimpan.\n')
    const wrong = await run('sponsors', 'contact', 'APBD-6401', '--email', 'bukan surel')
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('nama@contoh.go.id')])
    const watch = await run('sponsors', 'watch')
    expect(watch.stdout).toBe('Tidak ada yang berakhir dalam 30 hari.\n0 pemberitahuan baru.\n')
  })

  it('are taken back with their import', async () => {
    expect((await run('participants', 'undo', '3')).stdout).toBe(
      'Impor 3 dibatalkan: 2 peserta dilepas, 0 dipulihkan.\n',
    )
    const again = await run('participants', 'undo', '3')
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('sudah dibatalkan')])
  })
})
