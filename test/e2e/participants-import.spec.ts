import { MEN } from '../../src/operations/story/paser-names.js'
import { InvalidInput } from '../../src/platform/problem/problems.js'
import { aRow, csv, kpjOf, nikOf, TestRegistry } from './participants-registry.js'

let registry: TestRegistry

beforeAll(async () => {
  registry = await TestRegistry.open()
})
beforeEach(async () => {
  await registry.clear()
})
afterAll(async () => {
  await registry.close()
})

async function refusalOf(file: string | Buffer): Promise<{ codes: string[]; words: string }> {
  const error: unknown = await registry.send(file).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InvalidInput)) throw new Error(`expected a refusal, got ${String(error)}`)
  return { codes: error.errors.map(({ code }) => code), words: error.message }
}

describe('a good file', () => {
  it('brings participants and their cards into the registry', async () => {
    const report = await registry.send([aRow(0), aRow(1, { sex: 'P' }), aRow(2, { phone: '0812 3456 7890' })])
    expect(report).toMatchObject({
      rows: 3,
      new: 3,
      changed: 0,
      unchanged: 0,
      refused: 0,
      warned: 1,
      repeated: false,
    })
    const known = await registry.sql.rows<{ identity: string }>(
      `select p.identity, p.name, p.birth_date, p.sex, m.kpj, m.segment, m.started_on
       from participant p join membership m on m.participant_id = p.id where p.nik_index = $1`,
      [await registry.personal.indexOf('nik', nikOf(2))],
    )
    expect(await registry.personal.reveal(known, { identity: 'participant.identity' })).toEqual([
      {
        identity: [nikOf(2), '+6281234567890'],
        name: 'Abdul Salim',
        birth_date: '1980-08-17',
        sex: 'male',
        kpj: kpjOf(2),
        segment: 'BPU',
        started_on: '2022-10-01',
      },
    ])
  })

  it.each([
    ['with semicolons', (text: string) => text.replaceAll(',', ';')],
    ['with tabs', (text: string) => text.replaceAll(',', '\t')],
    ['with a byte order mark', (text: string) => `\uFEFF${text}`],
    ['with Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with empty lines and empty rows', (text: string) => `${text}\n\n,,,,,,,,,,\n`],
    ['without a line end at the end', (text: string) => text.trimEnd()],
    ['with quoted cells', (text: string) => text.replaceAll('Abdul Salim', '"Abdul ""Ali"" Salim"')],
  ])('is read %s', async (_, change) => {
    const report = await registry.send(change(csv([aRow(0), aRow(1)])))
    expect(report).toMatchObject({ rows: 2, new: 2, refused: 0 })
  })

  it('keeps letters beyond ASCII and backslashes as they are', async () => {
    const name = 'Nur’aïni \\N \\t Łucja'
    await registry.send([aRow(0, { name })])
    expect(await registry.sql.rows('select name from participant')).toEqual([{ name }])
  })

  it('reports its progress', async () => {
    const phases: string[] = []
    await registry.send([aRow(0)], { onProgress: ({ phase, rows }) => phases.push(`${phase} ${rows}`) })
    expect(phases).toEqual(['reading 1', 'comparing 1', 'applying 1'])
  })
})

describe('a file that cannot be read gets one clear answer and changes nothing', () => {
  afterEach(async () => {
    expect(await registry.count('participant')).toBe(0)
    expect(await registry.count('import_batch')).toBe(0)
  })

  it('when it is empty', async () => {
    expect((await refusalOf('')).codes).toEqual(['FILE_EMPTY'])
    expect((await refusalOf('\uFEFF\n\n')).codes).toEqual(['FILE_EMPTY'])
  })

  it('when it holds a header only', async () => {
    expect((await refusalOf(csv([]))).codes).toEqual(['FILE_WITHOUT_ROWS'])
  })

  it('when columns are missing or unknown, naming each', async () => {
    const text = csv([aRow(0)]).replace('kpj', 'nomor kartu')
    const { codes, words } = await refusalOf(text)
    expect(codes).toEqual(['HEADER_COLUMN_UNKNOWN', 'HEADER_COLUMN_MISSING'])
    expect(words).toContain('"nomor kartu"')
    expect(words).toContain('"kpj"')
  })

  it('when its letters are no UTF-8, naming the line', async () => {
    const text = csv([aRow(0), aRow(1, { name: 'Ren\u00E9' }), aRow(2)])
    const { codes, words } = await refusalOf(Buffer.from(text, 'latin1'))
    expect(codes).toEqual(['FILE_NOT_UTF8'])
    expect(words).toContain('baris 3')
  })

  it('when it breaks off in the middle of a letter', async () => {
    const bytes = Buffer.from(csv([aRow(0, { phone: '', name: 'René' })]).trimEnd())
    const cut = bytes.subarray(0, bytes.indexOf('é') + 1)
    expect((await refusalOf(cut)).codes).toEqual(['FILE_NOT_UTF8'])
  })

  it('when a spreadsheet wrote it in UTF-16', async () => {
    expect((await refusalOf(Buffer.from(`\uFEFF${csv([aRow(0)])}`, 'utf16le'))).codes).toEqual([
      'FILE_NOT_UTF8',
    ])
  })

  it('when it is a workbook', async () => {
    const { codes, words } = await refusalOf(
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(500, 7)]),
    )
    expect(codes).toEqual(['FILE_IS_SPREADSHEET'])
    expect(words).toContain('CSV UTF-8')
  })

  it('when a quote is never closed', async () => {
    const text = csv([aRow(0), aRow(1, { name: '"Abdul Salim' }), aRow(2)])
    expect((await refusalOf(text)).codes).toEqual(['FILE_QUOTE_NOT_CLOSED'])
  })

  it('when a line never ends', async () => {
    const text = csv([aRow(0, { name: 'a'.repeat(200_000) })])
    expect((await refusalOf(text)).codes).toEqual(['FILE_LINE_TOO_LONG'])
  })

  it('when the sender breaks off', async () => {
    const broken = (async function* () {
      yield Buffer.from(csv([aRow(0)]))
      await Promise.resolve()
      throw new Error('connection lost')
    })()
    await expect(registry.send('', { source: broken })).rejects.toThrow('connection lost')
  })
})

describe('an import that is cut off', () => {
  it('leaves nothing behind when the database ends its connection in the middle', async () => {
    const lines = csv(Array.from({ length: 900 }, (_, index) => aRow(index)))
    const cutOff = (async function* () {
      yield Buffer.from(lines.slice(0, 90_000))
      let ended: unknown[] = []
      while (ended.length === 0) {
        ended = await registry.sql.rows(
          `select pg_terminate_backend(pid, 5000) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
        )
      }
      yield Buffer.from(lines.slice(90_000))
    })()
    await expect(registry.send('', { source: cutOff })).rejects.toThrow()
    expect(await registry.count('participant')).toBe(0)
    expect(await registry.send(lines)).toMatchObject({ new: 900, repeated: false })
  })

  it('lets go of its source when the header is refused', async () => {
    let closed = false
    const source = (async function* () {
      try {
        yield Buffer.from('satu,dua\n')
        yield Buffer.from('x'.repeat(1000))
      } finally {
        closed = true
        await Promise.resolve()
      }
    })()
    await expect(registry.send('', { source })).rejects.toBeInstanceOf(InvalidInput)
    expect(closed).toBe(true)
  })
})

describe('a file for a cohort that does not exist', () => {
  it('is refused before a row is read', async () => {
    const cohortId = '00000000-0000-0000-0000-000000000000'
    await expect(registry.send([aRow(0)], { cohortId })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('bad rows among good ones', () => {
  it('are refused with their reasons while the good ones are taken', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => {
      const changes =
        index % 3 === 0 ? { birthDate: '31-02-1980', kpj: 'x' } : { name: MEN[index % MEN.length] }
      return aRow(index % 900, {
        ...changes,
        nik: `64010417088${String(11_001 + index)}`,
        kpj: changes.kpj ?? kpjOf(index),
      })
    })
    const report = await registry.send(rows)
    expect(report).toMatchObject({ rows: 3000, new: 2000, refused: 1000 })
    expect(await registry.refused.list(report.batchId, 'refused', 1)).toEqual([
      {
        row: 2,
        reasons: [
          'kpj: KPJ harus 11 angka atau huruf. Salin lagi dari kartu peserta, termasuk angka 0 di depan.',
          'tanggal_lahir: Tanggal ini tidak ada di kalender. Periksa hari dan bulannya.',
        ],
      },
    ])
    const lines = (await registry.refusedCsv(report)).trim().split('\n')
    expect(lines).toHaveLength(1001)
  })

  it('come back as a CSV that can be mended and sent again', async () => {
    const report = await registry.send([aRow(0), aRow(1, { sex: 'W', phone: '+62 812 3456 7890' })])
    const back = await registry.refusedCsv(report)
    const again = await registry.send(back.replace(',W,', ',L,'))
    expect(again).toMatchObject({ rows: 1, new: 1, refused: 0 })
    expect(await registry.count('participant')).toBe(2)
  })

  it('come back without a cell that a spreadsheet would run', async () => {
    const report = await registry.send([
      aRow(0, { name: '"=HYPERLINK(""http://x"",""klik"")"' }),
      aRow(1, { name: '@SUM(A1)' }),
    ])
    const back = await registry.refusedCsv(report)
    expect(report.refused).toBe(2)
    expect(back).toContain(`'@SUM(A1)`)
    expect(back).toContain(`'=HYPERLINK`)
    expect(back).not.toMatch(/,"?[=@]/)
  })

  it('keep even what no database text can hold', async () => {
    const report = await registry.send([aRow(0, { name: 'Ab\u0000dul' })])
    expect(report.refused).toBe(1)
    expect(await registry.refusedCsv(report)).toContain('Ab\uFFFDdul')
  })

  it('with another number of cells are refused as they are', async () => {
    const report = await registry.send(`${csv([aRow(0)])}satu,dua\n`)
    expect(report).toMatchObject({ rows: 2, new: 1, refused: 1 })
    expect(await registry.refusedCsv(report)).toMatch(/^3,Jumlah kolom.*,satu,dua$/m)
  })

  it('with the NIK or KPJ of an earlier row are refused, naming that row', async () => {
    const rows = [aRow(0), aRow(1), aRow(0, { kpj: kpjOf(5) }), aRow(6, { kpj: kpjOf(1) }), aRow(0)]
    const report = await registry.send(rows)
    expect(report).toMatchObject({ rows: 5, new: 2, refused: 3 })
    const found = await registry.refused.list(report.batchId, 'refused', 10)
    expect(found.map(({ row, reasons }) => [row, reasons.length])).toEqual([
      [4, 1],
      [5, 1],
      [6, 2],
    ])
    expect(found[0]?.reasons[0]).toBe(
      'nik: NIK ini sudah ada pada baris 2. Hapus salah satu, atau perbaiki NIK yang keliru.',
    )
    expect(await registry.refusedCsv(report)).toContain(
      `${nikOf(0)},${kpjOf(5)},Abdul Salim,1980-08-17,L,BPU`,
    )
  })

  it('with a card that belongs to somebody else are refused', async () => {
    await registry.send([aRow(0)])
    const report = await registry.send([aRow(1, { kpj: kpjOf(0) })])
    expect(report).toMatchObject({ new: 0, refused: 1 })
    expect((await registry.refused.list(report.batchId, 'refused', 1))[0]?.reasons[0]).toContain('NIK lain')
  })

  it('of wage earners are refused where a sponsor pays', async () => {
    const report = await registry.send([aRow(0, { segment: 'PU', income: '4000000' })], {
      cohortId: await registry.cohort(),
    })
    expect(report).toMatchObject({ new: 0, refused: 1 })
  })
})

describe('a file sent again', () => {
  it('is answered with its first batch and doubles nothing', async () => {
    const cohortId = await registry.cohort()
    const first = await registry.send([aRow(0), aRow(1), aRow(2, { sex: '' })], { cohortId })
    registry.clock.moveTo('2022-10-05T01:00:00.000Z')
    const second = await registry.send([aRow(0), aRow(1), aRow(2, { sex: '' })], { cohortId })
    expect(second).toEqual({ ...first, repeated: true })
    expect(await registry.count('import_batch')).toBe(1)
    expect(await registry.count('membership')).toBe(2)
  })

  it('by two people at once is taken once', async () => {
    const cohortId = await registry.cohort()
    const rows = Array.from({ length: 400 }, (_, index) => aRow(index))
    const reports = await Promise.all([1, 2, 3].map(() => registry.send(rows, { cohortId })))
    expect(reports.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(new Set(reports.map(({ batchId }) => batchId)).size).toBe(1)
    expect(await registry.count('participant')).toBe(400)
  })

  it('for another cohort is another import: the card then has two payers', async () => {
    await registry.send([aRow(0)], { cohortId: await registry.cohort('PR-2022') })
    const second = await registry.send([aRow(0)], { cohortId: await registry.cohort('PR-2023') })
    expect(second).toMatchObject({ repeated: false, new: 0, changed: 1 })
    expect(await registry.count('participant')).toBe(1)
    expect(await registry.count('membership')).toBe(2)
  })
})

describe('a file about people we know', () => {
  it('tells new, changed and unchanged rows apart', async () => {
    await registry.send([aRow(0), aRow(1), aRow(2)])
    const report = await registry.send([
      aRow(0),
      aRow(1, { occupation: 'pekebun' }),
      aRow(2, { start: '2022-11-01' }),
      aRow(3),
    ])
    expect(report).toMatchObject({ rows: 4, new: 1, changed: 2, unchanged: 1, refused: 0 })
  })

  it('keeps what was known before, and until when', async () => {
    await registry.send([aRow(0, { income: '1000000' })])
    registry.clock.moveTo('2022-11-05T01:00:00.000Z')
    await registry.send([aRow(0, { name: 'Abdul Salim Rahman', income: '2000000' })])
    expect(await registry.sql.rows('select name, recorded_at, superseded_at from participant_past')).toEqual([
      {
        name: 'Abdul Salim',
        recorded_at: '2022-10-01T01:00:00.000Z',
        superseded_at: '2022-11-05T01:00:00.000Z',
      },
    ])
    expect(await registry.sql.rows('select reported_income, superseded_at from membership_past')).toEqual([
      { reported_income: 1_000_000n, superseded_at: '2022-11-05T01:00:00.000Z' },
    ])
    expect(await registry.sql.rows('select reported_income, income_since from membership')).toEqual([
      { reported_income: 2_000_000n, income_since: '2022-11-05' },
    ])
  })

  it('forgets nothing because of an empty optional cell', async () => {
    await registry.send([aRow(0, { income: '1500000', phone: '081234567890' })])
    const report = await registry.send([aRow(0), aRow(1)])
    expect(report).toMatchObject({ new: 1, unchanged: 1 })
    const kept = await registry.sql.rows<{ identity: string }>(
      'select identity from participant order by id limit 1',
    )
    expect(await registry.personal.reveal(kept, { identity: 'participant.identity' })).toEqual([
      { identity: [nikOf(0), '+6281234567890'] },
    ])
  })
})

describe('a dry run', () => {
  it('reports everything and changes no participant', async () => {
    const report = await registry.send([aRow(0), aRow(1, { sex: '' })], { dryRun: true })
    expect(report).toMatchObject({ dryRun: true, rows: 2, new: 1, refused: 1 })
    expect(await registry.refused.list(report.batchId, 'refused', 5)).toHaveLength(1)
    expect(await registry.count('participant')).toBe(0)
  })

  it('does not stand in the way of the import that follows', async () => {
    await registry.send([aRow(0)], { dryRun: true })
    expect(await registry.send([aRow(0)])).toMatchObject({ dryRun: false, repeated: false, new: 1 })
  })
})

describe('the database itself', () => {
  it('takes the word that cards were checked for one transaction only, whoever uses the connection next', async () => {
    await registry.send([aRow(0)])
    await registry.sql.connection(async (client) => {
      await client.query("begin; set local santun.memberships_checked = 'on'; commit")
      const card = client.query(
        `insert into membership (participant_id, kpj, segment, started_on, income_since, enrolled_batch_id, batch_id, recorded_at)
         values (999, '99000009999', 'BPU', '2022-10-01', '2022-10-01', 1, 1, now())`,
      )
      await expect(card).rejects.toMatchObject({ code: 'SN010' })
    })
    const open = await Promise.all(
      Array.from({ length: 4 }, () =>
        registry.sql.rows(`select current_setting('santun.memberships_checked', true) as said`),
      ),
    )
    expect(open.flat()).not.toContainEqual({ said: 'on' })
  })

  it.each([
    ['a card without a participant', 'participant_id = participant_id + 999', 'SN010'],
    ['a second person on one card', 'cohort', 'SN011'],
  ])('refuses %s', async (_, kind, code) => {
    await registry.send([aRow(0), aRow(1)])
    const insert = (id: string, kpj: string, cohort: string) =>
      registry.sql
        .rows(`insert into membership (participant_id, kpj, cohort_id, segment, started_on, income_since,
        enrolled_batch_id, batch_id, recorded_at) select ${id}, '${kpj}', ${cohort}, 'BPU', '2022-10-01', '2022-10-01', 1, 1, now()`)
    const attempt =
      kind === 'cohort'
        ? insert('(select max(id) from participant)', kpjOf(0), `'${await registry.cohort()}'`)
        : insert('999', '99000009999', 'null')
    await expect(attempt).rejects.toMatchObject({ code })
  })

  it.each([
    'delete from participant',
    'delete from membership',
    "update membership set kpj = '1'",
    'update participant_past set name = name',
    'delete from import_finding',
    'update contribution set members = 1',
  ])('does not let the application say: %s', async (statement) => {
    await expect(registry.sql.rows(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a sponsor who is known', () => {
  it('keeps the name, and so does the group, when they are named by their codes alone', async () => {
    const cohort = { code: 'PR-2022', name: 'Petani Long Ikis' }
    const sponsor = { code: 'APBD-6401', name: 'Pemerintah Kabupaten Paser', fund: 'APBD', cohort } as const
    const cohortId = await registry.sponsors.ensureCohort(sponsor)
    const again = { code: sponsor.code, fund: sponsor.fund, cohort: { code: cohort.code } }
    expect(await registry.sponsors.ensureCohort(again)).toBe(cohortId)
    expect(
      await registry.sql.rows(
        'select s.name as sponsor, c.name as cohort from cohort c join sponsor s on s.id = c.sponsor_id',
      ),
    ).toEqual([{ sponsor: sponsor.name, cohort: cohort.name }])
  })
})
