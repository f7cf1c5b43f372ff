import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aParticipant } from '../factories/participant.js'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { Family } from '../support/family.js'
import { revealedRows } from '../support/personal-data.js'
import { sendForm } from '../support/staff-form.js'
import { until } from '../support/until.js'

let phones = 0
const aPhone = (): string => `0812 7771 ${String(++phones + 1000)}`

describe('the people on a claim', () => {
  let app: TestApp
  let desk: Desk

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  afterAll(() => app.stop())

  async function lodgedBy(phone: string): Promise<DeskClaim> {
    const answers = await desk.answers()
    return desk.lodged({ ...answers, claimant: { ...answers.claimant, phone } })
  }
  const personOf = async (claim: DeskClaim, name: string): Promise<string> =>
    (
      await app.sql.first<{ id: string }>(
        'select p.id from claim_party p join claim c on c.id = p.claim_id where c.number = $1 and p.name = $2',
        [claim.number, name],
      )
    )?.id ?? ''
  const stepsOf = (claim: DeskClaim) =>
    app.sql.rows<{ step: string; actor_role: string; evidence: string | null }>(
      `select s.step, s.actor_role, s.evidence from claim_party_step s join claim c on c.id = s.claim_id
       where c.number = $1 order by s.id`,
      [claim.number],
    )
  /** What each person was told, by name, with the words of the message. */
  async function told(claim: DeskClaim, template: string, count: number): Promise<Map<string, string>> {
    const read = () =>
      revealedRows<{ name: string; body: string }>(
        app.sql,
        { body: 'notification.body' },
        `select p.name, n.body from notification n join claim_party p on p.id = n.party_id
         join claim c on c.id = n.claim_id where c.number = $1 and n.template = $2`,
        [claim.number, template],
      )
    await until(async () => (await read()).length === count, `${count} messages ${template}`)
    return new Map((await read()).map(({ name, body }) => [name, body]))
  }
  const name = (family: Family, claim: DeskClaim, fields: Record<string, string>) =>
    family.post(`/k/${claim.number}/orang`, fields)

  it('takes what a phone sends twice once, and says so both times', async () => {
    const own = aPhone()
    const claim = await lodgedBy(own)
    const heir = await Family.signIn(app, own)
    const fields = { boleh: 'contact', nama: 'Kakak Ipar', hp: aPhone() }
    const at = `/k/${claim.number}/orang`
    for (const sent of [1, 2])
      expect([sent, (await name(heir, claim, fields)).headers.location]).toEqual([
        sent,
        `${at}?hasil=dicatat`,
      ])
    const path = `${at}/${await personOf(claim, 'Kakak Ipar')}/cabut`
    for (const sent of [1, 2])
      expect([sent, (await heir.post(path, {}, { from: at })).headers.location]).toEqual([
        sent,
        `${at}?hasil=dicabut`,
      ])
    expect((await stepsOf(claim)).map(({ step }) => step)).toEqual(['named', 'ended'])
    expect((await heir.post(`${at}/${claim.number}/cabut`, {}, { from: at })).status).toBe(404)
  })

  describe('when an heir names a contact', () => {
    const [own, theirs] = [aPhone(), aPhone()]
    let claim: DeskClaim
    let heir: Family
    let contact: Family

    beforeAll(async () => {
      claim = await lodgedBy(own)
      heir = await Family.signIn(app, own)
      const named = await name(heir, claim, { boleh: 'contact', nama: 'Adik Bungsu', hp: theirs })
      expect([named.status, named.headers.location]).toEqual([303, `/k/${claim.number}/orang?hasil=dicatat`])
      contact = await Family.signIn(app, theirs)
    })

    it('lets him see how it stands and nothing else', async () => {
      const page = await contact.get(`/k/${claim.number}`)
      expect(page.text).toContain('Kami sedang memeriksa berkas Anda')
      expect(page.text).not.toContain('Dokumen Anda')
      for (const path of ['orang', 'data'])
        expect((await contact.get(`/k/${claim.number}/${path}`)).status).toBe(404)
    })

    it('tells everybody on the claim', async () => {
      expect([...(await told(claim, 'helper-named', 2)).keys()].sort()).toEqual(
        ['Adik Bungsu', claim.claimant].sort(),
      )
    })

    it('takes the same phone once, and no fourth person', async () => {
      const again = await name(heir, claim, { boleh: 'contact', nama: 'Adik', hp: theirs })
      expect([again.status, again.text.includes('sudah tercatat pada klaim ini')]).toEqual([422, true])
      for (const who of ['Dua', 'Tiga'])
        expect((await name(heir, claim, { boleh: 'contact', nama: who, hp: aPhone() })).status).toBe(303)
      const fourth = await name(heir, claim, { boleh: 'contact', nama: 'Empat', hp: aPhone() })
      expect([fourth.status, fourth.text.includes('Paling banyak 3 orang')]).toEqual([422, true])
    })

    it('shows him nothing any more once that was taken back, and keeps it on record', async () => {
      const person = await personOf(claim, 'Adik Bungsu')
      const ended = await heir.post(
        `/k/${claim.number}/orang/${person}/cabut`,
        {},
        { from: `/k/${claim.number}/orang` },
      )
      expect(ended.status).toBe(303)
      expect((await contact.get(`/k/${claim.number}`)).status).toBe(404)
      expect((await heir.get(`/k/${claim.number}/orang`)).text).not.toContain('Adik Bungsu')
      expect((await stepsOf(claim)).at(-1)).toEqual({ step: 'ended', actor_role: 'heir', evidence: null })
    })
  })

  describe('when an heir names somebody to act', () => {
    const [own, theirs] = [aPhone(), aPhone()]
    let claim: DeskClaim
    let heir: Family
    let helper: Family

    beforeAll(async () => {
      claim = await lodgedBy(own)
      heir = await Family.signIn(app, own)
      await name(heir, claim, { boleh: 'representative', nama: 'Wakil Keluarga', hp: theirs })
      helper = await Family.signIn(app, theirs)
    })

    it('lets him follow, and not act, before the branch has seen the letter of authority', async () => {
      expect((await helper.get(`/k/${claim.number}`)).text).toContain('setelah kantor melihat surat kuasa')
      const kunci = '7d7c9a50-0000-4000-8000-000000000011'
      const tried = await helper.post(
        `/k/${claim.number}/kirim`,
        { kunci, versi: '1' },
        { from: '/klaim-saya' },
      )
      expect(tried.status).toBe(403)
    })

    it('asks the family for the letter, and does not let the claim wait for it', async () => {
      const letter = (await claim.documents()).find(({ code }) => code === 'SURAT_KUASA')
      expect(letter?.necessity).toBe('if_available')
      expect((await heir.get(`/k/${claim.number}/orang`)).text).toContain('Kirim foto surat kuasa')
    })

    it('lets him act as himself once a verifier has confirmed it, and not name others', async () => {
      const path = `/petugas/klaim/${claim.number}/orang`
      const person = await personOf(claim, 'Wakil Keluarga')
      const { verifier } = desk.people
      const without = await sendForm(verifier, `${path}/${person}/pastikan`, {})
      expect([without.status, without.text.includes('Pilih dokumen yang Anda lihat.')]).toEqual([422, true])
      const seen = { [`dokumen-${person}`]: 'letter_of_authority' }
      expect((await sendForm(verifier, `${path}/${person}/pastikan`, seen)).status).toBe(303)
      expect((await helper.get(`/k/${claim.number}`)).text).toContain('Dokumen Anda')
      expect((await helper.get(`/k/${claim.number}/orang`)).text).toContain('Hanya ahli waris')
      const named = await name(helper, claim, { boleh: 'contact', nama: 'Teman', hp: aPhone() })
      expect(named.status).toBe(403)
      expect((await stepsOf(claim)).at(-1)).toEqual({
        step: 'confirmed',
        actor_role: 'verifier',
        evidence: 'letter_of_authority',
      })
    })
  })

  describe('when a second family reports the same death', () => {
    const [first, second] = [aPhone(), aPhone()]
    let surviving: DeskClaim
    let joined: DeskClaim
    let family: Family

    beforeAll(async () => {
      const participant = await aParticipant(app.sql)
      const answers = await desk.answers({ participant })
      surviving = await desk.lodged({ ...answers, claimant: { ...answers.claimant, phone: first } })
      joined = await desk.draft({
        ...answers,
        claimant: { name: 'Pelapor Kedua', relation: 'sibling', phone: second },
      })
      await joined.fire('officer', 'submit')
      family = await Family.signIn(app, second)
    })

    it('shows it its own number, and nowhere the number of the other family', async () => {
      for (const path of [`/ajukan/${joined.number}/terkirim`, `/k/${joined.number}`, '/klaim-saya']) {
        const page = await family.get(path)
        expect([page.status, path]).toEqual([200, path])
        expect(page.text).toContain(joined.number)
        expect(page.text).not.toContain(surviving.number)
      }
      expect((await family.get(`/k/${surviving.number}`)).status).toBe(404)
    })

    it('tells it how the joint claim stands, without papers', async () => {
      const page = await family.get(`/k/${joined.number}`)
      expect(page.text).toContain('Keadaan klaim gabungan')
      expect(page.text).toContain('Kami sedang memeriksa berkas Anda')
    })

    it('writes to it under its own number', async () => {
      await desk.people.verifier
        .post(`${surviving.path}/documents/KK/decision`, { decision: 'defective', defectCode: 'BLURRED' })
        .expect(200)
      await surviving.acceptAll()
      await surviving.fire('verifier', 'request_documents')
      const messages = await told(surviving, 'documents-requested', 2)
      expect(messages.get('Pelapor Kedua')).toContain(joined.number)
      expect(messages.get('Pelapor Kedua')).not.toContain(surviving.number)
      expect(messages.get(surviving.claimant)).toContain(surviving.number)
    })

    it('opens the whole claim to it once the branch has confirmed it', async () => {
      const person = await personOf(surviving, 'Pelapor Kedua')
      const path = `/petugas/klaim/${surviving.number}/orang/${person}/pastikan`
      await sendForm(desk.people.verifier, path, { [`dokumen-${person}`]: 'family_card' })
      expect((await family.get(`/k/${surviving.number}`)).text).toContain('Yang perlu Anda lakukan sekarang')
    })
  })

  it('are reached by a new phone once the owner came to the branch with a card', async () => {
    const [old, fresh] = [aPhone(), aPhone()]
    const claim = await lodgedBy(old)
    const person = await personOf(claim, claim.claimant)
    const path = `/petugas/klaim/${claim.number}/orang/${person}/telepon`
    expect((await sendForm(desk.people.officer, path, { [`hp-${person}`]: '123' })).status).toBe(422)
    expect((await sendForm(desk.people.officer, path, { [`hp-${person}`]: fresh })).status).toBe(303)
    const family = await Family.signIn(app, fresh)
    expect((await family.get(`/k/${claim.number}`)).status).toBe(200)
    expect((await (await Family.signIn(app, old)).get(`/k/${claim.number}`)).status).toBe(404)
  })

  describe('when the family wrote a card that nobody has', () => {
    let claim: DeskClaim
    const page = (): string => `/petugas/klaim/${claim.number}/orang`

    beforeAll(async () => {
      const answers = await desk.answers()
      const participant = { name: 'Peserta Tanpa Kartu', kpj: '99999999999' }
      claim = await desk.draft({ ...answers, participant })
      await claim.handIn()
      await claim.fire('officer', 'submit')
      await claim.reached('in_verification')
    })

    it('shows the verifier whom a number belongs to, and asks for the papers to be compared', async () => {
      const { nik, name: registered } = await aParticipant(app.sql)
      const { verifier } = desk.people
      expect((await verifier.get(page())).text).toContain('Peserta belum ditetapkan')
      const wrong = await sendForm(verifier, `${page()}/peserta`, { nomor: '99999999999' })
      expect([wrong.status, wrong.text.includes('tidak ada di data kepesertaan')]).toEqual([422, true])
      const found = await sendForm(verifier, `${page()}/peserta`, { nomor: nik })
      expect(found.text).toContain(registered)
      const unsure = await sendForm(verifier, `${page()}/peserta`, { nomor: nik, lanjut: 'ya' })
      expect([unsure.status, unsure.text.includes('Cocokkan dulu')]).toEqual([422, true])
      const named = await sendForm(verifier, `${page()}/peserta`, { nomor: nik, lanjut: 'ya', cocok: 'ya' })
      expect(named.headers.location).toBe(`/petugas/klaim/${claim.number}?hasil=langkah`)
    })

    it('has its coverage read and its calculation drafted then, like any other', async () => {
      await until(
        async () => (await desk.people.verifier.get(`${claim.path}/calculation`)).status === 200,
        'a calculation',
      )
      const summary = await desk.people.verifier.get(`/petugas/klaim/${claim.number}`)
      expect(summary.text).not.toContain('Peserta belum ditetapkan')
    })

    it('does not become a second claim for a death that is being handled', async () => {
      const known = await desk.answers()
      await desk.lodged(known)
      const answers = await desk.answers()
      const twin = await desk.draft({ ...answers, participant: { name: 'Sama', kpj: '99999999998' } })
      await twin.handIn()
      await twin.fire('officer', 'submit')
      await twin.reached('in_verification')
      const path = `/petugas/klaim/${twin.number}/orang/peserta`
      const fields = { nomor: known.participant.nik ?? '', lanjut: 'ya', cocok: 'ya' }
      const refused = await sendForm(desk.people.verifier, path, fields)
      expect([refused.status, refused.text.includes('sudah punya klaim lain')]).toEqual([422, true])
    })
  })
})
