import { describe, expect, it } from '@jest/globals'
import { canonicalJson, toJson } from './json.js'

describe('toJson', () => {
  it('writes amounts as whole numbers, exact beyond the limit of floating point', () => {
    expect(toJson({ amount: 9007199254740993n })).toBe('{"amount":9007199254740993}')
  })

  it('leaves out absent fields and asks an object for its own form', () => {
    expect(toJson({ reason: undefined, line: { toJSON: () => ({ code: 'JKM_LUMP' }) } })).toBe(
      '{"line":{"code":"JKM_LUMP"}}',
    )
  })

  it('indents for people exactly as JSON.stringify does', () => {
    const value = { a: [1, 'x', { b: null }], c: {}, d: [], e: 'baris\n"dua"', f: true }
    expect(toJson(value, 2)).toBe(JSON.stringify(value, null, 2))
  })
})

describe('canonicalJson', () => {
  it('gives the same text for the same content in any order of fields', () => {
    expect(canonicalJson({ b: 1n, a: { d: 2, c: 3 } })).toBe(canonicalJson({ a: { c: 3, d: 2 }, b: 1n }))
  })

  it('keeps the order of a list', () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]))
  })
})
