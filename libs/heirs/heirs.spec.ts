import { describe, expect, it } from '@jest/globals'
import type { LocalDate } from '#libs/local-date'
import { LawBook } from '#libs/law'
import { findConfigDirectory } from '../../src/platform/law-loader/config-directory.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { readYaml } from '../../src/platform/law-loader/read-yaml.js'
import { type Family, isWillValid, settleHeirs, shareOut } from './index.js'

const law = loadLaw()
const on = '2025-05-01' as LocalDate
const date = (text: string) => text as LocalDate

function family(parts: Partial<Family>): Family {
  return { relatives: [], on, ...parts }
}

/** The law of heirs alone, with one of its parameters changed. */
function lawWith(changed: string, change: (value: unknown) => unknown): LawBook {
  const parameters = ['order', 'split_mode', 'age_of_majority', 'will_must_be_notarial']
  return LawBook.of(
    parameters.map((each) => {
      const document = readYaml(`${findConfigDirectory()}/law/heirs/${each}.yaml`)
      const content = document.content as { values: { value: unknown }[] }
      const values = content.values.map((entry) =>
        each === changed ? { ...entry, value: change(entry.value) } : entry,
      )
      return { ...document, name: `heirs.${each}`, content: { ...content, values } }
    }),
  )
}

const names = (payees: readonly { name: string }[]) => payees.map(({ name }) => name)

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

  it('takes a young widow for an adult, since she has been married', () => {
    const widow = { ...istri, birthDate: date('2008-01-01') }
    expect(settleHeirs(family({ relatives: [widow] }), law).payees).toMatchObject([
      { name: 'Istri', minor: false, receivedBy: 'self' },
    ])
  })

  it('gives the money of a minor beside a widow to her, and of a grown child to nobody else', () => {
    const equal = lawWith('split_mode', () => 'always_equal')
    const { payees } = settleHeirs(family({ relatives: [istri, bungsu, sulung] }), equal)
    expect(payees).toMatchObject([
      { name: 'Sulung', receivedBy: 'self' },
      { name: 'Bungsu', receivedBy: 'surviving_parent', receiver: 'Istri' },
      { name: 'Istri', receivedBy: 'self' },
    ])
  })

  it('does not give the money of a minor to a parent who died as well, nor that of a brother to the widow', () => {
    const equal = lawWith('split_mode', () => 'always_equal')
    const late = { ...istri, alive: false }
    const adik = { name: 'Adik', relation: 'sibling', birthDate: date('2012-01-01') } as const
    expect(settleHeirs(family({ relatives: [late, bungsu] }), equal).payees[0]?.receivedBy).toBe('guardian')
    expect(settleHeirs(family({ relatives: [late, adik] }), equal).payees[0]?.receivedBy).toBe('guardian')
  })

  it('shares with the nearest degree only, also when all share equally', () => {
    const equal = lawWith('split_mode', () => 'always_equal')
    const ibu = { name: 'Ibu', relation: 'mother' } as const
    const kakek = { name: 'Kakek', relation: 'grandparent' } as const
    const settlement = settleHeirs(family({ relatives: [kakek, ibu] }), equal)
    expect([names(settlement.payees), settlement.excluded]).toEqual([['Ibu'], ['Kakek']])
    const siblings = [
      { name: 'Kakak', relation: 'sibling' },
      { name: 'Adik', relation: 'sibling' },
    ] as const
    expect(names(settleHeirs(family({ relatives: siblings }), equal).payees)).toEqual(['Kakak', 'Adik'])
  })

  it('lets one of the parents, and no grandparent, hold the power of attorney', () => {
    const relatives = [
      { name: 'Ayah', relation: 'father' },
      { name: 'Ibu', relation: 'mother' },
      { name: 'Kakek', relation: 'grandparent' },
    ] as const
    const paid = (representative: string) =>
      names(settleHeirs(family({ relatives, representative }), law).payees)
    expect([paid('Ibu'), paid('Kakek')]).toEqual([['Ibu'], ['Ayah', 'Ibu']])
  })

  it('lists those born on one day in the order in which they are named', () => {
    const twins = ['B', 'A', 'C'].map((name) => ({ ...bungsu, name }))
    expect(names(settleHeirs(family({ relatives: twins }), law).payees)).toEqual(['B', 'A', 'C'])
  })

  it('follows the rank of the classes, not the order of the rows', () => {
    const reversed = lawWith('order', (rows) => [...(rows as object[])].reverse())
    const relatives = [{ name: 'Mertua', relation: 'parent_in_law' } as const, bungsu]
    expect(settleHeirs(family({ relatives }), reversed).heirClass).toBe('SPOUSE_CHILD')
  })

  it('tells on which law the order rests, with heirs and without', () => {
    for (const relatives of [[istri], []]) {
      const { parameters } = settleHeirs(family({ relatives }), law)
      expect(parameters.map(({ parameter }) => parameter)).toEqual(['heirs.order'])
    }
  })

  it('speaks of a refused will only when there is one that did not count', () => {
    const will = { beneficiary: 'Sahabat', deed: 'handwritten', date: on }
    expect(settleHeirs(family({ relatives: [istri], will }), law).willRefused).toBe(false)
    expect(settleHeirs(family({}), law)).toMatchObject({ willRefused: false, excluded: [] })
    const notarial = { ...will, deed: 'notarial' }
    expect(settleHeirs(family({ will: notarial }), law)).toMatchObject({
      heirClass: 'TESTAMENTARY',
      willRefused: false,
    })
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
