/**
 * The lifecycles: what may happen, to what, by whom. Tables are data, one engine reads them, and decisions are values.
 * This library owns the words of every state, event and refusal; it never reads a clock, a file or a database.
 */
export * from './engine.js'
export * from './machine.js'
export type { EffectOf } from './effects.js'
export * from './vocabulary.js'
export * from './refusal-codes.js'
export * from './duties.js'
export * from './claim.facts.js'
export { claimMachine, claimTable, type ClaimEffect, type ClaimRow } from './claim.table.js'
export { payableDecisions } from './decision.guards.js'
export * from './clocks.js'
export * from './public-steps.js'
export * from './print.js'
export * from './payment.facts.js'
export * from './payment.table.js'
export * from './payment-batch.table.js'
export * from './document-item.table.js'
export { awardEndings, type AwardEnding, type AwardFacts, type YearFacts } from './scholarship.guards.js'
export * from './scholarship-award.table.js'
export * from './scholarship-year.table.js'
export { machines } from './machines.js'
