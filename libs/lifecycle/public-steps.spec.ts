import { describe, expect, it } from '@jest/globals'
import { ballHolder, publicStep } from './public-steps.js'

const first = { round: 1, requestsThisRound: 0 }

describe('the public step', () => {
  it('follows a claim from receipt to money in six steps', () => {
    const way = ['screening', 'in_verification', 'in_approval', 'approved', 'paying', 'paid'] as const
    expect(way.map((state) => publicStep(state, first).number)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('does not fall back to the first step when added documents are screened', () => {
    expect(publicStep('screening', { round: 1, requestsThisRound: 1 }).name).toBe('examined')
    expect(publicStep('screening', { round: 2, requestsThisRound: 0 }).name).toBe('examined')
  })

  it('says when the family must act, and when another party is awaited', () => {
    expect(publicStep('awaiting_documents', first)).toEqual({
      number: 2,
      name: 'examined',
      interruption: 'your_action',
      ended: false,
    })
    expect(publicStep('awaiting_account', first).interruption).toBe('your_action')
    expect(publicStep('awaiting_third_party', first).interruption).toBe('waiting_for_other')
  })

  it('of a claim that ended outside the way has no number', () => {
    expect(publicStep('merged', first)).toEqual({ number: null, name: null, interruption: null, ended: true })
  })

  it('agrees with who has the ball', () => {
    expect(ballHolder('paying')).toBe('bank')
    expect(ballHolder('paid')).toBeNull()
  })
})
