/**
 * What may happen to a claim. Every row is a sentence a branch manager could check: from a state, on an event, to a
 * state, by these roles, when all guards hold, with these effects in this order. Nothing else moves a claim.
 *
 * Eight readings that the rows alone do not say:
 * - Above the second limit two approvers sign. The first `endorse`s: the claim stays in approval and the endorsement is a
 *   transition of its own, bound to the frozen packet. The second `approve`s, within his own limit. A new proposal needs
 *   new endorsements.
 * - A bank may return money after the claim was paid. `some_bounced` therefore also leads out of `paid`; the family is
 *   told and gives a new account, the service clock runs again, and no decision is reopened for it.
 * - A decision of a later round pays only what earlier rounds have not. Where that is nothing, an
 *   approved claim moves on by itself without a batch. Money that a bank has sent back counts as not paid: the new
 *   decision takes its place, and so it does of a share that waits or fell to the fund.
 * - An application lodged in time keeps the right alive, so an inactive claim lapses only when it was lodged too late; a
 *   withdrawn application no longer counts as lodged.
 * - The expiry clock is laid with the draft, stands while something is lodged, and is laid again by a withdrawal.
 * - A claim that comes back to life, by `resume`, `object` or `reopen`, must not meet a live twin either.
 * - An objection is taken in at any time; in time it reopens the claim by itself, later only when a manager admits it. The
 *   objection has a table of its own, which its reviewer walks while the claim is decided anew.
 * - Every step backwards needs the sentence that says why, or a message to the family that says it.
 */
import type { ClaimFacts } from './claim.facts.js'
import * as c from './cause.guards.js'
import * as g from './claim.guards.js'
import * as d from './decision.guards.js'
import { nextRound, pause, record, resume, send, start, stop, tell, type EffectOf } from './effects.js'
import type { Guard, Row } from './engine.js'
import type { Machine } from './machine.js'
import type { ClaimClock, ClaimEvent, ClaimState, RecordName, Role, Template, Topic } from './vocabulary.js'
import { claimEvents, claimStates, finalClaimStates } from './vocabulary.js'

export type ClaimEffect = EffectOf<ClaimClock, RecordName, Topic, Template>
export type ClaimRow = Row<ClaimState, ClaimEvent, Role, ClaimFacts, ClaimEffect>

/** One row; whoever acts must be within reach of the claim, so that demand is not repeated below. */
function row(from: ClaimState, event: ClaimEvent, to: ClaimState, by: readonly Role[], guards: readonly Guard<ClaimFacts>[], effects: readonly ClaimEffect[]): ClaimRow {
  return { from, event, to, by, guards: [g.withinReach, ...guards], effects }
}

export const claimTable: readonly ClaimRow[] = [
  //  from                    event                     to                      by                                                 guards                                                                                          effects
  // intake
  row('draft',                'submit',                 'screening',            ['heir', 'representative', 'employer', 'officer'], [g.participantKnown, g.eventDateGiven, g.relationGiven, g.contactGiven, g.noLiveTwin],          [record('checks'), stop('expiry'), start('service'), send('documents.check'), send('letter.write'), tell('claim-received')]),
  row('screening',            'checks_done',            'in_verification',      ['system'],                                        [g.noCheckRunning, g.noCheckStalled],                                                           [send('assessment.draft')]),
  row('screening',            'checks_stalled',         'in_verification',      ['system'],                                        [g.noCheckRunning, g.someCheckStalled],                                                         [send('assessment.draft'), tell('checks-delayed')]),
  row('draft',                'join',                   'merged',               ['heir', 'representative', 'employer', 'officer'], [g.liveTwinThere, g.survivingClaimChosen],                                                      [record('joined_parties'), stop('expiry'), tell('claim-joined')]),

  // documents
  row('in_verification',      'request_documents',      'awaiting_documents',   ['verifier', 'manager'],                           [g.notHeldAnotherDuty('request_documents'), g.everyItemLookedAt, g.atLeastOneDefect, g.everyDefectHasCode, g.secondRequestByManager], [pause('service'), start('return'), send('letter.write'), tell('documents-requested')]),
  row('awaiting_documents',   'supply',                 'screening',            ['heir', 'representative', 'officer'],             [g.everyDefectAnswered],                                                                        [record('checks'), stop('return'), resume('service'), send('documents.check'), tell('documents-received')]),
  row('awaiting_documents',   'go_quiet',               'inactive',             ['system'],                                        [g.returnClockRanOut],                                                                          [stop('return'), tell('claim-inactive')]),
  row('inactive',             'resume',                 'in_verification',      ['heir', 'representative', 'officer'],             [g.rightNotLapsed, g.noLiveTwin],                                                               [resume('service'), send('documents.check'), tell('claim-resumed')]),

  // third party, investigation, completeness
  row('in_verification',      'refer',                  'awaiting_third_party', ['verifier'],                                      [g.notHeldAnotherDuty('refer'), g.partyGiven, g.questionGiven, g.dueDateGiven, g.answerDueWithinLimit], [start('third_party'), tell('third-party-asked')]),
  row('awaiting_third_party', 'answer_received',        'in_verification',      ['verifier', 'officer'],                           [g.answerAttached],                                                                             [stop('third_party'), send('documents.check'), tell('third-party-answered')]),
  row('awaiting_third_party', 'answer_overdue',         'in_verification',      ['system'],                                        [g.thirdPartyOverdue],                                                                          [stop('third_party'), send('documents.check')]),
  row('in_verification',      'investigate',            'under_investigation',  ['verifier', 'manager'],                           [g.notHeldAnotherDuty('investigate'), g.reasonGiven, g.questionsGiven, g.investigatorNamed, g.investigatorIsAnother, g.dueDateGiven, g.dueDateWithinLimit], [record('investigation'), start('investigation'), tell('investigation-opened')]),
  row('under_investigation',  'investigation_reported', 'in_verification',      ['investigator'],                                  [g.investigatorHoldsNoDuty, g.everyQuestionAnswered],                                                                      [stop('investigation'), send('documents.check')]),
  row('in_verification',      'completeness_reached',   'in_verification',      ['system'],                                        [g.requiredItemsAccepted, g.legalClockNotStarted],                                              [start('legal')]),

  // decision
  row('in_verification',      'propose',                'in_approval',          ['verifier'],                                      [g.notHeldAnotherDuty('propose'), g.freshVerifierAfterObjection, d.proposalGiven, c.noReclassificationPending, c.lesserBenefitWeighed, g.everyItemLookedAt, d.coverageSettled, d.calculationCurrent, d.ifPaying(d.calculationPayable), d.ifPaying(d.checklistConfirmed), d.ifPaying(d.heirsSettled), d.ifPaying(d.accountsChecked), d.groundGivenIfRefusing], [record('decision_packet'), record('signals'), start('approval')]),
  row('in_approval',          'send_back',              'in_verification',      ['approver'],                                      [g.notHeldAnotherDuty('send_back'), g.reasonGiven],                                             [stop('approval')]),
  row('in_approval',          'endorse',                'in_approval',          ['approver'],                                      [g.notHeldAnotherDuty('endorse'), d.notFrozen, d.proposesToPay, d.packetUnchanged, d.coverageSettled, d.secondApprovalNeeded, d.notYetEndorsedByActor], []),
  row('in_approval',          'approve',                'approved',             ['approver'],                                      [g.notHeldAnotherDuty('approve'), d.notFrozen, d.proposesToPay, d.withinLimit, d.packetUnchanged, d.coverageSettled, d.endorsedByAnother, d.noOtherDeathMoney], [record('earlier_shares'), record('obligations'), record('scholarship_awards'), stop('approval'), stop('objection_outcome'), send('letter.write'), tell('claim-approved')]),
  row('in_approval',          'reject',                 'rejected',             ['approver'],                                      [g.notHeldAnotherDuty('reject'), d.proposesToRefuse, d.refusalIsGrounded, d.packetUnchanged, d.coverageSettled],   [record('earlier_shares'), record('recoveries'), stop('approval'), stop('objection_outcome'), stop('service'), stop('legal'), start('objection'), send('letter.write'), tell('claim-rejected')]),
  row('approved',             'recall',                 'in_verification',      ['manager'],                                       [g.reasonGiven, d.nothingReleased],                                                             [nextRound, record('obligations_reversal'), send('documents.check'), send('assessment.draft'), tell('claim-recalled')]),

  // payment
  row('approved',             'release',                'paying',               ['releaser'],                                      [g.notHeldAnotherDuty('release'), d.notFrozen, d.batchReleased, d.packetUnchanged],                         [send('payment.send'), tell('payment-sent')]),
  row('paying',               'all_settled',            'paid',                 ['system'],                                        [d.everyInstructionSettled, d.ledgerBalances],                                                  [record('late_compensation'), record('recoveries'), stop('legal'), stop('service'), send('letter.write'), tell('payment-settled')]),
  row('approved',             'all_settled',            'paid',                 ['system'],                                        [d.everyInstructionSettled, d.ledgerBalances],                                                  [record('late_compensation'), record('recoveries'), stop('legal'), stop('service'), tell('correction-settled')]),
  row('approved',             'some_bounced',           'awaiting_account',     ['system'],                                        [d.everyInstructionAnswered, d.somethingBounced],                                               [tell('payment-bounced')]),
  row('paying',               'some_bounced',           'awaiting_account',     ['system'],                                        [d.everyInstructionAnswered, d.somethingBounced],                                               [tell('payment-bounced')]),
  row('paid',                 'some_bounced',           'awaiting_account',     ['system'],                                        [d.everyInstructionAnswered, d.somethingBounced],                                               [start('service'), tell('payment-bounced')]),
  row('awaiting_account',     'correct_account',        'paying',               ['heir', 'representative', 'officer'],             [d.bouncedPartReissuable],                                                                      [record('reissued_payments'), tell('account-corrected')]),

  // objection, withdrawal, joining, reopening, lapse
  row('rejected',             'object',                 'in_verification',      ['heir', 'representative', 'employer', 'manager'], [g.withinObjectionPeriod, g.reasonGiven, g.noLiveTwin],                                         [nextRound, record('objection'), stop('objection'), start('objection_outcome'), start('service'), send('documents.check'), send('assessment.draft'), send('letter.write'), tell('objection-received')]),
  row('draft',                'withdraw',               'withdrawn',            ['heir', 'representative'],                        [g.confirmedByCode],                                                                            [tell('claim-withdrawn')]),
  row('screening',            'withdraw',               'withdrawn',            ['heir', 'representative'],                        [g.confirmedByCode, g.nothingPaid],                                                             [record('ended_objection'), stop('service'), stop('legal'), stop('objection_outcome'), start('expiry'), tell('claim-withdrawn')]),
  row('awaiting_documents',   'withdraw',               'withdrawn',            ['heir', 'representative'],                        [g.confirmedByCode, g.nothingPaid],                                                             [record('ended_objection'), stop('return'), stop('service'), stop('legal'), stop('objection_outcome'), start('expiry'), tell('claim-withdrawn')]),
  row('in_verification',      'withdraw',               'withdrawn',            ['heir', 'representative'],                        [g.confirmedByCode, g.nothingPaid],                                                             [record('ended_objection'), stop('service'), stop('legal'), stop('objection_outcome'), start('expiry'), tell('claim-withdrawn')]),
  row('screening',            'merge',                  'merged',               ['verifier'],                                      [g.notHeldAnotherDuty('merge'), g.survivingClaimChosen, g.survivingClaimFits],                  [record('joined_parties'), record('ended_objection'), stop('service'), stop('legal'), stop('objection_outcome'), send('documents.check'), tell('claim-merged')]),
  row('in_verification',      'merge',                  'merged',               ['verifier'],                                      [g.notHeldAnotherDuty('merge'), g.survivingClaimChosen, g.survivingClaimFits],                  [record('joined_parties'), record('ended_objection'), stop('service'), stop('legal'), stop('objection_outcome'), send('documents.check'), tell('claim-merged')]),
  row('in_verification',      'propose_reclassification', 'in_verification',    ['verifier'],                                      [g.notHeldAnotherDuty('propose_reclassification'), c.deathClaim, c.otherCauseGiven, c.occurredOnGiven, g.reasonGiven, c.noReclassificationPending], []),
  row('in_verification',      'suggest_reclassification', 'in_verification',    ['system'],                                        [c.deathClaim, c.otherCauseGiven, c.occurredOnGiven, g.reasonGiven, c.noReclassificationPending], []),
  row('in_verification',      'reclassify',             'in_verification',      ['approver'],                                      [g.notHeldAnotherDuty('reclassify'), c.reclassificationPending],                                [record('reclassification'), stop('legal'), send('documents.check'), send('assessment.draft'), tell('claim-reclassified')]),
  row('in_verification',      'decline_reclassification', 'in_verification',    ['approver'],                                      [g.notHeldAnotherDuty('decline_reclassification'), c.reclassificationPending, g.reasonGiven],    []),
  row('paid',                 'reopen',                 'in_verification',      ['manager', 'objection_reviewer'],                 [g.reopeningGroundGiven, g.reasonGiven, g.reviewerHeldNoDuty, g.noShareOnItsWay],               [nextRound, start('service'), send('documents.check'), send('assessment.draft'), tell('claim-reopened')]),
  row('awaiting_account',     'reopen',                 'in_verification',      ['manager', 'objection_reviewer'],                 [g.reopeningGroundGiven, g.reasonGiven, g.reviewerHeldNoDuty, g.noShareOnItsWay, d.nothingUnderWay], [nextRound, send('documents.check'), send('assessment.draft'), tell('claim-reopened')]),
  row('rejected',             'reopen',                 'in_verification',      ['manager', 'objection_reviewer'],                 [g.reopeningGroundGiven, g.reasonGiven, g.reviewerHeldNoDuty, g.noLiveTwin],                    [nextRound, stop('objection'), start('service'), send('documents.check'), send('assessment.draft'), tell('claim-reopened')]),
  row('withdrawn',            'reopen',                 'in_verification',      ['manager', 'objection_reviewer'],                 [g.reopeningGroundGiven, g.reasonGiven, g.reviewerHeldNoDuty, g.noLiveTwin],                    [nextRound, stop('expiry'), start('service'), send('documents.check'), send('assessment.draft'), tell('claim-reopened')]),
  row('lapsed',               'reopen',                 'in_verification',      ['manager', 'objection_reviewer'],                 [g.reopeningGroundGiven, g.reasonGiven, g.reviewerHeldNoDuty, g.noLiveTwin],                    [nextRound, start('service'), send('documents.check'), send('assessment.draft'), tell('claim-reopened')]),
  row('draft',                'lapse',                  'lapsed',               ['system'],                                        [g.statutoryPeriodOver, g.nothingLodgedInTime],                                                 [stop('expiry'), tell('claim-lapsed')]),
  row('inactive',             'lapse',                  'lapsed',               ['system'],                                        [g.statutoryPeriodOver, g.nothingLodgedInTime],                                                 [record('ended_objection'), stop('service'), stop('legal'), stop('objection_outcome'), tell('claim-lapsed')]),
  row('withdrawn',            'lapse',                  'lapsed',               ['system'],                                        [g.statutoryPeriodOver],                                                                        [stop('expiry'), tell('claim-lapsed')]),
]

export const claimMachine: Machine<ClaimState, ClaimEvent, Role, ClaimFacts, ClaimEffect> = {
  name: 'claim',
  initial: 'draft',
  states: claimStates,
  final: finalClaimStates,
  events: claimEvents,
  table: claimTable,
}
