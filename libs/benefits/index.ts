/**
 * The benefit calculations: facts of one case and the law of its dates in, decision and lines with their grounds out.
 * Pure and total; holds no number of law, reads no clock, and knows nothing of claims, files or people at desks.
 */
export type { Answer, RejectedLine, ScheduledYear, Share } from './answer.js'
export type { Decision, Flag, LineCode, Payee, ReasonCode } from './codes.js'
export { Counterfactual } from './counterfactual.js'
export { decide, evaluate, type Evaluation, type Invalid } from './evaluate.js'
export { explainWage } from './explain/explain-line.js'
export { decisionLabels, flagLabels, lineLabels } from './explain/labels.js'
export { placeAtSchool } from './explain/place-at-school.js'
export { reasonInWords, reasonsToRefuse } from './explain/explain-refusal.js'
export { type PlainParameter, plainParameter } from './explain/plain.js'
export { type Facts, readFacts, type Reading } from './facts/read-facts.js'
export type { Refusal } from './facts/refusal.js'
export { canonicalJson, toJson } from './json.js'
export { lateBase } from './lateness/late-base.js'
export { Line } from './line.js'
export type { AnyVersion, LineData, Unmet } from './line-data.js'
export type { Working } from './working.js'
