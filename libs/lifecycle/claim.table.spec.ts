import { describe, expect, it } from '@jest/globals'
import { aReadyClaim } from '../../test/factories/claim-facts.js'
import { claimTable, type ClaimRow } from './claim.table.js'
import { dutyOf, separatedDuties } from './duties.js'
import { decide, stepsFrom } from './engine.js'
import { ballHolder, publicStep } from './public-steps.js'
import { claimStates, finalClaimStates, type ClaimEvent, type ClaimState, type Role } from './vocabulary.js'

const names = (row: ClaimRow) => row.guards.map((guard) => guard.name)
const tells = (row: ClaimRow) => row.effects.some((effect) => effect.kind === 'notify')
const title = (row: ClaimRow) => `${row.from} --${row.event}--> ${row.to}`

function fire(
  state: ClaimState,
  event: ClaimEvent,
  role: Role,
  facts: Parameters<typeof aReadyClaim>[0] = {},
) {
  const ready = aReadyClaim({ ...facts, actor: { role, ...facts.actor } })
  return decide(claimTable, { state, event, role }, ready)
}
const codes = (decision: ReturnType<typeof fire>) => (decision.ok ? [] : decision.refusals.map((r) => r.code))

describe('the claim table', () => {
  it('asks on every row whether the person is within reach of the claim', () => {
    expect(claimTable.filter((row) => names(row)[0] !== 'within_reach').map(title)).toEqual([])
  })

  it('guards every event with a separated duty, and no other', () => {
    const guarded = claimTable.filter((row) => names(row).includes('not_held_another_duty')).map(title)
    const dutiful = claimTable.filter((row) => dutyOf(row.event) !== null).map(title)
    expect(guarded).toEqual(dutiful)
    expect(new Set(separatedDuties.map(({ duty }) => duty))).toEqual(
      new Set(['verify', 'approve', 'release']),
    )
  })

  it('never lets the product itself exercise a separated duty', () => {
    expect(
      claimTable.filter((row) => dutyOf(row.event) !== null && row.by.includes('system')).map(title),
    ).toEqual([])
  })

  it('tells the family, or gives the reason, at every step backwards', () => {
    const since = { round: 1, requestsThisRound: 1 }
    const backwards = claimTable.filter((row) => {
      const [from, to] = [publicStep(row.from, since).number, publicStep(row.to, since).number]
      return from !== null && to !== null && to < from
    })
    expect(backwards.map((row) => row.event)).toEqual(
      expect.arrayContaining(['send_back', 'recall', 'some_bounced', 'object', 'reopen']),
    )
    expect(backwards.filter((row) => !tells(row) && !names(row).includes('reason_given')).map(title)).toEqual(
      [],
    )
  })

  it('gives every open state to someone, and asks a claimant where the claimant has the ball', () => {
    for (const state of claimStates.filter((s) => !finalClaimStates.some((end) => end === s))) {
      expect([state, ballHolder(state)]).not.toEqual([state, null])
      const byPeople = claimTable.filter(
        (row) => row.from === state && row.by.some((role) => role !== 'system'),
      )
      if (ballHolder(state) === 'claimant') expect(byPeople.map((row) => row.by).flat()).toContain('heir')
    }
  })

  it('opens a new round only where an earlier decision or an end is left behind', () => {
    const opening = claimTable.filter((row) => row.effects.some((effect) => effect.kind === 'next_round'))
    expect([...new Set(opening.map((row) => row.event))]).toEqual(['recall', 'object', 'reopen'])
    expect(opening.filter((row) => row.effects[0]?.kind !== 'next_round').map(title)).toEqual([])
  })
})

describe('a claim', () => {
  it('may be lodged by anyone who stands by the family, once', () => {
    expect(fire('draft', 'submit', 'employer').ok).toBe(true)
    expect(codes(fire('draft', 'submit', 'heir', { twin: { liveClaimNumber: 'JKM-2026-000009' } }))).toEqual([
      'LIVE_TWIN',
    ])
  })

  it('that lacks several answers hears of all of them at once', () => {
    const claim = { participantKnown: false, eventDate: null, relationStated: false, contactStated: false }
    expect(codes(fire('draft', 'submit', 'heir', { claim }))).toEqual([
      'PARTICIPANT_UNKNOWN',
      'EVENT_DATE_MISSING',
      'RELATION_MISSING',
      'CONTACT_MISSING',
    ])
  })

  it('leaves screening by exactly one of two events once nothing runs any more', () => {
    const events = (checks: { pending: number; stalled: number }) =>
      (['checks_done', 'checks_stalled'] as const).filter(
        (event) => fire('screening', event, 'system', { checks }).ok,
      )
    expect(events({ pending: 1, stalled: 1 })).toEqual([])
    expect(events({ pending: 0, stalled: 0 })).toEqual(['checks_done'])
    expect(events({ pending: 0, stalled: 2 })).toEqual(['checks_stalled'])
  })

  it('is returned to the family a second time in a round only by a manager', () => {
    const second = { documents: { defective: 1 }, requests: { countThisRound: 1 } }
    expect(codes(fire('in_verification', 'request_documents', 'verifier', second))).toEqual([
      'SECOND_REQUEST_NEEDS_MANAGER',
    ])
    expect(fire('in_verification', 'request_documents', 'manager', second).ok).toBe(true)
  })

  it('is not returned before every item was looked at', () => {
    const facts = { documents: { defective: 1, undecided: 2 } }
    expect(codes(fire('in_verification', 'request_documents', 'verifier', facts))).toEqual([
      'ITEMS_NOT_LOOKED_AT',
    ])
  })

  it('can still be answered on the last day of the return clock', () => {
    const on = (today: string) =>
      fire('awaiting_documents', 'go_quiet', 'system', { today, clocks: { returnDueOn: '2026-04-01' } })
    expect(codes(on('2026-04-01'))).toEqual(['CLOCK_STILL_RUNNING'])
    expect(on('2026-04-02').ok).toBe(true)
  })

  it('that was lodged in time never lapses while it is inactive, and can always be resumed', () => {
    const late = { today: '2031-03-01' }
    expect(codes(fire('inactive', 'lapse', 'system', late))).toEqual(['LODGED_IN_TIME'])
    expect(fire('inactive', 'resume', 'heir', late).ok).toBe(true)
  })

  it('that was lodged too late lapses and can not be resumed', () => {
    const late = { today: '2031-03-01', claim: { lodgedOn: '2031-02-21' } }
    expect(fire('inactive', 'lapse', 'system', late).ok).toBe(true)
    expect(codes(fire('inactive', 'resume', 'heir', late))).toEqual(['RIGHT_LAPSED'])
  })

  it('lodged on the last day of the period is in time', () => {
    const late = { today: '2031-03-01', claim: { lodgedOn: '2031-02-20' } }
    expect(codes(fire('inactive', 'lapse', 'system', late))).toEqual(['LODGED_IN_TIME'])
  })

  it('does not lapse as a draft on the last day of the period', () => {
    const on = (today: string) => fire('draft', 'lapse', 'system', { today, claim: { lodgedOn: null } })
    expect(codes(on('2031-02-20'))).toEqual(['PERIOD_NOT_OVER'])
    expect(on('2031-02-21').ok).toBe(true)
  })

  it('can not be acted on by staff of another branch, nor by a stranger', () => {
    expect(
      codes(
        fire('in_verification', 'propose', 'verifier', {
          actor: { branchId: 'branch-2' },
          input: { proposal: 'pay' },
        }),
      ),
    ).toEqual(['OTHER_BRANCH'])
    expect(codes(fire('awaiting_documents', 'supply', 'heir', { actor: { partyToClaim: false } }))).toEqual([
      'NOT_A_PARTY',
    ])
  })
})

describe('a proposal', () => {
  const missing = {
    documents: { requiredOpen: 1 },
    heirs: { settled: false, unverifiedAccounts: 2 },
  }

  it('to pay names all that is missing', () => {
    expect(
      codes(fire('in_verification', 'propose', 'verifier', { ...missing, input: { proposal: 'pay' } })),
    ).toEqual(['CHECKLIST_NOT_CONFIRMED', 'HEIRS_NOT_SETTLED', 'ACCOUNT_NOT_CHECKED'])
  })

  it('to refuse does not make the family complete what no longer matters', () => {
    const ground = {
      code: 'NOT_A_MEMBER',
      article: 'PP 44/2015 Pasal 34',
      fact: 'membership ended 2025-01-31',
    }
    const input = {
      proposal: 'refuse',
      grounds: [ground],
      counterfactual: 'Bukti iuran bulan Februari 2026.',
    } as const
    expect(fire('in_verification', 'propose', 'verifier', { ...missing, input }).ok).toBe(true)
  })

  it('to refuse needs a ground bound to an article and a fact, and the sentence that says what would change it', () => {
    const propose = (input: object) =>
      codes(fire('in_verification', 'propose', 'verifier', { input: { proposal: 'refuse', ...input } }))
    const ground = { code: 'NOT_A_MEMBER', article: 'PP 44/2015 Pasal 34', fact: 'membership ended' }
    expect(propose({})).toEqual(['GROUND_MISSING'])
    expect(propose({ grounds: [{ ...ground, article: ' ' }] })).toEqual(['GROUND_NOT_BOUND'])
    expect(propose({ grounds: [ground] })).toEqual(['COUNTERFACTUAL_MISSING'])
  })

  it('to pay is not possible on a calculation that does not pay', () => {
    const calculation = { decision: 'blocked_arrears', total: '42000000' }
    expect(
      codes(fire('in_verification', 'propose', 'verifier', { calculation, input: { proposal: 'pay' } })),
    ).toEqual(['CALCULATION_NOT_PAYABLE'])
  })

  it('is offered on the screen before anything is typed in', () => {
    const step = stepsFrom(claimTable, 'in_verification', 'verifier', aReadyClaim(missing)).find(
      (s) => s.event === 'propose',
    )
    expect(step).toMatchObject({
      allowed: true,
      asks: ['proposal_given', 'lesser_benefit_weighed', 'ground_given_if_refusing'],
    })
  })

  it('after an objection is made by another verifier', () => {
    const facts = { actor: { verifiedObjectedRound: true }, input: { proposal: 'pay' } } as const
    expect(codes(fire('in_verification', 'propose', 'verifier', facts))).toEqual(['FRESH_VERIFIER_NEEDED'])
  })
})

describe('an approval', () => {
  it('is given up to the limit and not a rupiah beyond', () => {
    const by = (approvalLimit: string | null) =>
      fire('in_approval', 'approve', 'approver', { actor: { approvalLimit } })
    expect(by('42000000').ok).toBe(true)
    expect(codes(by('41999999'))).toEqual(['OVER_LIMIT'])
    expect(codes(by(null))).toEqual(['OVER_LIMIT'])
  })

  it('compares amounts as amounts and not as text', () => {
    expect(
      codes(fire('in_approval', 'approve', 'approver', { actor: { approvalLimit: '9000000' } })),
    ).toEqual(['OVER_LIMIT'])
  })

  it('is refused to whoever verified, and when the packet changed', () => {
    expect(codes(fire('in_approval', 'approve', 'approver', { actor: { duties: ['verify'] } }))).toEqual([
      'DUTY_ALREADY_HELD',
    ])
    expect(
      codes(fire('in_approval', 'approve', 'approver', { proposal: { currentPacketHash: 'b2' } })),
    ).toEqual(['PACKET_CHANGED'])
  })

  it('above the second limit needs the endorsement of another approver', () => {
    const by = (endorserIds: string[]) =>
      fire('in_approval', 'approve', 'approver', { proposal: { secondLimit: '41999999', endorserIds } })
    expect(codes(by([]))).toEqual(['ENDORSEMENT_MISSING'])
    expect(codes(by(['someone']))).toEqual(['ENDORSEMENT_MISSING'])
    expect(by(['another']).ok).toBe(true)
  })

  it('at the second limit needs one approver, and can not be endorsed', () => {
    const proposal = { secondLimit: '42000000' }
    expect(fire('in_approval', 'approve', 'approver', { proposal }).ok).toBe(true)
    expect(codes(fire('in_approval', 'endorse', 'approver', { proposal }))).toEqual([
      'SECOND_APPROVAL_NOT_NEEDED',
    ])
  })

  it('is not possible for a death whose money was already granted', () => {
    expect(
      codes(fire('in_approval', 'approve', 'approver', { twin: { grantedDeathClaim: 'JKK-2026-000004' } })),
    ).toEqual(['DEATH_MONEY_ALREADY_GRANTED'])
  })

  it('of a refusal is a rejection, never an approval', () => {
    expect(codes(fire('in_approval', 'approve', 'approver', { proposal: { kind: 'refuse' } }))).toEqual([
      'NOT_PROPOSED_TO_PAY',
    ])
    expect(codes(fire('in_approval', 'reject', 'approver'))).toEqual([
      'NOT_PROPOSED_TO_REFUSE',
      'GROUND_MISSING',
    ])
  })
})

describe('money', () => {
  it('is not recalled once anything was released', () => {
    expect(
      codes(
        fire('approved', 'recall', 'manager', {
          payments: { released: 1 },
          input: { reason: 'Salah hitung' },
        }),
      ),
    ).toEqual(['ALREADY_RELEASED'])
  })

  it('is settled only when every part is, and the ledger balances', () => {
    const payments = { total: 3, settled: 2, balanced: false }
    expect(codes(fire('paying', 'all_settled', 'system', { payments }))).toEqual([
      'INSTRUCTIONS_UNSETTLED',
      'LEDGER_UNBALANCED',
    ])
    expect(codes(fire('paying', 'all_settled', 'system', { payments: { total: 0, settled: 0 } }))).toEqual([
      'NO_INSTRUCTION',
    ])
  })

  it('that came back after the claim was paid asks the family for a new account', () => {
    expect(
      fire('paid', 'some_bounced', 'system', { payments: { total: 2, settled: 1, bounced: 1 } }),
    ).toMatchObject({
      ok: true,
      to: 'awaiting_account',
    })
  })

  it('that came back may as little be withdrawn by the family as money that arrived', () => {
    const withdraw = (settled: number, bounced: number) =>
      codes(fire('in_verification', 'withdraw', 'heir', { payments: { settled, bounced } }))
    expect(withdraw(1, 0)).toContain('MONEY_PAID')
    expect(withdraw(0, 1)).toContain('MONEY_PAID')
    expect(withdraw(0, 0)).not.toContain('MONEY_PAID')
  })

  it('is decided anew once nothing is under way any more', () => {
    const reopen = (settled: number) =>
      fire('awaiting_account', 'reopen', 'manager', {
        payments: { total: 3, settled, bounced: 1 },
        input: { ground: 'error', reason: 'Hanya sebagian masih hak penerima.' },
      })
    expect(codes(reopen(1))).toEqual(['INSTRUCTIONS_UNSETTLED'])
    expect(reopen(2).ok).toBe(true)
  })

  it('for one payee goes out again without waiting for another payee', () => {
    expect(
      fire('awaiting_account', 'correct_account', 'heir', { payments: { bounced: 2, reissuable: 1 } }).ok,
    ).toBe(true)
    expect(codes(fire('awaiting_account', 'correct_account', 'heir', { payments: { bounced: 2 } }))).toEqual([
      'ACCOUNT_NOT_CORRECTED',
    ])
  })
})
