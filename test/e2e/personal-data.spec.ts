import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Openings } from '../../src/documents/openings.service.js'
import { ParticipantImport } from '../../src/membership/participant-import.service.js'
import { RefusedRows } from '../../src/membership/refused-rows.query.js'
import { CounterTasks } from '../../src/notification/counter-tasks.service.js'
import { PaymentSweep } from '../../src/payment/payment-sweep.service.js'
import { Sql } from '../../src/platform/database/sql.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { readableInFiles } from '../support/cluster-files.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { csv, kpjOf } from './participants-registry.js'

/** Values that no other test uses: found anywhere on the disk, they came from here. */
const person = {
  nik: '9271046606930417',
  phone: '+6285393714826',
  name: 'Yosefina Kambuaya',
  birthDate: '1993-06-26',
}
const twin = { nik: '9271046606930425', phone: '+6285393714833' }
const refusedRow = { nik: '9271046606930433', phone: '0853-9371-4847' }
const familyCardNumber = '9271042908070563'
const causeOfDeath = 'Gagal napas setelah tenggelam di kolam pembenihan'
const account = '7409182655309174'
const claimantPhone = '0853 9371 4859'
const secondAccount = '7409182655309182'
const ownWords = 'Almarhumah pernah dirawat karena tuberkulosis paru'
/** As `Desk` names every file it gives. */
const nameOfFile = 'foto KTP ibu'
const wordsOfCounter = 'Ibu Elisabet sedang dirawat di puskesmas'
const question = 'Apakah tuberkulosis paru tercatat di rekam medis?'

const secrets = [
  ...[
    person.nik,
    person.phone,
    person.phone.slice(3),
    twin.nik,
    twin.phone.slice(3),
    refusedRow.nik,
    refusedRow.phone,
  ],
  ...[
    familyCardNumber,
    causeOfDeath,
    account,
    secondAccount,
    claimantPhone,
    '85393714859',
    ownWords,
    question,
    nameOfFile,
    wordsOfCounter,
  ],
]

describe('on the disk', () => {
  let app: TestApp
  let desk: Desk
  let owner: Sql
  let claim: DeskClaim
  beforeAll(async () => {
    app = await TestApp.start()
    owner = new Sql(app.database.owner, 1)
    desk = await Desk.open(app)
    await register()
    claim = await paid()
    await calledFromTheCounter()
    await lookedAtWithAReason()
  })
  afterAll(async () => {
    await owner.onApplicationShutdown()
    await app.stop()
  })

  it('lies no NIK, KK, account, phone, cause of death or word of a person that can be read', async () => {
    expect(await claim.read()).toMatchObject({ state: 'paid' })
    expect(await readableInFiles(owner, secrets)).toEqual([])
  })

  it('would be found what lay there clear', async () => {
    await owner.rows(`create table left_clear as select '9271046606930441' as nik`)
    expect(await readableInFiles(owner, ['9271046606930441'])).not.toEqual([])
  })

  it('nor in the log', () => {
    expect(app.log.length).toBeGreaterThan(0)
    const log = app.log.join('\n')
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
  })

  it('nor in what the API answers about the claim', async () => {
    const paths = ['', '/history', '/documents', '/calculation', '/payees']
    for (const path of paths) {
      const { text } = await desk.people.verifier.get(`${claim.path}${path}`).expect(200)
      const numbers = secrets.filter((secret) => /\d/.test(secret))
      expect(numbers.filter((number) => text.includes(number))).toEqual([])
    }
  })

  it('lies all that a person with a key reads again: the refused rows, the words of a decision', async () => {
    const refused = app.application.get(RefusedRows, { strict: false })
    const [batch] = await app.sql.rows<{ id: bigint }>(
      'select max(id) as id from import_batch where refused_count > 0',
    )
    let file = ''
    for await (const piece of refused.csv(batch?.id ?? 0n)) file += piece
    expect(file).toContain(refusedRow.nik)
    expect(file).toContain(`${person.nik},${kpjOf(1)}`)
    const { text } = await desk.people.auditor.get(`${claim.path}/history`).expect(200)
    expect(text).toContain(ownWords)
  })

  it('nor a sentence of a calculation, which tells wages and what was lost', async () => {
    const { body } = await desk.people.auditor.get(`${claim.path}/calculation`).expect(200)
    const sentences = (body as { lines: { because: string }[] }).lines.map(({ because }) => because)
    expect(sentences.length).toBeGreaterThan(0)
    expect(await readableInFiles(owner, sentences)).toEqual([])
  })

  it('nor what a message was filled with', async () => {
    const [{ open, all } = { open: 0, all: 0 }] = await app.sql.rows<{ open: number; all: number }>(
      `select count(*)::int as all, (count(*) filter (where jsonb_typeof(fill) <> 'string'))::int as open from notification`,
    )
    expect(all).toBeGreaterThan(0)
    expect(open).toBe(0)
  })

  /** A message that did not arrive, and what came of the call. */
  async function calledFromTheCounter(): Promise<void> {
    const [task] = await app.sql.rows<{ id: string }>(
      `insert into counter_task (claim_id, kind, reason, owner_role, opened_at)
       select id, 'undelivered_message', 'BAD_NUMBER', 'officer', moved_at from claim where number = $1 returning id`,
      [claim.number],
    )
    const officer = { id: 'staff:uji', role: 'officer', branchId: null }
    await app.application.get(CounterTasks, { strict: false }).finish(task?.id ?? '', officer, wordsOfCounter)
  }

  async function lookedAtWithAReason(): Promise<void> {
    const [{ id } = { id: '' }] = await app.sql.rows<{ id: string }>(
      'select id from claim where number = $1',
      [claim.number],
    )
    const officer = { id: 'staff:uji', role: 'officer', branchId: null } as const
    await app.application.get(Openings, { strict: false }).unmask(id, 'participant_nik', ownWords, officer)
  }

  /** Through the import, with a row that cannot be read and one that comes twice. */
  async function register(): Promise<void> {
    const row = { ...person, kpj: kpjOf(0), sex: 'P', start: '2022-01-01' }
    const file = csv([
      row,
      { ...row, kpj: kpjOf(1) },
      { ...row, ...twin, kpj: kpjOf(2) },
      { ...row, ...refusedRow, kpj: kpjOf(3), sex: '' },
    ])
    const importing = app.application.get(ParticipantImport, { strict: false })
    const report = await importing.run({
      source: bytesOf(file),
      fileName: 'peserta.csv',
      cohortId: null,
      acceptRefusals: ownWords,
      by: 'test',
    })
    expect(report).toMatchObject({ new: 2, refused: 2 })
    await app.sql.rows(
      `insert into contribution (payer, kpj, month, members, jkk_amount, jkm_amount, billed_at, paid_on)
       select 'self', $1, month::date, 1, 10000, 6800, month, month::date
       from generate_series('2022-01-01'::date, '2022-12-01'::date, interval '1 month') as month`,
      [kpjOf(0)],
    )
  }

  async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text)
    await Promise.resolve()
  }

  /** From the counter to the account, with a step back on the way so that people say why. */
  async function paid(): Promise<DeskClaim> {
    const lodged = await desk.lodged({
      participant: { nik: person.nik, name: person.name, familyCardNumber },
      event: { type: 'non_work_death', eventDate: '2022-10-11', causeOfDeath },
      claimant: { name: 'Elisabet Kambuaya', relation: 'child', phone: claimantPhone },
    })
    await lodged.acceptAll()
    const { verifier } = desk.people
    const payee = { ...lodged.payee, relation: 'child' }
    const settle = (accountNumber: string) =>
      verifier.put(`${lodged.path}/payees`, { payees: [{ ...payee, accountNumber }] }).expect(200)
    await settle(secondAccount)
    await lodged.fire('verifier', 'refer', { party: 'Puskesmas', question, dueOn: '2022-10-24' })
    await lodged.fire('verifier', 'answer_received', { answerDocumentId: randomUUID() })
    await settle(account)
    await lodged.fire('verifier', 'propose', { proposal: 'pay' })
    await lodged.fire('approver', 'send_back', { reason: ownWords })
    await lodged.fire('verifier', 'propose', { proposal: 'pay' })
    await lodged.fire('approver', 'approve')
    await release()
    await lodged.reached('paid', () => app.application.get(PaymentSweep, { strict: false }).run())
    return lodged
  }

  async function release(): Promise<void> {
    const { releaser } = desk.people
    const opened = await releaser
      .post('/api/v1/payment-batches')
      .set('Idempotency-Key', randomUUID())
      .expect(201)
    const path = `/api/v1/payment-batches/${opened.body.id}`
    const filled = await releaser.post(`${path}/payments`).expect(200)
    const counted = { count: filled.body.count, total: filled.body.total }
    await releaser.post(`${path}/close`, counted).expect(200)
    const second = await app.hire({ roles: [{ role: 'releaser' }] })
    await second.post(`${path}/release`, counted).set('Second-Proof', PASSWORD).expect(200)
    await desk.people.auditor.get(path).expect(200)
  }
})
