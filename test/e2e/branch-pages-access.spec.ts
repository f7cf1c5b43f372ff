import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { staffRoles, type StaffRoleName, wholeNetworkRoles } from '../../src/platform/login/staff-roles.js'
import { csrfOf } from '../../src/web/shared/csrf.js'
import { type Caller, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { filled, type Route, routesOf } from '../support/routes.js'

const CLAIM = '/petugas/klaim/:number'
const READERS = 'officer verifier investigator medical_adviser approver objection_reviewer manager auditor'
const MOVERS = 'officer verifier investigator objection_reviewer manager'
const QUEUE = 'officer verifier investigator manager'

/** Who may open which page of the desk: written down apart from the pages, so that a change is seen twice. */
const table: Readonly<Record<string, string>> = {
  'get /petugas/antrean': QUEUE,
  'get /petugas/antrean/baru': QUEUE,
  'post /petugas/antrean/berikutnya': 'verifier',
  'post /petugas/antrean/petugas': QUEUE,
  'get /petugas/cari': READERS,
  'post /petugas/cari': READERS,
  [`get ${CLAIM}`]: READERS,
  [`get ${CLAIM}/lihat/:data`]: READERS,
  [`post ${CLAIM}/lihat/:data`]: READERS,
  [`get ${CLAIM}/perhitungan`]: READERS,
  [`post ${CLAIM}/perhitungan`]: 'verifier',
  [`get ${CLAIM}/kepesertaan`]: READERS,
  [`post ${CLAIM}/kepesertaan/:difference`]: 'verifier',
  [`get ${CLAIM}/pembayaran`]: READERS,
  [`get ${CLAIM}/riwayat`]: READERS,
  [`get ${CLAIM}/catatan`]: READERS,
  [`post ${CLAIM}/catatan`]: MOVERS,
  [`get ${CLAIM}/berkas`]: READERS,
  [`get ${CLAIM}/berkas/:code`]: READERS,
  [`get ${CLAIM}/berkas/:code/gambar/:file/:page`]: READERS,
  [`post ${CLAIM}/berkas/:code`]: 'verifier approver',
  [`post ${CLAIM}/berkas/:code/ulang`]: 'verifier officer',
  [`get ${CLAIM}/ahli-waris`]: READERS,
  [`post ${CLAIM}/ahli-waris`]: 'verifier',
  [`get ${CLAIM}/keluarga`]: 'verifier',
  [`post ${CLAIM}/keluarga`]: 'verifier',
  [`get ${CLAIM}/rekening`]: READERS,
  [`post ${CLAIM}/rekening/:payee`]: 'verifier manager',
  [`get ${CLAIM}/orang`]: READERS,
  [`post ${CLAIM}/orang/peserta`]: 'verifier',
  [`post ${CLAIM}/orang/saksi`]: 'verifier manager',
  [`post ${CLAIM}/orang/:person/pastikan`]: 'verifier manager',
  [`post ${CLAIM}/orang/:person/akhiri`]: 'officer verifier manager',
  [`post ${CLAIM}/orang/:person/telepon`]: 'officer verifier manager',
  [`get ${CLAIM}/kelengkapan`]: 'verifier manager',
  [`post ${CLAIM}/kelengkapan`]: 'verifier manager',
  [`get ${CLAIM}/usulan`]: 'verifier',
  [`post ${CLAIM}/usulan`]: 'verifier',
  [`post ${CLAIM}/usulan/alasan`]: 'verifier',
  [`post ${CLAIM}/usulan/surat`]: 'verifier',
  [`post ${CLAIM}/usulan/konsep.pdf`]: 'verifier',
  [`get ${CLAIM}/pemeriksaan`]: READERS,
  [`post ${CLAIM}/pemeriksaan`]: 'investigator',
  [`post ${CLAIM}/pemeriksaan/lapor`]: 'investigator',
  [`get ${CLAIM}/langkah/:event`]: MOVERS,
  [`post ${CLAIM}/langkah/:event`]: MOVERS,
}

/** The places whose pages are listed here; what is opened in an emergency has tests of its own. */
const PLACES = /^\/petugas\/(antrean|cari|klaim)(\/(?!.*\/darurat(\/|$))|$)/

describe('the pages of the desk', () => {
  let app: TestApp
  let claim: DeskClaim
  let file: string
  let routes: Route[]
  const own = new Map<StaffRoleName, Caller>()
  const other = new Map<StaffRoleName, Caller>()

  beforeAll(async () => {
    app = await TestApp.start()
    claim = await (await Desk.open(app)).lodged()
    file = (await claim.documents()).find(({ code }) => code === 'KK')?.files[0]?.id ?? ''
    routes = routesOf(app.application)
    for (const role of staffRoles) {
      const held = role === 'approver' ? { role, approvalLimit: 1_000n } : { role }
      own.set(role, await app.hire({ roles: [held] }))
      other.set(role, await app.hire({ roles: [held], branchCode: 'SMD' }))
    }
  })
  afterAll(() => app.stop())

  const ours = (): Route[] => routes.filter(({ method, path }) => table[`${method} ${path}`] !== undefined)

  async function statusFor({ method, path }: Route, caller: Caller | undefined): Promise<number> {
    if (!caller) throw new Error('Nobody calls.')
    const values = { number: claim.number, data: 'nik', code: 'KK', file, page: '1', event: 'refer' }
    const address = filled(path, values)
    if (method === 'get') return (await caller.get(address)).status
    const token = csrfOf({ get: () => `Bearer ${caller.token}`, cookies: {} } as never)
    const sent = caller.post(address, {}).set('Sec-Fetch-Site', 'same-origin').set('X-CSRF-Token', token)
    return (await sent).status
  }

  it('say in words what needs attention, and never in the codes or the English of a machine', async () => {
    const verifier = own.get('verifier')
    if (!verifier) throw new Error('No verifier was hired.')
    await app.sql.rows(
      `insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
       select c.id, a.topic, a.reason, 'manager', c.branch_id, $2
       from claim c, (values ('clock.service', 'CLOCK_RAN_OUT'), ('payment.send', 'connect ECONNREFUSED')) a (topic, reason)
       where c.number = $1`,
      [claim.number, app.clock.now()],
    )
    const { text } = await verifier.get(`/petugas/klaim/${claim.number}`).expect(200)
    expect(text).toContain('Waktu layanan sudah lewat. Yang menindaklanjuti: Kepala cabang.')
    expect(text).toContain('Satu pekerjaan mesin berhenti.')
    expect(text).not.toMatch(/CLOCK_RAN_OUT|ECONNREFUSED/)
  })

  it('are all in the table, with the roles of the table', () => {
    const found = Object.fromEntries(
      routes
        .filter(({ path }) => PLACES.test(path))
        .map(({ method, path, access }): [string, string[]] => [
          `${method} ${path}`,
          Array.isArray(access) ? access.toSorted() : [String(access)],
        ]),
    )
    const wanted = Object.entries(table).map(([route, roles]): [string, string[]] => [
      route,
      roles.split(' ').toSorted(),
    ])
    expect(found).toEqual(Object.fromEntries(wanted))
  })

  it('open to no role that the table does not name', async () => {
    const wrong: string[] = []
    for (const route of ours()) {
      const named = table[`${route.method} ${route.path}`]?.split(' ') ?? []
      for (const role of staffRoles.filter((each) => !named.includes(each))) {
        const status = await statusFor(route, own.get(role))
        if (status !== 403) wrong.push(`${route.method} ${route.path} as ${role}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('show and do nothing with a claim of another branch, as if it did not exist', async () => {
    const wrong: string[] = []
    const { version } = await claim.read()
    for (const route of ours().filter(({ path }) => path.startsWith(CLAIM))) {
      const named = table[`${route.method} ${route.path}`]?.split(' ') ?? []
      const bound = staffRoles.filter((role) => named.includes(role) && !wholeNetworkRoles.includes(role))
      for (const role of bound) {
        const status = await statusFor(route, other.get(role))
        if (status !== 404) wrong.push(`${route.method} ${route.path} as ${role}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
    expect((await claim.read()).version).toBe(version)
  })

  it('open to the roles of the table in their own branch', async () => {
    const wrong: string[] = []
    for (const route of ours().filter(({ method }) => method === 'get')) {
      for (const role of table[`get ${route.path}`]?.split(' ') ?? []) {
        const status = await statusFor(route, own.get(role as StaffRoleName))
        if (status !== 200) wrong.push(`get ${route.path} as ${role}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('send nobody without a session anywhere but to the sign-in', async () => {
    for (const { path } of ours().filter(({ method }) => method === 'get')) {
      const answer = await app.nobody.get(filled(path, {})).set('Accept', 'text/html')
      expect({ path, status: answer.status }).toEqual({ path, status: 303 })
    }
  })
})
