import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { StaffChangeApplier } from '../../src/staff/staff-change-applier.service.js'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { Family as Browser } from '../support/family.js'

const FORM = '/admin/pengguna/perubahan'
const PROOF = { bukti_agree_staff_change: PASSWORD }

describe('a change of an account', () => {
  let app: TestApp
  let admin: Browser
  let manager: Browser
  let managerCaller: Caller

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    admin = await browserOf(await app.as('admin'))
    managerCaller = await app.as('manager')
    manager = await browserOf(managerCaller)
  })
  afterAll(() => app.stop())

  async function browserOf({ username }: Caller): Promise<Browser> {
    const browser = new Browser(app.url)
    await browser.post('/petugas/masuk', { username, password: PASSWORD })
    return browser
  }
  const apply = () => app.application.get(StaffChangeApplier, { strict: false }).applyAgreed()
  const rolesOf = (username: string) =>
    app.sql.rows(
      `select r.role, r.approval_limit from staff_role r join staff_member m on m.id = r.staff_id
       where m.username = $1 order by 1`,
      [username],
    )

  /** Asked for by the administrator; gives the page on which another agrees. */
  async function asked(fields: Record<string, string>): Promise<string> {
    const sent = await admin.post(FORM, { reason: 'Pengganti petugas yang pindah tugas.', ...fields })
    expect([sent.status, sent.headers.location]).toEqual([303, '/admin/pengguna?hasil=asked'])
    const [row] = await app.sql.rows<{ id: string }>(
      'select id from staff_change order by asked_at desc, applied_at nulls first limit 1',
    )
    return `${FORM}/${row?.id}`
  }
  const approver = {
    kind: 'add',
    username: 'ratna',
    displayName: 'Ratna Dewi',
    branchCode: 'PSR',
    peran_approver: 'ya',
    limit: '150.000.000',
  }

  it('is refused with every field that lacks something', async () => {
    const refused = await admin.post(FORM, { kind: 'add', username: 'R!', peran_approver: 'ya' })
    expect(refused.status).toBe(422)
    for (const text of ['huruf kecil', 'nama lengkap', 'Pilih kantornya', 'batas persetujuan', 'alasannya'])
      expect(refused.text).toContain(text)
  })

  it('is applied only when another person has agreed to it and proven who he is', async () => {
    const page = await asked(approver)
    expect(await apply()).toEqual([])
    expect((await admin.get(page)).text).toContain('orang lain yang menyetujui')
    const csrf = (await admin.hidden(FORM))._csrf
    expect((await admin.post(page, PROOF, { csrf })).status).toBe(404)
    expect((await manager.post(page, {})).status).toBe(422)
    expect((await manager.post(page, PROOF)).status).toBe(303)
    const [done] = await apply()
    expect(done).toMatchObject({ kind: 'add', username: 'ratna' })
    expect(await rolesOf('ratna')).toEqual([{ role: 'approver', approval_limit: 150_000_000n }])
    await app.nobody
      .post('/api/v1/sessions')
      .send({ username: 'ratna', password: done?.password })
      .expect(201)
    expect(await apply()).toEqual([])
  })

  it('of roles ends every session that had the old ones', async () => {
    const officer = await app.hire({ username: 'rina', roles: [{ role: 'officer' }] })
    const page = await asked({ kind: 'roles', username: 'rina', peran_verifier: 'ya' })
    await manager.post(page, PROOF)
    await apply()
    expect(await rolesOf('rina')).toEqual([{ role: 'verifier', approval_limit: null }])
    await officer.get('/api/v1/sessions/current').expect(401)
  })

  it('that closes an account waits for nobody, and lets go what its person held', async () => {
    const verifier = await app.hire({ username: 'dewi', roles: [{ role: 'verifier' }] })
    await asked({ kind: 'close', username: 'dewi' })
    expect(await apply()).toEqual([{ kind: 'close', username: 'dewi' }])
    await verifier.get('/api/v1/sessions/current').expect(401)
  })

  it('is agreed to by nobody whom it is about, and within the branch alone', async () => {
    const own = await asked({
      kind: 'roles',
      username: managerCaller.username,
      peran_manager: 'ya',
      peran_releaser: 'ya',
    })
    expect((await manager.get(own)).text).toContain('tentang akun Anda')
    const csrf = (await manager.hidden(FORM))._csrf
    expect((await manager.post(own, PROOF, { csrf })).status).toBe(404)
    const elsewhere = await browserOf(await app.hire({ roles: [{ role: 'manager' }], branchCode: 'SMD' }))
    expect((await elsewhere.get(own)).status).toBe(404)
    const strange = await elsewhere.post(FORM, { kind: 'close', username: 'rina', reason: 'Coba.' })
    expect([strange.status, strange.text.includes('tidak ada di kantor Anda')]).toEqual([422, true])
  })

  it('is beyond the login of the application itself', async () => {
    const refused = /permission denied|izin/
    await expect(app.sql.rows('update staff_change set applied_at = now()')).rejects.toThrow(refused)
    await expect(
      app.sql.rows("insert into staff_role (staff_id, role) select id, 'admin' from staff_member limit 1"),
    ).rejects.toThrow(refused)
    await expect(
      app.sql.rows("insert into staff_identity values ('x', 'y', $1, now())", [managerCaller.staffId]),
    ).rejects.toThrow(refused)
  })

  it('is asked for once when the form is sent twice', async () => {
    const moved = { kind: 'reset_factor', username: managerCaller.username }
    const [page, twin] = await Promise.all([asked(moved), asked(moved)])
    expect(twin).toBe(page)
    expect(
      await app.sql.rows("select from staff_change where kind = 'reset_factor' and agreed_at is null"),
    ).toHaveLength(1)
  })
})
