import { expect, it } from '@jest/globals'
import { claimTypes, groundsFound } from '#libs/lifecycle'
import { parseLocalDate } from '#libs/local-date'
import { LawInForce } from './law-in-force.js'
import { RefusalGrounds } from './refusal-grounds.js'

const grounds = new RefusalGrounds(new LawInForce())

it('has, for every type of claim, grounds that a person finds, each with what would change it', () => {
  for (const type of claimTypes) {
    const found = grounds.foundByPeople(type)
    expect([type, found.length > 2, found.every(({ wouldChange }) => wouldChange)]).toEqual([
      type,
      true,
      true,
    ])
  }
})

it('tells the family in sentences of fifteen words at most', () => {
  const sentences = claimTypes
    .flatMap((type) => grounds.foundByPeople(type))
    .flatMap(({ words, wouldChange = '' }) => [words, ...wouldChange.split(/(?<=\.)\s+/)])
  expect(sentences.filter((sentence) => sentence.split(' ').length > 15)).toEqual([])
})

it('never offers one ground twice: what the law computes and what people find have codes of their own', () => {
  const computed = grounds.computed(parseLocalDate('2026-01-01')).map(({ code }) => code)
  expect(computed.filter((code) => (groundsFound as readonly string[]).includes(code))).toEqual([])
})

it('asks for a tie to work only where work is what the claim is about', () => {
  const codes = (type: 'jkm_death' | 'jkk_death') => grounds.foundByPeople(type).map(({ code }) => code)
  expect(codes('jkk_death')).toContain('NOT_TIED_TO_WORK')
  expect(codes('jkm_death')).not.toContain('NOT_TIED_TO_WORK')
})

it('words both kinds, and leaves a code it does not know to its fact', () => {
  expect(grounds.inWords('MEMBERSHIP_ENDED')).toBe('kepesertaan telah berakhir sebelum tanggal kejadian')
  expect(grounds.inWords('NOT_AN_HEIR')).toBe('pemohon bukan ahli waris yang berhak')
  expect(grounds.inWords('NOT_A_MEMBER')).toBeUndefined()
})
