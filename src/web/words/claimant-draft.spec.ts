import { describe, expect, it } from '@jest/globals'
import { draftGloss } from './claimant-draft.en.js'
import { draftWords } from './claimant-draft.js'

const MOST_WORDS = 15
const BANNED = /\b(error|submit|upload|login|invalid|gagal|wajib|wafat|berpulang|almarhum|segera|maaf)\b/i

describe('the words of a draft', () => {
  it.each(Object.entries(draftWords))('%s: calm, short and Indonesian', (_, text) => {
    expect(text).not.toMatch(BANNED)
    for (const sentence of text.split(/[.?!](?:\s|$)/))
      expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS)
  })

  it('are explained to colleagues, all of them and nothing else', () => {
    expect(Object.keys(draftGloss).sort()).toEqual(Object.keys(draftWords).sort())
  })
})
