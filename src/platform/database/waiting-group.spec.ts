import { describe, expect, it } from '@jest/globals'
import { setImmediate as turn } from 'node:timers/promises'
import { WaitingGroup } from './waiting-group.js'

/** Work that says which groups came and ends each when the test lets it. */
function desk() {
  const groups: string[][] = []
  const ends: (() => void)[] = []
  const group = new WaitingGroup<string, string>(
    (member) => member.charAt(0),
    async (members) => {
      groups.push(members)
      await new Promise<void>((end) => ends.push(end))
      if (members.includes('x')) throw new Error('the work failed')
      return members.map((member) => member.toUpperCase())
    },
  )
  return { group, groups, finish: (index: number) => ends[index]?.() }
}

describe('a waiting group', () => {
  it('lets whoever comes alone go at once', async () => {
    const { group, groups, finish } = desk()
    const answer = group.join('a')
    await turn()
    expect(groups).toEqual([['a']])
    finish(0)
    expect(await answer).toBe('A')
  })

  it('spreads those who come in one turn over the places', async () => {
    const { group, groups, finish } = desk()
    const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map((member) => group.join(member)))
    await turn()
    expect(groups).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ])
    finish(0)
    finish(1)
    expect(await answers).toEqual(['A', 'B', 'C', 'D', 'E'])
  })

  it('gathers those who come while every place is taken, and lets them go together', async () => {
    const { group, groups, finish } = desk()
    const first = ['a', 'b'].map((member) => group.join(member))
    await turn()
    const later = ['c', 'd', 'e'].map((member) => group.join(member))
    await turn()
    expect(groups).toEqual([['a'], ['b']])
    finish(0)
    await first[0]
    await turn()
    expect(groups).toEqual([['a'], ['b'], ['c', 'd', 'e']])
    finish(1)
    finish(2)
    expect(await Promise.all(later)).toEqual(['C', 'D', 'E'])
  })

  it('never has two members of one key at work', async () => {
    const { group, groups, finish } = desk()
    const [first, second] = ['a1', 'a2'].map((member) => group.join(member))
    await turn()
    expect(groups).toEqual([['a1']])
    finish(0)
    await first
    await turn()
    expect(groups).toEqual([['a1'], ['a2']])
    finish(1)
    expect(await second).toBe('A2')
  })

  it('tells a failure to the group that failed and to nobody else', async () => {
    const { group, finish } = desk()
    const [failing, fine] = ['x', 'b'].map((member) => group.join(member))
    await turn()
    finish(0)
    finish(1)
    await expect(failing).rejects.toThrow('the work failed')
    expect(await fine).toBe('B')
    const next = group.join('x2')
    await turn()
    finish(2)
    expect(await next).toBe('X2')
  })
})
