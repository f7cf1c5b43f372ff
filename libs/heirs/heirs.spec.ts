import { describe, expect, it } from '@jest/globals'
import type { LocalDate } from '#libs/local-date'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { type Family, isWillValid, settleHeirs, shareOut } from './index.js'

const law = loadLaw()
const on = '2025-05-01' as LocalDate
const date = (text: string) => text as LocalDate

function family(parts: Partial<Family>): Family {
  return { relatives: [], on, ...parts }
}

const sulung = { name: 'Sulung', relation: 'child', birthDate: date('2000-01-01') } as const
const bungsu = { name: 'Bungsu', relation: 'child', birthDate: date('2010-01-01') } as const
const istri = { name: 'Istri', relation: 'spouse' } as const

describe('settleHeirs', () => {
  it('pays the surviving spouse and names the children beside her', () => {
    const settlement = settleHeirs(family({ relatives: [sulung, istri, bungsu] }), law)
    expect(settlement).toMatchObject({ heirClass: 'SPOUSE_CHILD', excluded: ['Sulung', 'Bungsu'] })
    expect(settlement.payees.map(({ name }) => name)).toEqual(['Istri'])
  })

  it('pays one adult child alone who holds the power of attorney', () => {
    const { payees } = settleHeirs(family({ relatives: [sulung, bungsu], representative: 'Sulung' }), law)
    expect(payees.map(({ name }) => name)).toEqual(['Sulung'])
  })

  it('does not let a minor hold the power of attorney', () => {
    const { payees } = settleHeirs(family({ relatives: [sulung, bungsu], representative: 'Bungsu' }), law)
    expect(payees.map(({ name }) => name)).toEqual(['Sulung', 'Bungsu'])
  })

  it('gives the money of a minor without a parent to the guardian', () => {
    const { payees } = settleHeirs(family({ relatives: [bungsu], guardian: 'Bibi' }), law)
    expect(payees).toMatchObject([{ name: 'Bungsu', minor: true, receivedBy: 'guardian', receiver: 'Bibi' }])
  })

  it.each([
    ['2007-05-02', true],
    ['2007-05-01', false],
  ])(
    'takes a child born on %s for a minor on the day before the 18th birthday and no longer',
    (birth, minor) => {
      const child = { ...bungsu, birthDate: date(birth) }
      expect(settleHeirs(family({ relatives: [child] }), law).payees[0]?.minor).toBe(minor)
    },
  )

  it('takes a married child for an adult', () => {
    expect(
      settleHeirs(family({ relatives: [{ ...bungsu, married: true }] }), law).payees[0]?.receivedBy,
    ).toBe('self')
  })

  it('says that a will did not count', () => {
    const will = { beneficiary: 'Sahabat', deed: 'surat di bawah tangan', date: on }
    expect(settleHeirs(family({ will }), law)).toMatchObject({
      heirClass: 'NONE',
      payees: [],
      willRefused: true,
    })
  })
})

describe('isWillValid', () => {
  it.each([
    ['notarial', '2025-02-24', true],
    ['Akta Notaris No. 12', '2025-02-24', true],
    ['wasiat dalam akta notaris', '2025-02-24', true],
    ['No. 12/2025', '2025-02-24', true],
    ['Akta Wasiat Nomor 7', '2025-02-24', true],
    ['12', '2025-02-24', true],
    ['non-notarial', '2025-02-24', false],
    ['tanpa akta notaris', '2025-02-24', false],
    ['surat di bawah tangan tahun 2025', '2025-02-24', false],
    ['handwritten', '2025-02-24', false],
    ['handwritten', '2025-02-23', true],
    [undefined, '2025-02-24', false],
  ])('a will by deed %s of %s: %s', (deed, made, valid) => {
    expect(isWillValid({ beneficiary: 'X', deed, date: date(made) }, { on }, law)).toBe(valid)
  })
})

describe('shareOut', () => {
  it('gives the rupiahs left over to the first payees', () => {
    const { payees } = settleHeirs(
      family({
        relatives: [bungsu, sulung, { name: 'Tengah', relation: 'child', birthDate: date('2005-01-01') }],
      }),
      law,
    )
    expect(shareOut(11n, payees).map(({ payee, amount }) => [payee.name, amount])).toEqual([
      ['Sulung', 4n],
      ['Tengah', 4n],
      ['Bungsu', 3n],
    ])
  })
})
