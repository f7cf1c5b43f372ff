import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FamilyDto } from '../../src/verification/family.dto.js'
import { HeirSets } from '../../src/verification/heir-sets.service.js'
import { PayeesOfClaim } from '../../src/verification/payees-of-claim.query.js'
import type { PayeeDto } from '../../src/verification/settle-heirs.dto.js'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { Escrows } from '../../src/payment/escrows.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

type Relative = FamilyDto['relatives'][number]

const WIFE: Relative = { name: 'Siti Rahmah', relation: 'spouse', birthDate: '1985-04-01' }
const SECOND_WIFE: Relative = { name: 'Nur Aini', relation: 'spouse', birthDate: '1990-04-01' }
const ELDER: Relative = { name: 'Ahmad Sulung', relation: 'child', birthDate: '2000-05-02' }
const YOUNGER: Relative = { name: 'Dina Bungsu', relation: 'child', birthDate: '2015-05-02' }
const MOTHER: Relative = { name: 'Halimah', relation: 'mother' }
const FATHER: Relative = { name: 'Karim', relation: 'father' }
const GRANDMOTHER: Relative = { name: 'Ibu Karim', relation: 'grandparent' }
const BROTHER: Relative = { name: 'Rahmat', relation: 'sibling' }
const MOTHER_IN_LAW: Relative = { name: 'Mariam', relation: 'parent_in_law' }
const dead = (relative: Relative): Relative => ({ ...relative, alive: false })

describe('the heirs of a claim', () => {
  let product: Product
  let accounts = 0
  beforeAll(async () => {
    product = await Product.start()
  })
  afterAll(() => product.close())

  const verifier = () => product.staff.verifier
  const sets = (): HeirSets => product.get(HeirSets)
  const claimToSettle = async (): Promise<TestClaim> => {
    const claim = await aClaim(product).lodged()
    await claim.accept()
    return claim
  }
  const payee = (name: string, relation: PayeeDto['relation'], holder = name): PayeeDto => ({
    ...{ name, relation, accountHolder: holder },
    bankCode: '002',
    accountNumber: `770011${String(++accounts).padStart(6, '0')}`,
  })
  const settle = (claim: TestClaim, ...payees: PayeeDto[]) =>
    product.verification.settleHeirs(claim.id, { payees }, verifier())
  const shares = async (claim: TestClaim) => {
    const payees = await new PayeesOfClaim(product.sql, product.get(PersonalData)).list(claim.id)
    return payees.map(({ name, receiver, total }) => [name, receiver, total])
  }

  describe.each<[string, FamilyDto, [name: string, receiver?: string][]]>([
    ['a widow with her children', { relatives: [WIFE, ELDER, YOUNGER] }, [['Siti Rahmah']]],
    ['two widows', { relatives: [SECOND_WIFE, WIFE] }, [['Siti Rahmah'], ['Nur Aini']]],
    ['a widower', { relatives: [{ ...WIFE, name: 'Hasan' }] }, [['Hasan']]],
    ['children after both parents', { relatives: [ELDER, dead(WIFE), BROTHER] }, [['Ahmad Sulung']]],
    [
      'a grown child and a minor with a guardian',
      { relatives: [YOUNGER, ELDER], guardian: 'Rahmat' },
      [['Ahmad Sulung'], ['Dina Bungsu', 'Rahmat']],
    ],
    [
      'a child who holds the power of attorney of the others',
      { relatives: [ELDER, { ...YOUNGER, birthDate: '2002-01-01' }], representative: 'Dina Bungsu' },
      [['Dina Bungsu']],
    ],
    ['a married child under age', { relatives: [{ ...YOUNGER, married: true }] }, [['Dina Bungsu']]],
    ['parents before grandparents', { relatives: [GRANDMOTHER, MOTHER, FATHER] }, [['Halimah'], ['Karim']]],
    ['grandparents alone', { relatives: [GRANDMOTHER, dead(MOTHER)] }, [['Ibu Karim']]],
    [
      'a brother where nobody nearer lives',
      { relatives: [BROTHER, dead(MOTHER), MOTHER_IN_LAW] },
      [['Rahmat']],
    ],
    ['a mother-in-law where nobody else lives', { relatives: [MOTHER_IN_LAW, dead(BROTHER)] }, [['Mariam']]],
    [
      'whom a deed of a notary names, where no relative lives',
      { relatives: [dead(BROTHER)], will: { beneficiary: 'Yusuf Teman', deed: 'akta notaris nomor 12' } },
      [['Yusuf Teman']],
    ],
  ])('are %s', (_, family, expected) => {
    it('as the law names them, each with an equal share', async () => {
      const claim = await claimToSettle()
      const { payees } = await sets().keep(claim.id, family, verifier())
      expect(payees.map(({ name, receiver }) => (receiver ? [name, receiver] : [name]))).toEqual(expected)
      const given = payees.map((heir) =>
        payee(heir.name, heir.relation ?? 'named_in_will', heir.receiver ?? heir.name),
      )
      await settle(claim, ...given.toReversed())
      const each = 42_000_000n / BigInt(expected.length)
      expect(await shares(claim)).toEqual(expected.map(([name, receiver]) => [name, receiver ?? null, each]))
      await claim.propose()
      await claim.fire('approve', product.staff.approver)
      await claim.release()
      await claim.settled()
      expect(await claim.state()).toBe('paid')
    })
  })

  it('are nobody whom the law passes over, and the answer names who is entitled', async () => {
    const claim = await claimToSettle()
    await sets().keep(claim.id, { relatives: [WIFE, BROTHER] }, verifier())
    await expect(settle(claim, payee('Rahmat', 'sibling'))).rejects.toMatchObject({
      errors: [
        { pointer: '/payees/0/name', code: 'NOT_ENTITLED' },
        { pointer: '/payees', code: 'PAYEE_MISSING', detail: expect.stringContaining('Siti Rahmah') },
      ],
    })
    expect(await shares(claim)).toEqual([])
  })

  it('are judged also where nobody wrote the family down: a widow and her brother-in-law are not both paid', async () => {
    const claim = await claimToSettle()
    await expect(
      settle(claim, payee('Siti Rahmah', 'spouse'), payee('Rahmat', 'sibling')),
    ).rejects.toMatchObject({ errors: [{ pointer: '/payees/1/name', code: 'NOT_ENTITLED' }] })
  })

  it('include no minor whom nobody receives for', async () => {
    const claim = await claimToSettle()
    await sets().keep(claim.id, { relatives: [YOUNGER] }, verifier())
    await expect(settle(claim, payee('Dina Bungsu', 'child'))).rejects.toMatchObject({
      errors: [{ pointer: '/payees/0/name', code: 'GUARDIAN_MISSING' }],
    })
  })

  it('are settled anew when a child appears late', async () => {
    const claim = await claimToSettle()
    await sets().keep(claim.id, { relatives: [ELDER] }, verifier())
    await settle(claim, payee('Ahmad Sulung', 'child'))
    await sets().keep(claim.id, { relatives: [ELDER, YOUNGER], guardian: 'Rahmat' }, verifier())
    await expect(claim.propose()).rejects.toThrow('HEIRS_NOT_SETTLED')
    await settle(claim, payee('Ahmad Sulung', 'child'), payee('Dina Bungsu', 'child', 'Rahmat'))
    await claim.propose()
    expect(await shares(claim)).toEqual([
      ['Ahmad Sulung', null, 21_000_000n],
      ['Dina Bungsu', 'Rahmat', 21_000_000n],
    ])
    await product.asOwner.transaction(async (sql) => {
      await sql.rows('alter table payee disable trigger payee_stays')
      await sql.rows(`update payee set receiver = 'Orang Lain' where claim_id = $1 and receiver = 'Rahmat'`, [
        claim.id,
      ])
      await sql.rows('alter table payee enable trigger payee_stays')
    })
    await expect(claim.fire('approve', product.staff.approver)).rejects.toThrow('PACKET_CHANGED')
  })

  describe('whom nobody knows', () => {
    const alone: FamilyDto = { relatives: [dead(BROTHER)], burialArranger: 'Ketua RT Samsul' }
    async function paidBurial(): Promise<TestClaim> {
      const claim = await claimToSettle()
      await sets().keep(claim.id, alone, verifier())
      await settle(claim, payee('Ketua RT Samsul', 'burial_arranger'))
      await claim.propose()
      await claim.fire('approve', product.staff.approver)
      await claim.release()
      await claim.settled()
      return claim
    }
    const forfeit = async (claim: TestClaim, kind: 'forfeit' | 'release' = 'forfeit') => {
      const [share] = await product.get(Escrows).waiting(claim.id)
      return product
        .get(Escrows)
        .decide(
          { payeeId: share?.payee_id ?? '', kind, reason: 'Tidak ada ahli waris yang melapor.' },
          product.staff.approver,
        )
    }

    it('leave the burial cost to who arranged it; the rest waits while they are called', async () => {
      const claim = await paidBurial()
      expect(await shares(claim)).toEqual([
        ['Ketua RT Samsul', null, 10_000_000n],
        ['Dana Jaminan Sosial', null, 32_000_000n],
      ])
      expect(await claim.state()).toBe('paid')
      await expect(forfeit(claim)).rejects.toThrow('masih dipanggil sampai')
      await expect(forfeit(claim, 'release')).rejects.toThrow('menunggu ahli waris')
    })

    it('lose their share to the fund on the day after the notice, and not before, not even by SQL', async () => {
      const claim = await paidBurial()
      const write = `insert into escrow_decision (claim_id, round, payee_id, amount, kind, reason, decided_by, decided_at)
        select y.claim_id, 1, y.id, 32000000, 'forfeit', y.dispute, $2, $3::timestamptz from payee y
        where y.claim_id = $1 and y.called_until is not null`
      await expect(
        product.sql.rows(write, [claim.id, product.staff.approver.id, product.clock.now()]),
      ).rejects.toThrow('heirs are called until')
      product.clock.moveTo('2023-03-01T02:00:00.000Z')
      await forfeit(claim)
      const [fund] = await product.sql.rows<{ sum: bigint }>(
        `select sum(amount)::bigint as sum from ledger_posting where claim_id = $1 and account = 'forfeited_to_fund'`,
        [claim.id],
      )
      expect(fund?.sum).toBe(-32_000_000n)
    })

    it.each(['while they are called', 'after their share fell to the fund'])(
      'and appear %s: the share is theirs by a new decision, and is paid once',
      async (when) => {
        const claim = await paidBurial()
        if (when !== 'while they are called') {
          product.clock.moveTo('2023-06-01T02:00:00.000Z')
          await forfeit(claim)
        }
        await claim.reopen('new_evidence')
        await expect(forfeit(claim)).rejects.toThrow()
        await sets().keep(claim.id, { relatives: [BROTHER] }, verifier())
        await settle(claim, payee('Rahmat', 'sibling'))
        await claim.propose()
        await claim.fire('approve', product.staff.approver)
        await claim.release()
        await claim.settled()
        const left = await product.sql.rows<{ account: string; sum: bigint }>(
          `select account, sum(amount)::bigint as sum from ledger_posting where claim_id = $1
           group by account having sum(amount) <> 0 order by account`,
          [claim.id],
        )
        expect(left).toEqual([
          { account: 'bank', sum: -52_000_000n },
          { account: 'benefit_expense', sum: 52_000_000n },
        ])
        expect(await claim.count('recovery', `amount = 10000000`)).toBe(1)
      },
    )

    it('are not settled while nobody is named who arranged the burial', async () => {
      const claim = await claimToSettle()
      await sets().keep(claim.id, { relatives: [dead(BROTHER)] }, verifier())
      await expect(settle(claim, payee('Rahmat', 'sibling'))).rejects.toMatchObject({
        errors: [{ pointer: '/payees/0/name', code: 'NOT_ENTITLED' }],
      })
    })
  })

  it('are not named by a will between two people', async () => {
    const claim = await aClaim(product).lodged()
    const will = { beneficiary: 'Yusuf Teman', deed: 'surat di bawah tangan', date: '2025-06-01' }
    await expect(
      sets().keep(claim.id, { relatives: [dead(BROTHER)], will }, verifier()),
    ).rejects.toMatchObject({ errors: [{ pointer: '/will/deed', code: 'WILL_NOT_NOTARIAL' }] })
  })

  it('are kept sealed, each settling beside the next, and not rewritten', async () => {
    const kept = await product.sql.rows<{ family: string; settlement: string }>(
      'select family, settlement from heir_set',
    )
    expect(kept.length).toBeGreaterThan(12)
    expect(kept.some(({ family, settlement }) => /Siti|Rahmat/.test(family + settlement))).toBe(false)
    await expect(product.sql.rows('update heir_set set stated = true')).rejects.toThrow('permission denied')
  })
})
