import { describe, expect, it } from '@jest/globals'
import { claimStates } from '#libs/lifecycle'
import { accountWords } from './claimant-account.js'
import { dataRequestWords, dataWords, heldData } from './claimant-data.js'
import { objectionPageWords } from './claimant-objection.js'
import { claimantSignInWords } from './claimant-sign-in.js'
import * as status from './claimant-status.js'

const SENTENCE_WORDS = 15

/** Every text of a module of words, however deep it stands. */
function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsOf) : []
}

const all = [
  status,
  claimantSignInWords,
  objectionPageWords,
  accountWords,
  dataWords,
  dataRequestWords,
  heldData,
]
const sentences = all.flatMap(textsOf).flatMap((text) => text.split(/(?<=[.?!:;])\s+/))

describe('what families read', () => {
  it('of every state is pinned, so that a change of words is looked at', () => {
    expect(status.stateWords).toMatchSnapshot()
    expect(status.objectionWords).toMatchSnapshot()
    expect(status.dutyWords).toMatchSnapshot()
    expect(status.ballWords).toMatchSnapshot()
  })

  it('covers every state with a headline of its own', () => {
    const headlines = claimStates.map((state) => status.stateWords[state].headline)
    expect(new Set(headlines).size).toBe(claimStates.length)
  })

  it('has no sentence of more than fifteen words', () => {
    const long = sentences.filter((sentence) => sentence.split(/\s+/).length > SENTENCE_WORDS)
    expect(long).toEqual([])
  })

  it('says nothing in English, blames nobody and promises no date without naming it', () => {
    const banned =
      /\b(error|submit|upload|login|klik|invalid|gagal|wajib diisi|segera|secepatnya|berpulang|wafat|user|status quo)\b/i
    expect(sentences.filter((sentence) => banned.test(sentence))).toEqual([])
  })
})
