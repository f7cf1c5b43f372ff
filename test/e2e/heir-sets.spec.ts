import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FamilyDto } from '../../src/verification/family.dto.js'
import { HeirSets } from '../../src/verification/heir-sets.service.js'
import { PayeesOfClaim } from '../../src/verification/payees-of-claim.query.js'
import type { PayeeDto } from '../../src/verification/settle-heirs.dto.js'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
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
