import { describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { SharedStatement } from './shared-statement.js'

describe('a shared statement', () => {
  /** Knows the length of every word, and refuses a whole statement in which one has no letters. */
  function lengths() {
    const statements: string[][] = []
    const lookUp = new SharedStatement<string, { length: number }>((words) => {
      statements.push([...words])
      if (words.includes('')) return Promise.reject(new pg.DatabaseError('no letters', 0, 'error'))
      const known = words.flatMap((word, index) =>
        word === 'unknown' ? [] : [{ place: index + 1, length: word.length }],
      )
      return Promise.resolve(known.toReversed())
    })
    return { lookUp, statements }
  }

  it('asks once for those that come together and gives each its own answer', async () => {
    const { lookUp, statements } = lengths()
    const answers = await Promise.all(['a', 'unknown', 'ccc', 'a'].map((word) => lookUp.first(word)))
    expect(answers.map((answer) => answer?.length)).toEqual([1, undefined, 3, 1])
    expect(statements).toHaveLength(1)
  })

  it('reads anew for whoever comes later', async () => {
    const { lookUp, statements } = lengths()
    await lookUp.first('a')
    await lookUp.first('a')
    expect(statements).toEqual([['a'], ['a']])
  })

  it('lets one that cannot be looked up fail alone', async () => {
    const { lookUp } = lengths()
    const [good, bad] = await Promise.allSettled([lookUp.first('aa'), lookUp.first('')])
    expect(good).toMatchObject({ status: 'fulfilled', value: { length: 2 } })
    expect(bad).toMatchObject({ status: 'rejected' })
  })
})
